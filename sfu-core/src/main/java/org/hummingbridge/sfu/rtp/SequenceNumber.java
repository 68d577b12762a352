/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/** Arithmetic on 16-bit sequence numbers that wrap (RFC 1982, RFC 3550 A.1). */
public final class SequenceNumber {
    private SequenceNumber() {}

    /** How far {@code a} is ahead of {@code b}: -32768..32767. */
    public static int distance(final int a, final int b) {
        return (short) (a - b);
    }

    /** Whether {@code a} comes after {@code b}; false for equal ones and at the tie of half the circle. */
    public static boolean isNewer(final int a, final int b) {
        return distance(a, b) > 0;
    }

    /** The extended number nearest to {@code reference} whose lower 16 bits are {@code sequence}. May be negative near 0. */
    public static long extend(final int sequence, final long reference) {
        return reference + (short) (sequence - (int) reference);
    }
}
