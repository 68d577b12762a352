/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/**
 * How much one receiver's link carries: a delay-based and a loss-based controller over transport-wide feedback (Google congestion
 * control, second generation), and the probes that find out more. Never sends anything, and allocates nothing per packet or
 * message.
 *
 * <p>Order of calls: {@link #onSent} for every packet with a transport-wide sequence number, as it goes to the wire;
 * {@link #onFeedback} for every message that answers; {@link #useful} whenever the allocation changes; {@link #onTick} at the
 * tick of 5 ms that follows any of them, at every one while it {@link #isBusy}, and once in {@link #REST_NANOS} otherwise. Then {@link #estimateBps} is the budget, {@link #pacingBps} what a {@link Pacer} goes by, and
 * {@link #probeBytes} what to send on top of it, by retransmissions or padding.
 */
public final class BandwidthEstimator {
    /** What a packet is longer on the wire than its RTP: SRTP's tag, UDP and IPv4. */
    public static final int OVERHEAD_BYTES = 16 + 8 + 20;

    /** How often time alone is to be taken note of, as in libwebrtc: timeouts, and when to probe. */
    public static final long REST_NANOS = 25_000_000;

    /** libwebrtc's until a round trip is known. */
    private static final long DEFAULT_RTT_NANOS = 200_000_000;

    private static final long MAX_RTT_NANOS = 7_000_000_000L;

    /** Budget of the pacer, as libwebrtc's. */
    private static final double PACING_FACTOR = 2.5;

    /** Above this queue nothing is added to it that nobody needs. */
    private static final long PROBING_QUEUE_NANOS = 50_000_000;

    /** How long after a reduction the link is left alone. */
    private static final long QUIET_NANOS = 500_000_000;

    /** How long until more than before is probed for, or key frames and probes would drive each other. */
    private static final long CALM_NANOS = 1_000_000_000;

    /** Where losses limit, the delay must not allow so much more that it says nothing once they do not. */
    private static final double MAX_DELAY_OVER_LOSS = 1.5;

    private static final double NANOS_PER_MILLI = 1e6;

    private final EstimatorSettings settings;
    private final SentPackets sent = new SentPackets();
    private final ArrivalClock clock = new ArrivalClock();
    private final ArrivalGroups groups = new ArrivalGroups();
    private final Trendline trendline = new Trendline();
    private final AcknowledgedThroughput throughput = new AcknowledgedThroughput();
    private final AimdController aimd;
    private final LossController loss = new LossController();
    private final QueueEstimate queue = new QueueEstimate();
    private final StandingQueue standing = new StandingQueue();
    private final QueueDrain drain = new QueueDrain();
    private final AlrDetector alr = new AlrDetector();
    private final ProbeCluster cluster = new ProbeCluster();
    private final ProbeController probing;
    private final PaddingBudget padding = new PaddingBudget();
    private final FeedbackTimeout timeout = new FeedbackTimeout();
    private final FallbackEstimate fallback;

    /** What was sent since {@link #settle}, and when the first of it was. */
    private int unsettledBytes;

    private long unsettledNanos;

    /** False while there is surely no probe; spares a look at it. */
    private boolean mayProbe;

    private double estimateBps;
    private long toldBps;
    private long allocatedBps;
    private boolean rttReported;
    private long rttNanos = DEFAULT_RTT_NANOS;
    private long feedbacks;
    private long unknownStatuses;
    private long clockLeaps;
    private long probes;
    private long successfulProbes;
    private double lastProbeBps;
    private double lastProbeResultBps;

    public BandwidthEstimator(final EstimatorSettings settings) {
        this.settings = settings;
        aimd = new AimdController(settings);
        probing = new ProbeController(cluster, settings);
        fallback = new FallbackEstimate(settings);
        estimateBps = (double) settings.initialBps();
        toldBps = settings.initialBps();
    }

    /** A packet of {@code rtpBytes} bytes, header included, goes to the wire: media, retransmission or padding. */
    public void onSent(final int transportSequence, final int rtpBytes, final long nowNanos) {
        final int bytes = rtpBytes + OVERHEAD_BYTES;
        sent.add(transportSequence, bytes, mayProbe ? cluster.onSent(bytes, nowNanos) : 0, nowNanos);
        if (unsettledBytes == 0) {
            unsettledNanos = nowNanos;
        }
        unsettledBytes += bytes;
    }

    /** Tells of all that was sent since the last time to those who need not know of every packet at once. */
    private void settle() {
        if (unsettledBytes > 0) {
            alr.onSent(unsettledBytes);
            padding.onSent(unsettledBytes);
            timeout.onSent(unsettledNanos);
            unsettledBytes = 0;
        }
    }

