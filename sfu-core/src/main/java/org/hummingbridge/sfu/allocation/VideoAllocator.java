/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which layer of which source one receiver is given, within its bandwidth. Never touches audio, whose cost is set aside
 * before, and never spends more than there is but for a screen on stage.
 *
 * <p>Sources climb their layers in turns, a step in each, so that all get something before any gets much; a source on stage comes
 * first, and until it is at its preferred layer the ones behind it get nothing. What receivers are given changes with {@link #run}
 * only, which {@link AllocationTrigger} says when to call.
 */
public final class VideoAllocator {
    /** An estimate that knows no bound. */
    public static final long UNLIMITED_BPS = -1;

    /** Far above any link, and far from overflowing. */
    private static final long BOUNDLESS_BPS = 1L << 50;

    private final AllocationSettings settings;
    private final VideoRanking ranking = new VideoRanking();
    private ReceiverConstraints constraints = ReceiverConstraints.EVERYTHING;
    private List<String> forwarded = List.of();
    private long budgetBps = BOUNDLESS_BPS;
    private long targetBps;
    private long idealBps;
    private boolean hasNonIdeal;
    private long riseBps;
    private long headroomBps;
    private boolean risesAllowed;
    private long recheckNanos;
    private boolean recheck;
    private boolean justRose;
    private long roseNanos;

    public VideoAllocator(final AllocationSettings settings) {
        this.settings = settings;
    }

    /**
     * Decides anew.
     *
     * @param lastN most sources, after all limits; negative for no limit
     * @param bySpeaker all video sources of the others in the order of their senders' last speech
     * @param estimateBps what the link carries, or {@link #UNLIMITED_BPS}
     * @param reservedBps what other things than video take of it
     * @return whether any target changed
     */
    public boolean run(
            final ReceiverConstraints wanted,
            final int lastN,
            final List<? extends VideoCandidate> bySpeaker,
            final long estimateBps,
            final long reservedBps,
            final long now) {
        final boolean asked = !wanted.equals(constraints);
        constraints = wanted;
        budgetBps = budget(wanted, estimateBps, reservedBps);
        ranking.rank(wanted, bySpeaker);
        headroomBps = open(lastN, asked, now) ? (long) (budgetBps * Steadiness.HEADROOM) : 0;
        riseBps = Long.MAX_VALUE;
        if (headroomBps > 0) {
            // Who rises shall not push down who stays: the bandwidth is not to be trusted.
            climb(false);
        }
        climb(!justRose);
        return close(now);
    }

    /** All candidates, the most important first; valid until the next run. */
    public List<AllocatedVideo> videos() {
        return ranking.ordered();
    }

    /** What is given of one source; null if it is no candidate. */
    public @Nullable AllocatedVideo of(final String sourceName) {
        return ranking.of(sourceName);
    }

    /**
     * Names of the sources that are forwarded, the most important first when one was last added or taken away. The same list until
     * then, however their importance changes: nobody is told of that.
     */
    public List<String> forwarded() {
        return forwarded;
    }

    /** Names of the sources that the receiver wants and has no bandwidth for, the most important first. */
    public List<String> suspended() {
        return ranking.ordered().stream()
                .filter(AllocatedVideo::isSuspended)
                .map(video -> video.source().name())
                .toList();
    }

    /** What all targets cost together. */
    public long targetBps() {
        return targetBps;
    }

    /** What everything that the receiver wants would cost. */
    public long idealBps() {
        return idealBps;
    }

    /** Whether more bandwidth would be of use, so that probing for it is worthwhile. */
    public boolean hasNonIdeal() {
        return hasNonIdeal;
    }

    /** The budget, for video alone, up to which the last run would have come out the same; the greatest long if always. */
    public long riseBps() {
        return riseBps;
    }

    /** What of the estimate the last run had for video. */
    public long budgetBps() {
        return budgetBps;
    }

    /** Whether the receiver said what to take for the estimate. */
    public boolean isAssumed() {
        final Double assumed = constraints.assumedBandwidthBps();
        return assumed != null && assumed >= 0;
    }

    /** Whether a source waits only for time to pass, until {@link #recheckNanos}. */
    public boolean wantsRecheck() {
        return recheck;
    }

    public long recheckNanos() {
        return recheckNanos;
    }

    private static long budget(final ReceiverConstraints wanted, final long estimateBps, final long reservedBps) {
        final Double assumed = wanted.assumedBandwidthBps();
        final long bandwidthBps = assumed != null && assumed >= 0 ? assumed.longValue() : estimateBps;
        return bandwidthBps < 0 ? BOUNDLESS_BPS : Math.max(0, Math.min(bandwidthBps, BOUNDLESS_BPS) - reservedBps);
    }

    private boolean open(final int lastN, final boolean asked, final long now) {
        justRose &= now - roseNanos < AllocationTrigger.COALESCE_NANOS;
        final List<AllocatedVideo> videos = ranking.ordered();
        boolean cautious = false;
        int left = lastN < 0 ? Integer.MAX_VALUE : lastN;
        for (int rank = 0; rank < videos.size(); rank++) {
            final AllocatedVideo video = videos.get(rank);
            final VideoConstraint own = constraints.of(video.source().name());
            final boolean given = left > 0 && own.wantsVideo() && VideoRanking.showsSomething(video.source());
            if (given) {
                left--;
            }
            video.open(given ? own : VideoConstraint.NONE, asked || rank < video.rank, settings);
            video.rank = rank;
            cautious |= video.bind(budgetBps, now);
        }
        return cautious;
    }

    /** Lets all sources climb from where they are, in turns, until none gets further. */
    private void climb(final boolean risesNow) {
        risesAllowed = risesNow;
        final List<AllocatedVideo> videos = ranking.ordered();
        long remaining = budgetBps;
        for (int i = 0; i < videos.size(); i++) {
            remaining -= videos.get(i).bitrateBps();
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            boolean first = true;
            for (int i = 0; i < videos.size(); i++) {
                final AllocatedVideo video = videos.get(i);
                if (!video.constraint().wantsVideo()) {
                    continue;
                }
                final int before = video.index();
                final long most = remaining + video.bitrateBps();
                improve(video, most, first);
                remaining = most - video.bitrateBps();
                changed |= video.index() != before;
                if (video.onStage() && video.index() < video.choices().preferred()) {
                    break;
                }
                first = false;
            }
        }
    }

    /** Lets one source take a step, or a source on stage all steps to its preferred layer. */
    private void improve(final AllocatedVideo video, final long most, final boolean mayOversend) {
        final LayerChoices choices = video.choices();
        if (video.index() < 0 && video.onStage()) {
            int choice = 0;
            while (choice <= choices.preferred() && affords(video, choice, most + 1)) {
                video.take(choice);
                choice++;
            }
        } else if (video.index() + 1 < choices.size() && affords(video, video.index() + 1, most)) {
            video.take(video.index() + 1);
        }
        skip(video);
        if (mayOversend) {
            oversend(video, most);
        }
    }

    private boolean affords(final AllocatedVideo video, final int choice, final long most) {
        if (isBarred(video, choice)) {
            return false;
        }
        final long price = video.choices().bitrateBps(choice) + (video.isRise(choice) ? headroomBps : 0);
        if (price < most) {
            return true;
        }
        riseBps = Math.min(riseBps, budgetBps + price - most + 1);
        return false;
    }

    private boolean isBarred(final AllocatedVideo video, final int choice) {
        return video.isRise(choice) && (video.isHeld() || !risesAllowed);
    }

    /** Passes over layers that cost no less than a higher one. */
    private void skip(final AllocatedVideo video) {
        if (video.index() < 0) {
            return;
        }
        for (int choice = video.choices().size() - 1; choice > video.index(); choice--) {
            if (!isBarred(video, choice) && video.choices().bitrateBps(choice) <= video.bitrateBps()) {
                video.take(choice);
            }
        }
    }

    /** A readable screen is worth some queueing: the cheapest way to its full height may exceed the budget. */
    private void oversend(final AllocatedVideo video, final long most) {
        for (int choice = video.index() + 1; choice <= video.choices().oversend(); choice++) {
            if (affords(video, choice, most + settings.maxOversendBps() + 1)) {
                video.take(choice);
                return;
            }
        }
    }

    private boolean close(final long now) {
        final List<AllocatedVideo> videos = ranking.ordered();
        boolean changed = false;
        boolean anyRose = false;
        boolean listed = true;
        int given = 0;
        targetBps = 0;
        idealBps = 0;
        hasNonIdeal = false;
        recheck = false;
        for (int i = 0; i < videos.size(); i++) {
            final AllocatedVideo video = videos.get(i);
            final int before = video.target();
            anyRose |= video.close(budgetBps, now);
            changed |= video.target() != before;
            given += video.isGiven() ? 1 : 0;
            listed &= video.listed == video.isGiven();
            targetBps += video.bitrateBps();
            idealBps += video.idealBps();
            hasNonIdeal |= video.isNonIdeal();
            if (video.isNonIdeal() && video.isHeld()) {
                recheckBy(video.steadiness().holdsUntilNanos());
                riseBps = Math.min(riseBps, video.steadiness().decisiveBps());
            } else if (video.isNonIdeal() && justRose) {
                recheckBy(roseNanos + AllocationTrigger.COALESCE_NANOS);
            }
        }
        if (anyRose) {
            justRose = true;
            roseNanos = now;
        }
        // One that is no candidate any more is not met here, but leaves the list too long.
        if (!listed || given != forwarded.size()) {
            forwarded = names(given);
        }
        return changed;
    }

    private void recheckBy(final long nanos) {
        recheckNanos = recheck && recheckNanos - nanos < 0 ? recheckNanos : nanos;
        recheck = true;
    }

    private List<String> names(final int given) {
        final List<AllocatedVideo> videos = ranking.ordered();
        final String[] names = new String[given];
        int count = 0;
        for (int i = 0; i < videos.size(); i++) {
            final AllocatedVideo video = videos.get(i);
            video.listed = video.isGiven();
            if (video.listed) {
                names[count++] = video.source().name();
            }
        }
        return Collections.unmodifiableList(Arrays.asList(names));
    }
}
