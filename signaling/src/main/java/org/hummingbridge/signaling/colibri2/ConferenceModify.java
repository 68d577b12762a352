/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request about one conference: every value is in range, but nothing has been compared with the bridge's state.
 *
 * @param name bare JID of the room; only looked at together with {@code create}
 * @param expire end the conference once the rest has been done
 * @param opensConnects whether it asks for exporters (recorder, transcriber) to be created or changed
 */
public record ConferenceModify(
        String meetingId,
        @Nullable String name,
        boolean create,
        boolean expire,
        List<EndpointModify> endpoints,
        List<RelayModify> relays,
        boolean opensConnects) {

    /** What a request says about a relay; relays are not served, so no more than this is read. */
    public record RelayModify(String id, boolean expire) {}
}
