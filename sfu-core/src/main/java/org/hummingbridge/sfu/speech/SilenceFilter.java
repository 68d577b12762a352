/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import org.hummingbridge.sfu.rtp.AudioLevel;

/** Tells when one source has sent nothing but digital silence for long enough. Knows nothing of time: DTX sends rarely. */
final class SilenceFilter {
    private final SpeechSettings.Silence settings;
    private int silentPackets;

    SilenceFilter(final SpeechSettings.Silence settings) {
        this.settings = settings;
    }

    /** Whether to forward the next packet, whose level is given; {@link AudioGate#NO_LEVEL} if it has none. */
    boolean passes(final int level) {
        if (level != AudioLevel.SILENT) {
            silentPackets = 0;
            return true;
        }
        if (silentPackets < settings.forwardedPackets()) {
            silentPackets++;
            return true;
        }
        return !settings.discards();
    }
}
