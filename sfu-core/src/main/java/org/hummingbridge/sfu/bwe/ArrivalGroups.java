/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Joins packets that were sent together into groups and tells by how much further apart than they were sent two groups arrived
 * (draft-ietf-rmcat-gcc-02 §5.2, 5.3). Takes packets in the order in which they were sent.
 */
final class ArrivalGroups {
    /** burst_time of the draft. */
    private static final long GROUP_NANOS = 5_000_000;

    /** What a link that pauses delivers in one go belongs together, up to this long (libwebrtc). */
    private static final long MAX_BURST_NANOS = 100_000_000;

    /** As many groups that arrive before their predecessors mean another path (libwebrtc). */
    private static final int MAX_REORDERED = 3;

    private boolean hasCurrent;
    private boolean hasPrevious;
    private long firstSent;
    private long lastSent;
    private long firstArrival;
    private long lastArrival;
    private long previousSent;
    private long previousArrival;
    private int reordered;
    private long sendDelta;
    private long arrivalDelta;
    private long groupArrival;

    /** True if a group is complete and the deltas are those between it and the one before. */
    boolean add(final long sentNanos, final long arrivalNanos) {
        if (!hasCurrent) {
            open(sentNanos, arrivalNanos);
            return false;
        }
        if (sentNanos - firstSent < 0) {
            return false;
        }
        if (belongs(sentNanos, arrivalNanos)) {
            lastSent = later(lastSent, sentNanos);
            lastArrival = later(lastArrival, arrivalNanos);
            return false;
        }
        final boolean complete = hasPrevious && compare();
        if (hasCurrent) {
            previousSent = lastSent;
            previousArrival = lastArrival;
            hasPrevious = true;
        }
        open(sentNanos, arrivalNanos);
        return complete;
    }

    private boolean belongs(final long sentNanos, final long arrivalNanos) {
        if (sentNanos - firstSent <= GROUP_NANOS) {
            return true;
        }
        final long apart = arrivalNanos - lastArrival;
        return apart <= GROUP_NANOS && apart < sentNanos - lastSent && arrivalNanos - firstArrival < MAX_BURST_NANOS;
    }

    private boolean compare() {
        sendDelta = lastSent - previousSent;
        arrivalDelta = lastArrival - previousArrival;
        groupArrival = lastArrival;
        if (arrivalDelta >= 0) {
            reordered = 0;
            return true;
        }
        reordered++;
        if (reordered >= MAX_REORDERED) {
            reset();
        }
        return false;
    }

    private void open(final long sentNanos, final long arrivalNanos) {
        hasCurrent = true;
        firstSent = sentNanos;
        lastSent = sentNanos;
        firstArrival = arrivalNanos;
        lastArrival = arrivalNanos;
    }

    private static long later(final long a, final long b) {
        return b - a > 0 ? b : a;
    }

    long sendDeltaNanos() {
        return sendDelta;
    }

    long arrivalDeltaNanos() {
        return arrivalDelta;
    }

    /** When the last packet of the group that is complete arrived. */
    long arrivalNanos() {
        return groupArrival;
    }

    void reset() {
        hasCurrent = false;
        hasPrevious = false;
        reordered = 0;
    }
}
