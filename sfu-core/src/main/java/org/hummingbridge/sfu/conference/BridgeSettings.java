/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.speech.SpeechSettings;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * What an operator decides about all conferences.
 *
 * @param srtpProfiles what is negotiated, the preferred one first; not empty
 * @param ice timers and bounds of the ICE agents
 * @param connectivity when endpoints count as silent
 * @param initial what a receiver is taken to want until it says so
 * @param lastN most video sources that any receiver is sent; -1 for no limit
 * @param speech how speakers are told from listeners, and whose audio is forwarded
 */
public record BridgeSettings(
        List<SrtpProfile> srtpProfiles,
        IceSettings ice,
        ConnectivitySettings connectivity,
        ReceiverConstraints initial,
        int lastN,
        SpeechSettings speech) {
    /** The defaults of everything but the profiles. */
    public static BridgeSettings of(final List<SrtpProfile> srtpProfiles, final IceSettings ice) {
        return new BridgeSettings(
                srtpProfiles,
                ice,
                ConnectivitySettings.defaults(),
                ReceiverConstraints.EVERYTHING,
                -1,
                SpeechSettings.defaults());
    }
}
