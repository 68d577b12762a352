/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** Opus as a browser sends it, without a sound: packets of 20 ms, numbered without gaps. */
final class SimulatedSound {
    static final int PAYLOAD_BYTES = 80;

    /** Header, address of the primary block (RFC 2198 §3), and two blocks. */
    static final int REDUNDANT_PAYLOAD_BYTES = 5 + 2 * PAYLOAD_BYTES;

    private static final int SAMPLES = 960;

    /** A speaker's level is above. */
    private static final int QUIET = 60;

    private final int ssrc;
    private final ExtensionWriter extensions = new ExtensionWriter();
    private int packets;

    SimulatedSound(final int ssrc) {
        this.ssrc = ssrc;
    }

    int ssrc() {
        return ssrc;
    }

    /** Writes the next packet's header to {@code out[0..]}; returns its length. A level of 127 is digital silence. */
    int write(final int level, final byte[] out) {
        next(CallParts.OPUS, out);
        extensions.begin(out, 0, false);
        out[extensions.reserve(CallParts.AUDIO_LEVEL_ID, AudioLevel.BYTES)] = AudioLevel.of(level, level < QUIET);
        return extensions.end();
    }

    /** Writes a redundant packet that repeats the one before it, without header extensions; returns the header's length. */
    int writeRedundant(final int red, final int opus, final byte[] out) {
        next(red, out);
        final int block = 0x80 << 24 | opus << 24 | SAMPLES << 10 | PAYLOAD_BYTES;
        for (int i = 0; i < 4; i++) {
            out[RtpHeader.FIXED_BYTES + i] = (byte) (block >>> 8 * (3 - i));
        }
        out[RtpHeader.FIXED_BYTES + 4] = (byte) opus;
        return RtpHeader.FIXED_BYTES;
    }

    /** A packet that the network loses. */
    void lose() {
        packets++;
    }

    private void next(final int payloadType, final byte[] out) {
        FreshHeader.write(payloadType, packets, packets * SAMPLES, ssrc, out);
        packets++;
    }
}
