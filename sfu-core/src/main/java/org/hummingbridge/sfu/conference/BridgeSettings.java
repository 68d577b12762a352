/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.AllocationSettings;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.rewriting.StreamLimits;
import org.hummingbridge.sfu.speech.SpeechSettings;
import org.hummingbridge.sfu.spread.SpreadSettings;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * What an operator decides about all conferences.
 *
 * @param srtpProfiles what is negotiated, the preferred one first; not empty
 * @param ice timers and bounds of the ICE agents
 * @param connectivity when endpoints count as silent
 * @param initial what a receiver is taken to want until it says so
 * @param allocation who gets which layer of which video
 * @param bandwidth how the bandwidth to receivers is found out and kept to
 * @param streamLimits of receivers whose SSRCs are rewritten
 * @param speech how speakers are told from listeners, and whose audio is forwarded
 * @param red what becomes of redundant audio
 * @param maxPaddingBytes that a video packet may be given so that it leaves together with its neighbours; 0: none
 * @param spread when further loops send to a conference's receivers
 * @param shedsVideo whether videos are given up on a loop that has more to do than it can
 */
public record BridgeSettings(
        List<SrtpProfile> srtpProfiles,
        IceSettings ice,
        ConnectivitySettings connectivity,
        ReceiverConstraints initial,
        AllocationSettings allocation,
        BandwidthSettings bandwidth,
        StreamLimits streamLimits,
        SpeechSettings speech,
        RedSettings red,
        int maxPaddingBytes,
        SpreadSettings spread,
        boolean shedsVideo) {
    /**
     * The tail of a frame is cut into packets that differ by a byte or two; extensions that only some of them carry, such as a frame's
     * orientation, add up to a dozen.
     */
    public static final int DEFAULT_MAX_PADDING_BYTES = 16;

    /** The defaults of everything but the profiles. */
    public static BridgeSettings of(final List<SrtpProfile> srtpProfiles, final IceSettings ice) {
        return new BridgeSettings(
                srtpProfiles,
                ice,
                ConnectivitySettings.defaults(),
                ReceiverConstraints.EVERYTHING,
                AllocationSettings.defaults(),
                BandwidthSettings.defaults(),
                StreamLimits.defaults(),
                SpeechSettings.defaults(),
                RedSettings.defaults(),
                DEFAULT_MAX_PADDING_BYTES,
                SpreadSettings.defaults(),
                true);
    }

    /** The same, but no packet is padded. */
    public BridgeSettings withoutPadding() {
        return new BridgeSettings(
                srtpProfiles,
                ice,
                connectivity,
                initial,
                allocation,
                bandwidth,
                streamLimits,
                speech,
                red,
                0,
                spread,
                shedsVideo);
    }
}
