/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

/**
 * Lets a stream's timestamps go on strictly forwards whatever encoding or source comes next, and in step with the clock on the
 * wall: by the sender's own clocks where they are known, by the time that has passed otherwise.
 */
final class Timeline {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int clockRate;
    private final int minStep;
    private final SenderClocks clocks;
    private int encoding = EncodingChoice.NONE;

    /** What is added to the present encoding's timestamps, and how much of it only serves to stay ahead of the last one. */
    private int delta;

    private int lead;

    /** @param minStep by how much timestamps advance at least from one encoding to the next */
    Timeline(final int clockRate, final int minStep, final SenderClocks clocks) {
        this.clockRate = clockRate;
        this.minStep = minStep;
        this.clocks = clocks;
    }

    int delta() {
        return delta;
    }

    /** Another source had the stream meanwhile, whose timestamps have nothing to do with this one's. */
    void forget() {
        encoding = EncodingChoice.NONE;
    }

    /** The stream goes on with {@code timestamp} of an encoding. */
    void begin(final int nextEncoding, final int timestamp, final StreamNumbers numbers, final long nowNanos) {
        if (numbers.isUnused()) {
            delta = 0;
            lead = 0;
        } else {
            final int byTime = numbers.timestamp() + ticks(nowNanos - numbers.timestampNanos());
            int next = byTime;
            if (encoding != EncodingChoice.NONE && clocks.canTranslate(nextEncoding, encoding)) {
                final int byClock = clocks.translate(timestamp, nextEncoding, encoding) + delta - lead;
                // A clock that has jumped, or reports that tell nonsense.
                next = Math.abs(byClock - byTime) <= clockRate ? byClock : byTime;
            }
            final int least = numbers.timestamp() + minStep;
            final int shown = next - least > 0 ? next : least;
            lead = shown - next;
            delta = shown - timestamp;
        }
        encoding = nextEncoding;
    }

    private int ticks(final long nanos) {
        return (int) (long) (nanos / NANOS_PER_SECOND * clockRate);
    }
}