    /** Transport-wide feedback, of which {@link TransportFeedback#read} was true; goes through all its statuses. */
    public void onFeedback(final TransportFeedback feedback, final long nowNanos) {
        if (sent.newest() < 0) {
            return;
        }
        if (clock.advance(feedback, nowNanos)) {
            clockLeaps++;
            resetDelays();
        }
        settle();
        long newestSent = 0;
        boolean news = false;
        while (feedback.next()) {
            final long number = sent.extend(feedback.sequence());
            if (!feedback.received()) {
                lose(number, feedback.count());
                continue;
            }
            final int index = receive(number, clock.arrivalNanos(feedback));
            if (index == SentPackets.NONE) {
                unknownStatuses++;
            } else if (!news || sent.sentNanos(index) - newestSent > 0) {
                news = true;
                newestSent = sent.sentNanos(index);
            }
        }
        if (news) {
            feedbacks++;
            timeout.onFeedback();
            takeRoundTrip(nowNanos - newestSent);
            queue.update(nowNanos);
            control(nowNanos);
        }
    }

    private int receive(final long number, final long arrivalNanos) {
        final boolean wasLost = sent.isLost(number);
        final int index = sent.receive(number);
        if (index == SentPackets.NONE) {
            return index;
        }
        final long sentNanos = sent.sentNanos(index);
        final int bytes = sent.sizeBytes(index);
        if (wasLost) {
            loss.found(bytes);
        } else {
            loss.received(bytes, sentNanos);
        }
        throughput.add(sentNanos, arrivalNanos, bytes);
        queue.add(arrivalNanos - sentNanos);
        cluster.received(sent.probe(index), bytes, sentNanos, arrivalNanos);
        if (groups.add(sentNanos, arrivalNanos)) {
            trendline.add(groups.sendDeltaNanos() / NANOS_PER_MILLI, groups.arrivalDeltaNanos() / NANOS_PER_MILLI);
        }
        return index;
    }

    /** A run may claim any packets, so it is cut to those that are known. */
    private void lose(final long first, final int count) {
        final long end = Math.min(first + count, sent.newest() + 1);
        for (long number = Math.max(first, sent.oldest()); number < end; number++) {
            final int index = sent.lose(number);
            if (index != SentPackets.NONE) {
                loss.lost(sent.sizeBytes(index), sent.sentNanos(index));
                cluster.lost(sent.probe(index));
            }
        }
    }

    private void takeRoundTrip(final long sample) {
        if (!rttReported && sample >= 0 && sample <= MAX_RTT_NANOS) {
            smoothRoundTrip(sample);
        }
    }

    private void smoothRoundTrip(final long sample) {
        rttNanos += (sample - rttNanos) / 8;
    }

    private void control(final long nowNanos) {
        final double before = targetBps();
        final double carried = throughput.bps();
        final DelayState state = standing.judge(trendline.state(), queue.nanos(), nowNanos);
        final double link = state == DelayState.OVERUSING ? throughput.recentBps() : carried;
        aimd.update(state, carried, link, rttNanos, nowNanos);
        loss.update(aimd.bps(), carried, alr.isLimited(), nowNanos);
        if (loss.isLimiting(aimd.bps())) {
            aimd.limit(MAX_DELAY_OVER_LOSS * loss.bps());
        }
        probing.onEstimate(before, targetBps(), loss.isLimiting(aimd.bps()), nowNanos);
        endProbe(nowNanos);
        combine(nowNanos);
    }

    private double targetBps() {
        return Math.min(aimd.bps(), loss.bps());
    }

    private void endProbe(final long nowNanos) {
        if (!cluster.ends(nowNanos)) {
            return;
        }
        probes++;
        lastProbeBps = cluster.rateBps();
        lastProbeResultBps = cluster.resultBps();
        final boolean believed = lastProbeResultBps > targetBps()
                ? cluster.isWhole() && trendline.state() != DelayState.OVERUSING
                : cluster.isSaturating() && probing.isStarting();
        if (believed) {
            successfulProbes++;
            aimd.set(lastProbeResultBps, nowNanos);
            loss.onProbe(lastProbeResultBps);
        }
        probing.onResult(believed ? lastProbeResultBps : 0, nowNanos);
    }

    private void combine(final long nowNanos) {
        if (feedbacks == 0) {
            estimateBps = fallback.isKnown() ? fallback.bps() : (double) settings.initialBps();
            return;
        }
        drain.update(aimd.decreasedWithin(QUIET_NANOS, nowNanos), queue.nanos(), nowNanos);
        final double target = targetBps() * drain.factor();
        estimateBps = Math.clamp(target, (double) settings.minBps(), (double) settings.maxBps());
    }

