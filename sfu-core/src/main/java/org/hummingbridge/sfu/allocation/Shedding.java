/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/**
 * Lowers the number of videos for everybody on a loop that has more to do than it can, within a fraction of a second and down to
 * none, so that sound gets through; and raises it again once there is room. Never takes a spike for overload, nor leaves audio out.
 *
 * <p>A loop that is behind only makes everybody wait; one whose socket buffer overflows loses sound and pictures alike. So it goes by
 * losses that go on, and by the time alone only where that has become long.
 *
 * <p>Order of calls, at every tick: {@link #look}, and {@link #step} if that says so.
 */
public final class Shedding {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Pieces of time that are looked at for losses. A buffer that overflowed in a pause shows in one of them. */
    static final long WINDOW_NANOS = 50 * NANOS_PER_MILLI;

    /** What may be lost in a window while a full buffer is worked off. */
    private static final double TOLERABLE_LOSS = 0.01;

    /** Windows with losses before a step. */
    static final int LOSSY_WINDOWS = 3;

    /** Least time behind before a step, and from one to the next: what is in the buffer is worked off by then. */
    static final long STEP_NANOS = 200 * NANOS_PER_MILLI;

    /** The same where the losses are told seldom. */
    static final long SLOW_STEP_NANOS = 1_000 * NANOS_PER_MILLI;

    /** Time behind after which a step is taken even without losses: a loop close to its limit needs a while after a collection. */
    static final long STANDING_NANOS = 3_000 * NANOS_PER_MILLI;

    /** Calm before the limit is raised. */
    static final long FIRST_WAIT_NANOS = 1_500 * NANOS_PER_MILLI;

    /** The same after raises that were too much, each of which doubles it. */
    static final long LONGEST_WAIT_NANOS = 60_000 * NANOS_PER_MILLI;

    /** Busy fraction beyond which bursts begin to wait for each other, and nothing is added. */
    static final double FULL = 0.8;

    /** A loop with so much less to do than when a raise was too much need not wait. */
    private static final double CLEARLY_LESS = 0.8;

    /** What is left of all videos after a step. */
    private static final double MOST_LEFT = 0.75;

    private static final double LEAST_LEFT = 0.25;

    /** Sound and reading cost something too, so more of the videos has to go than what is lost of all packets. */
    private static final double STEEPNESS = 1.25;

    private int lastN = LastNLimit.UNLIMITED;

    private boolean behind;
    private long spellNanos;
    private long lostBeforeSpell;
    private long sinceNanos;
    private long receivedBefore;
    private long lostBefore;

    private long windowNanos;
    private long lostInWindows;
    private long receivedInWindows;
    private int lossyWindows;

    /** Of all videos, what the next step down leaves. */
    private double part = MOST_LEFT;

    private long calmNanos;
    private long busyBefore;
    private double busy;
    private long waitNanos = FIRST_WAIT_NANOS;

    /** Whether the last step was a raise of which it is not known yet whether it was too much. */
    private boolean trying;

    private int lastNBefore;

    /** How busy the loop was before the raise that is tried, or was too much last. */
    private double busyBeforeRaise;

    /** Most videos for anybody; {@link LastNLimit#UNLIMITED} for no limit. */
    public int lastN() {
        return lastN;
    }

    /**
     * Takes note of what became of a loop.
     *
     * @param isBehind whether it has more to do than it can
     * @param received datagrams so far
     * @param lost of them by the kernel for want of room, so far; always the same if nobody can tell
     * @param busyNanos time that it worked so far
     * @return whether a step may be due
     */
    public boolean look(
            final boolean isBehind, final long received, final long lost, final long busyNanos, final long now) {
        final boolean turned = isBehind != behind;
        behind = isBehind;
        if (isBehind) {
            if (turned) {
                spellNanos = now;
                lostBeforeSpell = lost;
                begin(received, lost, now);
            }
            return isLoweringDue(received, lost, now);
        }
        // A host that takes a loop's core away for a moment now and then is no reason to keep videos back.
        final boolean spike = now - spellNanos < STEP_NANOS && lost == lostBeforeSpell;
        if (turned && !spike) {
            calm(busyNanos, now);
        }
        return lastN >= 0 && isRaisingDue(busyNanos, now);
    }

    private void begin(final long received, final long lost, final long now) {
        sinceNanos = now;
        receivedBefore = received;
        lostBefore = lost;
        windowNanos = now;
        lostInWindows = lost;
        receivedInWindows = received;
        lossyWindows = 0;
    }

    private boolean isLoweringDue(final long received, final long lost, final long now) {
        if (now - windowNanos >= WINDOW_NANOS) {
            lossyWindows += lossFraction(received - receivedInWindows, lost - lostInWindows) > TOLERABLE_LOSS ? 1 : 0;
            lostInWindows = lost;
            receivedInWindows = received;
            windowNanos = now;
        }
        final long time = now - sinceNanos;
        final boolean losing = lossyWindows >= LOSSY_WINDOWS && time >= STEP_NANOS;
        final boolean hasLost =
                time >= SLOW_STEP_NANOS && lossFraction(received - receivedBefore, lost - lostBefore) > TOLERABLE_LOSS;
        if (lastN == 0 || !(losing || hasLost || time >= STANDING_NANOS)) {
            return false;
        }
        part = part(received - receivedBefore, lost - lostBefore);
        begin(received, lost, now);
        return true;
    }

    private static double part(final long received, final long lost) {
        return Math.clamp(1 - STEEPNESS * lossFraction(received, lost), LEAST_LEFT, MOST_LEFT);
    }

    private static double lossFraction(final long received, final long lost) {
        return (double) lost / Math.max(1, received + lost);
    }

    private void calm(final long busyNanos, final long now) {
        calmNanos = now;
        busyBefore = busyNanos;
    }

    private boolean isRaisingDue(final long busyNanos, final long now) {
        final long time = now - calmNanos;
        if (time < FIRST_WAIT_NANOS) {
            return false;
        }
        busy = (busyNanos - busyBefore) / (double) time;
        if (trying) {
            trying = false;
            waitNanos = Math.max(FIRST_WAIT_NANOS, waitNanos / 2);
        }
        if (time < waitNanos && busy >= CLEARLY_LESS * busyBeforeRaise) {
            return false;
        }
        if (busy >= FULL) {
            calm(busyNanos, now);
            return false;
        }
        calm(busyNanos, now);
        return true;
    }

    /**
     * Takes the step that {@link #look} said may be due.
     *
     * @param sent what is sent at this moment
     * @return whether {@link #lastN} changed
     */
    public boolean step(final SentVideos sent) {
        final int before = lastN;
        if (behind) {
            lower(sent);
        } else {
            raise(sent);
        }
        return lastN != before;
    }

    private void lower(final SentVideos sent) {
        if (sent.most() == 0) {
            return;
        }
        if (trying) {
            // Back to what is known to be carried.
            trying = false;
            lastN = lastNBefore;
            waitNanos = Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
        } else {
            lastN = LastNLimit.lower(lastN, sent.limit(part));
        }
    }

    private void raise(final SentVideos sent) {
        if (sent.most() < lastN) {
            // It holds nobody back any more.
            lastN = LastNLimit.UNLIMITED;
            waitNanos = FIRST_WAIT_NANOS;
            busyBeforeRaise = 0;
            return;
        }
        lastNBefore = lastN;
        trying = true;
        busyBeforeRaise = busy;
        // No more than what has room if videos were all that there is to do.
        lastN = Math.max(lastN + 1, (int) Math.min(lastN * FULL / Math.max(busy, 0.01), SentVideos.MOST));
    }
}
