/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

/**
 * The RTP clocks of one source's encodings, laid side by side by the sender reports (RFC 3550 §6.4.1): each encoding has an offset
 * of its own, and only the NTP times tell which timestamps mean the same instant.
 */
final class SenderClocks {
    private static final double UNITS_PER_SECOND = 4_294_967_296.0;

    private final long[] ntpTimes;
    private final int[] timestamps;
    private final boolean[] known;
    private final int clockRate;

    SenderClocks(final int encodings, final int clockRate) {
        this.ntpTimes = new long[encodings];
        this.timestamps = new int[encodings];
        this.known = new boolean[encodings];
        this.clockRate = clockRate;
    }

    void onReport(final int encoding, final long ntpTime, final int timestamp) {
        ntpTimes[encoding] = ntpTime;
        timestamps[encoding] = timestamp;
        known[encoding] = true;
    }

    boolean canTranslate(final int from, final int to) {
        return from == to || (known[from] && known[to]);
    }

    /** The timestamp by the clock of {@code to} for the instant that {@code timestamp} stands for by the clock of {@code from}. */
    int translate(final int timestamp, final int from, final int to) {
        if (from == to) {
            return timestamp;
        }
        final double seconds = (ntpTimes[from] - ntpTimes[to]) / UNITS_PER_SECOND;
        return timestamps[to] + (timestamp - timestamps[from]) + (int) Math.round(seconds * clockRate);
    }
}
