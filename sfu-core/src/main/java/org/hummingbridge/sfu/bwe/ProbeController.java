/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Decides when to probe and at which rate: on joining, again and again while more would be of use, at once when more than before
 * would be, and to regain what a drop took. Never probes far beyond what is of use, nor while there is a queue.
 */
final class ProbeController {
    /** Of the initial estimate (libwebrtc). The second waits for the first to succeed, which spares thin links. */
    private static final double[] INITIAL_FACTORS = {3, 6};

    private static final double FURTHER_FACTOR = 2;

    /** Of the rate probed; a result of less means that the link is full (libwebrtc). */
    private static final double SUCCESS = 0.7;

    /** Longest factor by which a layer may be ahead that is probed for directly. */
    private static final double MAX_LAYER_FACTOR = 3;

    /** What a layer or all that is of use needs, and some more for its rate's variation. */
    private static final double MARGIN = 1.2;

    /** libwebrtc has 5 s, and only while application-limited. */
    private static final long INTERVAL_NANOS = 2_000_000_000L;

    /** Where results turned out to be wrong, as with policers that let bursts pass. */
    private static final long MAX_INTERVAL_NANOS = 20_000_000_000L;

    /** A result was wrong if less than a share of it is left within this time. */
    private static final long TRIAL_NANOS = 3_000_000_000L;

    private static final double WRONG = 0.8;

    /** From the last probe to one that has a reason of its own. */
    private static final long MIN_SPACING_NANOS = 500_000_000;

    /** libwebrtc's: a drop to less than this is large, and this much of the former is tried again, within this time. */
    private static final double LARGE_DROP = 0.66;

    private static final double RECOVERY = 0.85;
    private static final long RECOVERY_NANOS = 5_000_000_000L;

    private static final double MIN_FACTOR = 1.05;

    private final ProbeCluster cluster;
    private final EstimatorSettings settings;
    private double usefulBps;
    private double layerBps;
    private boolean moreUseful;
    private int initial;
    private boolean probed;
    private long probedNanos;
    private double nextBps;
    private long interval = INTERVAL_NANOS;
    private boolean onTrial;
    private double trialBps;
    private long trialNanos;
    private double formerBps;
    private long dropNanos;
    private boolean dropped;

    ProbeController(final ProbeCluster cluster, final EstimatorSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    void useful(final double newUsefulBps, final double newLayerBps) {
        moreUseful |= newUsefulBps > usefulBps * MIN_FACTOR;
        usefulBps = newUsefulBps;
        layerBps = newLayerBps;
    }

    double usefulBps() {
        return usefulBps;
    }

    /** Whether the estimate rests on nothing but the settings. */
    boolean isStarting() {
        return initial == 0;
    }

    /** The estimate went from one rate to another by other means than a probe; whether losses limit it now. */
    void onEstimate(final double beforeBps, final double afterBps, final boolean lossLimited, final long nowNanos) {
        if (lossLimited) {
            dropped = false;
        } else if (afterBps < beforeBps) {
            if (!dropped || nowNanos - dropNanos > RECOVERY_NANOS) {
                formerBps = beforeBps;
            }
            dropped = (dropped && nowNanos - dropNanos <= RECOVERY_NANOS) || afterBps < LARGE_DROP * formerBps;
            if (dropped) {
                dropNanos = nowNanos;
            }
        }
        if (onTrial && nowNanos - trialNanos > TRIAL_NANOS) {
            onTrial = false;
            interval = INTERVAL_NANOS;
        } else if (onTrial && lossLimited && afterBps < WRONG * trialBps) {
            onTrial = false;
            interval = Math.min(2 * interval, MAX_INTERVAL_NANOS);
        }
    }

    /** A probe ended; {@code resultBps} is what it found and now the estimate, or 0 if it found nothing. */
    void onResult(final double resultBps, final long nowNanos) {
        final boolean success = resultBps >= SUCCESS * cluster.rateBps();
        if (initial < INITIAL_FACTORS.length) {
            initial = success ? initial + 1 : INITIAL_FACTORS.length;
        }
        nextBps = success && interval == INTERVAL_NANOS ? FURTHER_FACTOR * resultBps : 0;
        if (success && initial < INITIAL_FACTORS.length) {
            nextBps = INITIAL_FACTORS[initial] * settings.initialBps();
        }
        if (resultBps > 0) {
            onTrial = true;
            trialBps = resultBps;
            trialNanos = nowNanos;
        }
    }

    /**
     * Starts a probe if it is time for one.
     *
     * @param clear whether nothing hints at a link that is full already
     * @param calm whether that has been so for a while
     */
    void onTick(final double estimateBps, final boolean clear, final boolean calm, final long nowNanos) {
        if (!cluster.isIdle() || usefulBps <= estimateBps) {
            return;
        }
        if (initial == 0) {
            start(INITIAL_FACTORS[0] * Math.max((double) settings.initialBps(), estimateBps), estimateBps, nowNanos);
        } else if (!clear) {
            nextBps = 0;
        } else if (nextBps > 0) {
            start(nextBps, estimateBps, nowNanos);
        } else if (dropped && isPast(MIN_SPACING_NANOS, nowNanos)) {
            dropped = false;
            if (nowNanos - dropNanos <= RECOVERY_NANOS) {
                start(RECOVERY * formerBps, estimateBps, nowNanos);
            }
        } else if (calm && isPast(moreUseful && interval == INTERVAL_NANOS ? MIN_SPACING_NANOS : interval, nowNanos)) {
            final double layer = Math.min(MARGIN * layerBps, MAX_LAYER_FACTOR * estimateBps);
            start(Math.max(FURTHER_FACTOR * estimateBps, layer), estimateBps, nowNanos);
        }
    }

    private boolean isPast(final long nanos, final long nowNanos) {
        return !probed || nowNanos - probedNanos > nanos;
    }

    private void start(final double bps, final double estimateBps, final long nowNanos) {
        nextBps = 0;
        moreUseful = false;
        final double rate = Math.min(bps, Math.min(MARGIN * usefulBps, (double) settings.maxBps()));
        if (rate > MIN_FACTOR * estimateBps) {
            probed = true;
            probedNanos = nowNanos;
            cluster.start(rate);
        }
    }
}
