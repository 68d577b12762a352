/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/**
 * Says when one receiver's allocation is due: soon after something that matters to it changed, and now and then in any case.
 * Never more often than once in {@link #COALESCE_NANOS}; what must not wait is let through at once, but not twice in
 * {@link #URGENT_NANOS}.
 *
 * <p>Whoever learns of a change marks it; the receiver asks {@link #isDue} in each tick, runs its allocator if so, and says so by
 * {@link #ran}.
 */
public final class AllocationTrigger {
    /** Least time between two runs. */
    public static final long COALESCE_NANOS = 50_000_000L;

    /** Least time between two runs for what must not wait, lest one sender or receiver keeps everybody busy. */
    public static final long URGENT_NANOS = 20_000_000L;

    /** Most time between two runs. */
    public static final long PERIOD_NANOS = 5_000_000_000L;

    /** Why a new allocation may come out different. */
    public enum Reason {
        /** The receiver wants something else, and waits for it. */
        CONSTRAINTS(true),
        /** What is forwarded may have ceased. */
        LAYER_LOST(true),
        /** Layers came up. */
        LAYERS(false),
        /** Layers cost more or less. */
        RATES(false),
        /** The speakers' order changed. */
        SPEAKERS(false),
        /** Sources came, went, or changed what they show. */
        SOURCES(false),
        /** The bandwidth moved. */
        ESTIMATE(false),
        /** The loop can carry fewer or more videos. */
        SHEDDING(true),
        /** Media can be sent from now on. */
        READY(true);

        private final boolean urgent;

        Reason(final boolean urgent) {
            this.urgent = urgent;
        }
    }

    private final double estimateThreshold;
    private boolean dirty;
    private boolean urgent;
    private boolean hasRun;
    private long ranNanos;
    private boolean hurried;
    private long hurriedNanos;
    private boolean recheck;
    private long recheckNanos;

    private boolean assumed;
    private long acceptedBps = VideoAllocator.UNLIMITED_BPS;
    private long reservedBps;
    private long budgetBps;
    private long targetBps;
    private long riseBps = Long.MAX_VALUE;

    public AllocationTrigger(final AllocationSettings settings) {
        this.estimateThreshold = settings.estimateThreshold();
    }

    public void mark(final Reason reason) {
        dirty = true;
        urgent |= reason.urgent;
    }

    /** Takes note of what became of a candidate's layers. */
    public void mark(final SourceLayers.Change change) {
        switch (change) {
            case NONE -> {}
            case RATE -> mark(Reason.RATES);
            case LAYERS -> mark(Reason.LAYERS);
            case LOSS -> mark(Reason.LAYER_LOST);
        }
    }

    /** Takes note of a new estimate; true if it matters, since it moved far or makes a difference however little it moved. */
    public boolean estimate(final long estimateBps) {
        final boolean matters = hasRun && !assumed && isRelevant(estimateBps);
        if (matters) {
            mark(Reason.ESTIMATE);
        }
        return matters;
    }

    public boolean isDue(final long now) {
        return (hasRun || dirty) && now - nextDeadline(now) >= 0;
    }

    /** When {@link #isDue} is true next if nothing is marked until then. */
    public long nextDeadline(final long now) {
        if (!hasRun) {
            return dirty ? now : now + PERIOD_NANOS;
        }
        final long earliest = ranNanos + COALESCE_NANOS;
        long next = dirty ? earliest : ranNanos + PERIOD_NANOS;
        if (recheck && recheckNanos - next < 0) {
            next = later(recheckNanos, earliest);
        }
        if (urgent) {
            final long soonest = hurried ? hurriedNanos + URGENT_NANOS : now;
            next = soonest - next < 0 ? soonest : next;
        }
        return next;
    }

    private static long later(final long a, final long b) {
        return a - b > 0 ? a : b;
    }

    /** Takes note of a run with that estimate and its outcome. */
    public void ran(final VideoAllocator outcome, final long estimateBps, final long reservedOfItBps, final long now) {
        if (urgent) {
            hurried = true;
            hurriedNanos = now;
        }
        dirty = false;
        urgent = false;
        hasRun = true;
        ranNanos = now;
        recheck = outcome.wantsRecheck();
        recheckNanos = outcome.recheckNanos();
        assumed = outcome.isAssumed();
        acceptedBps = estimateBps;
        reservedBps = reservedOfItBps;
        budgetBps = outcome.budgetBps();
        targetBps = outcome.targetBps();
        riseBps = outcome.riseBps();
    }

    private boolean isRelevant(final long estimateBps) {
        if (estimateBps < 0 || acceptedBps < 0) {
            return (estimateBps < 0) != (acceptedBps < 0);
        }
        final long nowLeftBps = estimateBps - reservedBps;
        return Math.abs(estimateBps - acceptedBps) > acceptedBps * estimateThreshold
                || (nowLeftBps < targetBps && budgetBps >= targetBps)
                || nowLeftBps >= riseBps;
    }
}
