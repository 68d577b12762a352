/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.List;
import org.hummingbridge.sfu.conference.ConferenceControl;

/** Where an endpoint may open its bridge channel over WebSocket. */
@FunctionalInterface
public interface ChannelAddresses {
    /** No WebSockets are served. */
    ChannelAddresses NONE = (conference, endpointId) -> List.of();

    /** URLs with the endpoint's own password, which stay the same as long as it lives; empty if none are served. */
    List<String> of(ConferenceControl conference, String endpointId);
}
