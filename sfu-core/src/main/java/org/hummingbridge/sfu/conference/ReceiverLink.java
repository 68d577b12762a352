/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.allocation.VideoAllocator;
import org.hummingbridge.sfu.bwe.BandwidthEstimator;
import org.hummingbridge.sfu.bwe.EstimatorSnapshot;
import org.hummingbridge.sfu.bwe.Pacer;
import org.hummingbridge.sfu.receive.LastSecond;
import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/**
 * What one receiver's link carries, and how fast packets may go out on it. A receiver that gives no feedback that tells is taken
 * to have all the bandwidth in the world, as is everybody where the operator does not trust estimates.
 */
final class ReceiverLink {
    private static final int BITS = 8;

    /** What a link has carried for so long counts, whether or not it could be probed further. */
    private static final long MAX_UNMEASURED_NANOS = 1_000_000_000L;

    private final BandwidthSettings settings;
    private final BandwidthEstimator estimator;
    private final Pacer pacer = new Pacer();
    private final LastSecond audioBytes = new LastSecond();
    private boolean tells;
    private boolean limited;
    private boolean heard;
    private long heardNanos;
    private boolean measured;

    ReceiverLink(final BandwidthSettings settings) {
        this.settings = settings;
        this.estimator = new BandwidthEstimator(settings.estimator());
        pacer.rate(estimator.pacingBps());
    }

    void negotiated(final EndpointMedia media) {
        tells = media.hasFeedback("transport-cc") || media.hasFeedback("goog-remb");
        reviewLimit();
    }

    /** Whether the estimate counts. */
    boolean isLimited() {
        return limited;
    }

    private void reviewLimit() {
        limited = settings.trusted() && (tells || estimator.isKnown());
    }

    /** Bits per second on the wire for everything, or {@link VideoAllocator#UNLIMITED_BPS}. */
    long budgetBps() {
        if (!isLimited()) {
            return VideoAllocator.UNLIMITED_BPS;
        }
        return measured ? estimator.estimateBps() : Math.max(settings.initialBps(), estimator.estimateBps());
    }

    /** What is known of the bandwidth, for people; the initial value before anything is known. */
    long estimateBps() {
        return estimator.estimateBps();
    }

    /** What audio took of the last second. */
    long audioBps(final long now) {
        return audioBytes.total(now) * BITS;
    }

    /**
     * A packet went out.
     *
     * @param transportSequence -1 if it has none
     */
    void onSent(final int transportSequence, final int rtpBytes, final boolean audio, final long now) {
        final int wireBytes = rtpBytes + BandwidthEstimator.OVERHEAD_BYTES;
        if (transportSequence >= 0) {
            estimator.onSent(transportSequence, rtpBytes, now);
        }
        if (audio) {
            audioBytes.add(wireBytes, now);
        }
        if (limited) {
            pacer.onSent(wireBytes, now);
        }
    }

    void onFeedback(final TransportFeedback feedback, final long now) {
        estimator.onFeedback(feedback, now);
        reviewLimit();
    }

    void onRemb(final long bps) {
        estimator.onRemb(bps);
        reviewLimit();
    }

    void onLossReport(final double fraction, final long now) {
        estimator.onLossReport(fraction, now);
        reviewLimit();
    }

    void onRtt(final long nanos) {
        estimator.onRtt(nanos);
    }

    /** Says what an allocation came to, which is what probing goes by. */
    void useful(final VideoAllocator allocation, final long now) {
        final long audio = audioBps(now);
        final long rise = allocation.riseBps();
        estimator.useful(
                allocation.targetBps() + audio,
                Math.max(allocation.idealBps() + audio, measured ? 0 : settings.initialBps()),
                rise == Long.MAX_VALUE || !allocation.hasNonIdeal() ? 0 : rise + audio);
    }

    /** True if the estimate changed. */
    boolean onTick(final long now) {
        final boolean moved = estimator.onTick(now);
        final boolean counts = review(now);
        reviewLimit();
        pacer.rate(estimator.pacingBps());
        return moved || counts;
    }

    /** When {@link #onTick} is wanted next if nothing is heard from the receiver: at every tick only while a probe is on its way. */
    long nextDeadline(final long now) {
        return isLimited() && estimator.isBusy() ? now : now + BandwidthEstimator.REST_NANOS;
    }

    /** True once, when the estimate begins to count. */
    private boolean review(final long now) {
        if (measured || !estimator.isKnown()) {
            return false;
        }
        if (!heard) {
            heard = true;
            heardNanos = now;
        }
        measured = estimator.estimateBps() >= settings.initialBps()
                || estimator.isCongested()
                || now - heardNanos >= MAX_UNMEASURED_NANOS;
        return measured;
    }

    /** Whether a packet that can wait may go out now. */
    boolean maySend(final long now) {
        return !isLimited() || pacer.maySend(now);
    }

    /** Says what waits. */
    void queued(final int bytes, final long sinceNanos) {
        pacer.queued(bytes, sinceNanos);
    }

    /** Bytes to send now to learn about the link, mostly none. */
    int probeBytes(final long now) {
        return isLimited() ? estimator.probeBytes(now) : 0;
    }

    /** Whether {@link #estimateBps} is more than a guess. */
    boolean isKnown() {
        return estimator.isKnown();
    }

    EstimatorSnapshot snapshot() {
        return estimator.snapshot();
    }
}
