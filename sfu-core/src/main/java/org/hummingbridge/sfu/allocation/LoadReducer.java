/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/**
 * Lowers the number of videos for everybody while the bridge is overloaded, and raises it again step by step. Never takes two
 * steps before the first could show its effect, and leaves audio alone.
 *
 * <p>One thread calls {@link #onStress}; {@link #lastN} may be read by any.
 */
public final class LoadReducer {
    /**
     * jitsi-videobridge's {@code load-management.load-reducers.last-n}.
     *
     * @param reductionScale by what to multiply the most videos that anybody is sent; below 1
     * @param recoverScale by what to multiply the limit once the load is gone; a step is one at least
     * @param impactNanos from one step to the next
     * @param minimum the lowest limit
     * @param maximumEnforced the limit from which on there is none
     * @param recoveryStress below which the load is gone; 1 is where overload begins
     */
    public record Settings(
            double reductionScale,
            double recoverScale,
            long impactNanos,
            int minimum,
            int maximumEnforced,
            double recoveryStress) {}

    private final Settings settings;
    private boolean stepped;
    private long stepNanos;

    /** Written by the thread that takes statistics, read by the loops. */
    private volatile int lastN = LastNLimit.UNLIMITED;

    public LoadReducer(final Settings settings) {
        this.settings = settings;
    }

    /** Most videos for anybody; {@link LastNLimit#UNLIMITED} for no limit. */
    public int lastN() {
        return lastN;
    }

    /**
     * Takes note of how loaded the bridge is.
     *
     * @param stress load divided by its threshold
     * @param mostForwarded the greatest number of videos that any receiver is being sent; 0 for none
     * @return whether {@link #lastN} changed
     */
    public boolean onStress(final double stress, final int mostForwarded, final long now) {
        if (stepped && now - stepNanos < settings.impactNanos()) {
            return false;
        }
        final int before = lastN;
        final int after;
        if (stress >= 1) {
            after = mostForwarded == 0 ? before : reduced(before, mostForwarded);
        } else if (stress < settings.recoveryStress() && before >= 0) {
            after = recovered(before);
        } else {
            after = before;
        }
        if (after == before) {
            return false;
        }
        lastN = after;
        stepped = true;
        stepNanos = now;
        return true;
    }

    private int reduced(final int before, final int mostForwarded) {
        final int scaled = Math.max(settings.minimum(), (int) (mostForwarded * settings.reductionScale()));
        // Receivers that are sent more than the limit just have not been looked at since it came down.
        return LastNLimit.lower(before, scaled);
    }

    private int recovered(final int before) {
        final int after = Math.max(before + 1, (int) (before * settings.recoverScale()));
        return after >= settings.maximumEnforced() ? LastNLimit.UNLIMITED : after;
    }
}
