/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * The last {@value #BYTES} bytes of every payload: which stream of the conference it is, its number there, and when it was sent.
 * It travels encrypted and beyond the reach of what bridges rewrite, which is at the front of a payload. The reading side holds
 * the last stamp that {@link #read} found.
 */
public final class PayloadStamp {
    public static final int BYTES = 24;

    private static final int MAGIC = 0x4875_4d42;
    private static final int STREAM = 4;
    private static final int NUMBER = 8;
    private static final int SENT = 16;

    private int stream;
    private long number;
    private long sentNanos;

    /** Writes a stamp that ends at {@code end}. */
    public static void write(
            final byte[] bytes, final int end, final int stream, final long number, final long sentNanos) {
        final int at = end - BYTES;
        BigEndian.put32(bytes, at, MAGIC);
        BigEndian.put32(bytes, at + STREAM, stream);
        BigEndian.put64(bytes, at + NUMBER, number);
        BigEndian.put64(bytes, at + SENT, sentNanos);
    }

    /** Whether the payload between {@code start} and {@code end}, without padding, ends in a stamp. */
    public boolean read(final byte[] bytes, final int start, final int end) {
        final int at = end - BYTES;
        if (at < start || BigEndian.int32(bytes, at) != MAGIC) {
            return false;
        }
        stream = BigEndian.int32(bytes, at + STREAM);
        number = BigEndian.int64(bytes, at + NUMBER);
        sentNanos = BigEndian.int64(bytes, at + SENT);
        return stream >= 0 && number >= 0;
    }

    public int stream() {
        return stream;
    }

    public long number() {
        return number;
    }

    /** By the generator's monotonic clock. */
    public long sentNanos() {
        return sentNanos;
    }
}
