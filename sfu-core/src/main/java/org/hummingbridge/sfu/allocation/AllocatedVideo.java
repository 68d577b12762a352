/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import org.hummingbridge.sfu.codec.LayerId;

/** What one receiver is given of one video source. Lives as long as the source is a candidate, and is filled anew by each run. */
public final class AllocatedVideo {
    private final VideoCandidate source;
    private final LayerChoices choices = new LayerChoices();
    private final Steadiness steadiness = new Steadiness();

    private VideoConstraint constraint = VideoConstraint.NONE;
    private boolean onStage;
    private int layersVersion = -1;
    private VideoType type = VideoType.DISABLED;
    private int target = LayerId.SUSPENDED;
    private int ideal = LayerId.SUSPENDED;

    private int index = -1;
    private int freeUpTo;
    private boolean held;

    /** Of the last run. */
    int rank = Integer.MAX_VALUE;

    /** The ranking's own. */
    int run;

    boolean ranked;
    boolean nowOnStage;

    /** Whether it is in the allocator's list of what is forwarded. */
    boolean listed;

    AllocatedVideo(final VideoCandidate source) {
        this.source = source;
    }

    public VideoCandidate source() {
        return source;
    }

    /** The layer to forward, or {@link LayerId#SUSPENDED}. */
    public int target() {
        return target;
    }

    /** The layer to forward if bandwidth did not matter, or {@link LayerId#SUSPENDED}. */
    public int ideal() {
        return ideal;
    }

    /** What the receiver can use of it now; nothing if it is not among its last n. Not what bandwidth leaves of it. */
    public VideoConstraint constraint() {
        return constraint;
    }

    public boolean onStage() {
        return onStage;
    }

    /** Whether there is something to send that the receiver wants but has no bandwidth for. */
    public boolean isSuspended() {
        return index < 0 && choices.size() > 0 && choices.bitrateBps(0) > 0;
    }

    /** Cost of the target. */
    public long bitrateBps() {
        return choices.bitrateBps(index);
    }

    long idealBps() {
        return choices.bitrateBps(choices.size() - 1);
    }

    boolean isGiven() {
        return index >= 0;
    }

    boolean isNonIdeal() {
        return index < choices.size() - 1;
    }

    int index() {
        return index;
    }

    LayerChoices choices() {
        return choices;
    }

    /** Whether the bandwidth alone would let it rise, had it not just gone down. */
    boolean isHeld() {
        return held;
    }

    Steadiness steadiness() {
        return steadiness;
    }

    /**
     * Begins a run.
     *
     * @param unbound whether what the receiver asks for changed, which frees it of its past
     */
    void open(final VideoConstraint wanted, final boolean unbound, final AllocationSettings settings) {
        if (unbound || nowOnStage != onStage || !wanted.equals(constraint)) {
            steadiness.forget();
            freeUpTo = Integer.MAX_VALUE;
        } else {
            freeUpTo = target;
        }
        choose(wanted, settings);
        index = -1;
    }

    private void choose(final VideoConstraint wanted, final AllocationSettings settings) {
        final int version = source.layers().version();
        final VideoType nowType = source.videoType();
        if (version == layersVersion && nowType == type && nowOnStage == onStage && wanted.equals(constraint)) {
            return;
        }
        layersVersion = version;
        type = nowType;
        onStage = nowOnStage;
        constraint = wanted;
        if (wanted.wantsVideo()) {
            choices.choose(source.layers(), type, wanted, onStage, settings);
        } else {
            choices.clear();
        }
    }

    /** Finds out where it stands, as far as its past counts; returns whether that calls for caution. */
    boolean bind(final long budgetBps, final long now) {
        if (freeUpTo != Integer.MAX_VALUE) {
            freeUpTo = choices.upTo(freeUpTo);
        }
        held = freeUpTo != Integer.MAX_VALUE && steadiness.holds(budgetBps, now);
        return steadiness.isCautious(now);
    }

    /** Whether a choice is above where it stands, unless its past does not count. */
    boolean isRise(final int choice) {
        return choice > freeUpTo;
    }

    void take(final int choice) {
        index = choice;
    }

    /** Ends a run; returns whether it rose above the layer of the last one by itself. */
    boolean close(final long budgetBps, final long now) {
        final int before = target;
        target = choices.id(index);
        ideal = choices.id(choices.size() - 1);
        if (target < before && choices.id(choices.upTo(before)) == before) {
            // The layer is still to be had and still wanted.
            steadiness.wentDown(budgetBps, now);
            held = true;
        }
        return freeUpTo != Integer.MAX_VALUE && index > freeUpTo;
    }
}
