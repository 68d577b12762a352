/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import org.hummingbridge.sfu.conference.RemoteTransport;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about an endpoint's transport.
 *
 * @param iceControlling whether the bridge is the controlling agent
 * @param iceRestart asks for new credentials of ours
 * @param remote what the peer told about its side
 * @param sctp asks for a data channel
 */
public record TransportModify(
        boolean iceControlling,
        boolean iceRestart,
        @Nullable RemoteTransport remote,
        @Nullable SctpModify sctp) {

    /**
     * A request for an SCTP association over DTLS.
     *
     * @param role {@code server} or {@code client} in lower case, ours; null if left to us
     * @param port SCTP port; null if left to us
     */
    public record SctpModify(
            @Nullable String role, @Nullable Integer port) {}
}
