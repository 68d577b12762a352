/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.List;
import org.hummingbridge.sfu.conference.LocalTransport;
import org.jspecify.annotations.Nullable;

/**
 * The request was carried out.
 *
 * @param feedback SSRCs of the bridge's own RTCP; null unless something was created
 */
public record ConferenceModified(
        List<EndpointModified> endpoints,
        List<RelayExpired> relays,
        @Nullable FeedbackSources feedback) implements Colibri2Answer {

    /**
     * One endpoint of the request, in its order.
     *
     * @param transport our side, when it was created or restarted
     * @param sctp whether a data channel was granted
     * @param webSockets URLs of the bridge channel; told together with the transport only
     */
    public record EndpointModified(
            String id, boolean expired, @Nullable LocalTransport transport, boolean sctp, List<String> webSockets) {}

    /** A relay that does not exist any more, or never did. */
    public record RelayExpired(String id) {}

    /** Unsigned SSRCs in ints. */
    public record FeedbackSources(int audioSsrc, int videoSsrc) {}
}
