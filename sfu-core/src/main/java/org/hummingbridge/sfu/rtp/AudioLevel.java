/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/** The client-to-mixer audio level (RFC 6464): one byte, in which the level counts downwards from the loudest. */
public final class AudioLevel {
    /** Length of the element's data. */
    public static final int BYTES = 1;

    /** 0 dBov. */
    public static final int LOUDEST = 0;

    /** Digital silence, as a muted track sends it. */
    public static final int SILENT = 127;

    private AudioLevel() {}

    /** -dBov: {@link #LOUDEST} .. {@link #SILENT}. */
    public static int level(final byte value) {
        return value & 0x7f;
    }

    /** Whether the sender believes that the packet holds voice. */
    public static boolean voiceActivity(final byte value) {
        return value < 0;
    }

    public static byte of(final int level, final boolean voiceActivity) {
        return (byte) ((level & 0x7f) | (voiceActivity ? 0x80 : 0));
    }
}
