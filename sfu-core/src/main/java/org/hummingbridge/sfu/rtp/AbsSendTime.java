/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/** The absolute send time extension of WebRTC: seconds as 24-bit fixed point with 18 fraction bits, wrapping every 64 s. */
public final class AbsSendTime {
    /** Length of the element's data. */
    public static final int BYTES = 3;

    private static final long WRAP_NANOS = 64_000_000_000L;

    /** 1e9 / 2^18 in lowest terms, so that the sum below stays exact and within a long. */
    private static final long NANOS_NUMERATOR = 1_953_125;

    private static final int NANOS_DENOMINATOR_BITS = 9;

    private AbsSendTime() {}

    /** The 24-bit value for a point in time, cut off towards the past. */
    public static int ofNanos(final long nanos) {
        return (int) ((Math.floorMod(nanos, WRAP_NANOS) << NANOS_DENOMINATOR_BITS) / NANOS_NUMERATOR);
    }

    public static int read(final byte[] bytes, final int dataOffset) {
        return BigEndian.unsigned24(bytes, dataOffset);
    }

    public static void write(final byte[] bytes, final int dataOffset, final int value) {
        BigEndian.put24(bytes, dataOffset, value);
    }
}