    private void resetDelays() {
        groups.reset();
        trendline.reset();
        throughput.clear();
        queue.reset();
    }

    /** The round trip by RTCP or STUN, which is better than the one by feedback: that one waits for the feedback's turn. */
    public void onRtt(final long nanos) {
        if (nanos >= 0 && nanos <= MAX_RTT_NANOS) {
            rttReported = true;
            smoothRoundTrip(nanos);
        }
    }

    /** What the receiver asks for by REMB; counts only until there is transport-wide feedback. */
    public void onRemb(final long bps) {
        fallback.onRemb(bps);
    }

    /** Share of packets, 0..1, that a receiver report says are lost; counts only for a receiver that tells nothing better. */
    public void onLossReport(final double fraction, final long nowNanos) {
        fallback.onLossReport(fraction, nowNanos);
    }

    /**
     * What the allocation came to.
     *
     * @param allocatedBps the rate of the layers that are sent
     * @param usefulBps what would be sent if the link carried everything; probing goes little beyond it
     * @param nextBps the least rate above the allocated one that would better something; 0 if there is none
     */
    public void useful(final long allocatedBps, final long usefulBps, final long nextBps) {
        this.allocatedBps = allocatedBps;
        probing.useful((double) usefulBps, (double) nextBps);
    }

    /** True if the estimate changed since this was last true. */
    public boolean onTick(final long nowNanos) {
        settle();
        if (feedbacks > 0 && timeout.onTick(nowNanos)) {
            aimd.set(aimd.bps() * FeedbackTimeout.FACTOR, nowNanos);
        }
        endProbe(nowNanos);
        combine(nowNanos);
        alr.onTick(estimateBps, nowNanos);
        final boolean clear = isClear(nowNanos);
        // Without transport-wide feedback no probe has a result, so the first is the last.
        if (feedbacks > 0 || probing.isStarting()) {
            probing.onTick(estimateBps, clear, !aimd.decreasedWithin(CALM_NANOS, nowNanos), nowNanos);
        }
        mayProbe = !cluster.isIdle();
        final boolean pads = clear && feedbacks > 0 && probing.usefulBps() > estimateBps && estimateBps >= allocatedBps;
        padding.rate(pads ? estimateBps : 0);
        final boolean changed = estimateBps() != toldBps;
        toldBps = estimateBps();
        return changed;
    }

    /** Whether something goes on that needs every tick: a probe, padding, a queue that is being drained. */
    public boolean isBusy() {
        return !cluster.isIdle() || padding.isOn() || drain.isDraining();
    }

    private boolean isClear(final long nowNanos) {
        return trendline.state() != DelayState.OVERUSING
                && (queue.nanos() < PROBING_QUEUE_NANOS || drain.isForeign(nowNanos))
                && !aimd.decreasedWithin(QUIET_NANOS, nowNanos);
    }

    /** What may be sent, in bits per second on the wire, between the settings' limits. */
    public long estimateBps() {
        return (long) estimateBps;
    }

    /** Whether the receiver has told anything; until then the estimate is the initial one. */
    public boolean isKnown() {
        return feedbacks > 0 || fallback.isKnown();
    }

    /** Whether delay or losses show now that more was sent than the link carries. */
    public boolean isCongested() {
        return trendline.state() == DelayState.OVERUSING || loss.isLimiting(aimd.bps());
    }

    /** What the pacer may send: bursts above the estimate, and the rate of a probe. */
    public long pacingBps() {
        return (long) Math.max(PACING_FACTOR * estimateBps, cluster.sendingBps());
    }

    /**
     * How many bytes of retransmissions or padding to send now, once everything else that is waiting was sent: mostly 0. Sending
     * less, for want of packets, is no harm.
     */
    public int probeBytes(final long nowNanos) {
        settle();
        return Math.max(cluster.dueBytes(nowNanos), padding.dueBytes(nowNanos));
    }

    public EstimatorSnapshot snapshot() {
        return new EstimatorSnapshot(
                estimateBps(),
                isKnown(),
                trendline.state(),
                (long) aimd.bps(),
                loss.isLimiting(aimd.bps()) ? (long) loss.bps() : -1,
                (long) throughput.bps(),
                trendline.trend(),
                trendline.threshold(),
                loss.averageLoss(),
                loss.inherentLoss(),
                queue.nanos(),
                rttNanos,
                alr.isLimited(),
                drain.isDraining(),
                sent.inFlightBytes(),
                feedbacks,
                unknownStatuses,
                clockLeaps,
                probes,
                successfulProbes,
                (long) lastProbeBps,
                (long) lastProbeResultBps);
    }
}
