/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * How long packets wait in front of the bottleneck: by how much the least delay of the latest feedback is above the least one of
 * the last {@link #BUCKET_NANOS} to twice that. A queue that stays for longer, because others keep it full or the path has become
 * longer, counts as distance.
 */
final class QueueEstimate {
    private static final long BUCKET_NANOS = 10_000_000_000L;

    private boolean known;
    private boolean sampled;
    private long least;
    private long bucketStart;
    private long bucketLeast;
    private long previousLeast;
    private long queueNanos;

    /** Takes the time from sending to arrival of one packet, by two clocks and so with an unknown offset. */
    void add(final long delayNanos) {
        if (!sampled || delayNanos - least < 0) {
            sampled = true;
            least = delayNanos;
        }
    }

    /** Ends a message of feedback. */
    void update(final long nowNanos) {
        if (!sampled) {
            return;
        }
        sampled = false;
        if (!known) {
            known = true;
            bucketStart = nowNanos;
            bucketLeast = least;
            previousLeast = least;
        } else if (nowNanos - bucketStart >= BUCKET_NANOS) {
            bucketStart = nowNanos;
            previousLeast = bucketLeast;
            bucketLeast = least;
        } else if (least - bucketLeast < 0) {
            bucketLeast = least;
        }
        final long base = bucketLeast - previousLeast < 0 ? bucketLeast : previousLeast;
        queueNanos = Math.max(0, least - base);
    }

    long nanos() {
        return queueNanos;
    }

    void reset() {
        known = false;
        sampled = false;
        queueNanos = 0;
    }
}
