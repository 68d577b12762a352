/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/**
 * The peer's clock in its feedback, unwrapped: adds up the differences of the 24-bit reference times. Notices when that clock
 * leaps, which makes all arrivals before it incomparable with those after.
 */
final class ArrivalClock {
    /** libwebrtc's limit for the change of the arrival clock's offset. */
    private static final long LEAP_NANOS = 3_000_000_000L;

    private static final long TICK_NANOS = TransportFeedback.TICK_MICROS * 1000L;
    private static final long REFERENCE_NANOS = TransportFeedback.TICKS_PER_REFERENCE * TICK_NANOS;

    private boolean started;
    private int lastReference;
    private long baseNanos;
    private long offsetNanos;

    /** Goes to this message's reference time. True if the clock leapt. */
    boolean advance(final TransportFeedback feedback, final long nowNanos) {
        final int reference = feedback.referenceTime();
        if (started) {
            baseNanos += TransportFeedback.referenceDifference(reference, lastReference) * REFERENCE_NANOS;
        }
        lastReference = reference;
        final long offset = baseNanos - nowNanos;
        final boolean leapt = started && Math.abs(offset - offsetNanos) > LEAP_NANOS;
        if (!started || leapt) {
            offsetNanos = offset;
        } else {
            // Follows slowly what is drift or a queue.
            offsetNanos += (offset - offsetNanos) / 16;
        }
        started = true;
        return leapt;
    }

    /** When the packet of the current status arrived, by the peer's clock and an unknown offset. */
    long arrivalNanos(final TransportFeedback feedback) {
        return baseNanos + feedback.ticksAfterReference() * TICK_NANOS;
    }
}
