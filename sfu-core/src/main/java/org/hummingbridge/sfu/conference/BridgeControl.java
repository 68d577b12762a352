/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.Collection;
import org.hummingbridge.sfu.dtls.HandshakeLoad;
import org.jspecify.annotations.Nullable;

/** What signalling may do to the bridge. Thread-safe; calls return when the change is visible to later calls. */
public interface BridgeControl {
    /** The new conference, or null if one with that id exists. */
    @Nullable
    ConferenceControl createConference(String meetingId, @Nullable String name);

    /** The conference with that id, or null. */
    @Nullable
    ConferenceControl conference(String meetingId);

    /** The conferences of this moment. */
    Collection<? extends ConferenceControl> conferences();

    /** Lets nobody have more videos than that; -1 for no limit. Receivers notice within seconds. */
    void reduceLastN(int lastN);

    /** What happened since the start. */
    EndpointTotals totals();

    /** How many DTLS handshakes there are now. */
    default HandshakeLoad handshakes() {
        return HandshakeLoad.NONE;
    }

    /** Ends a conference and everything in it; unknown ids are ignored. */
    void expireConference(String meetingId);
}
