/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/** What the bridge sends to one receiver: audio, the layers that fit the estimate through the pacer, probes and padding. */
final class SimulatedDownlink implements SimulatedFlow {
    private static final int PACKET_BYTES = 1100;
    private static final int AUDIO_BYTES = 92;
    private static final int AUDIO_STREAMS = 2;
    private static final long AUDIO_BPS = AUDIO_STREAMS * (AUDIO_BYTES + BandwidthEstimator.OVERHEAD_BYTES) * 8 * 50L;
    private static final int TICK_MILLIS = 5;
    private static final int MIN_PADDING_BYTES = 200;

    private record Queued(int bytes, boolean marker, long sinceNanos) {}

    private final Bottleneck link;
    private final FlowRecord record;
    private final BandwidthEstimator estimator;
    private final Pacer pacer = new Pacer();
    private final List<SimulatedSource> sources = new ArrayList<>();
    private final SimulatedAllocation allocation;
    private final SimulatedReceiver receiver;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private final boolean[] markers = new boolean[1 << 16];
    private final RtcpReader reader = new RtcpReader();
    private final TransportFeedback feedback = new TransportFeedback();
    private final double startSeconds;
    private long queuedBytes;
    private long millis;
    private int sequence = 65_000;

    SimulatedDownlink(
            final Bottleneck link,
            final EstimatorSettings settings,
            final FlowRecord record,
            final int senders,
            final int topLayer,
            final double startSeconds,
            final SplittableRandom random) {
        this.link = link;
        this.record = record;
        this.startSeconds = startSeconds;
        estimator = new BandwidthEstimator(settings);
        for (int i = 0; i < senders; i++) {
            sources.add(new SimulatedSource(i, random.split()));
        }
        allocation = new SimulatedAllocation(sources, topLayer, AUDIO_BPS);
        receiver = new SimulatedReceiver(bytes -> link.sendBack(() -> onFeedback(bytes)));
    }

    BandwidthEstimator estimator() {
        return estimator;
    }

    /** What would be sent if the link carried everything. */
    long wantedBps() {
        return allocation.idealBps();
    }

    private void onFeedback(final byte[] bytes) {
        reader.start(bytes, 0, bytes.length);
        while (reader.next()) {
            if (feedback.read(reader)) {
                estimator.onFeedback(feedback, link.nowNanos());
            }
        }
    }

    @Override
    public void onMillisecond(final long nowNanos) {
        receiver.onTick(nowNanos);
        if (link.elapsedSeconds() < startSeconds) {
            return;
        }
        millis++;
        takeMedia(nowNanos);
        if (millis % TICK_MILLIS == 0) {
            tick(nowNanos);
        }
        drain(nowNanos);
        record.onMillisecond(link.elapsedSeconds(), estimator.estimateBps(), allocation.allocatedBps());
    }

    private void takeMedia(final long nowNanos) {
        if (millis % 20 == 0) {
            for (int i = 0; i < AUDIO_STREAMS; i++) {
                send(AUDIO_BYTES, false, true, nowNanos);
            }
        }
        for (final SimulatedSource source : sources) {
            int left = source.frameBytes(millis);
            while (left > 0) {
                final int bytes = Math.min(left, PACKET_BYTES);
                left -= bytes;
                queue.add(new Queued(Math.max(bytes, 60), left == 0, nowNanos));
                queuedBytes += Math.max(bytes, 60);
            }
        }
    }

    private void tick(final long nowNanos) {
        estimator.onTick(nowNanos);
        if (allocation.update(estimator.estimateBps(), nowNanos)) {
            estimator.useful(allocation.allocatedBps(), allocation.idealBps(), allocation.nextBps());
        }
        pacer.rate(estimator.pacingBps());
        drain(nowNanos);
        if (queue.isEmpty()) {
            int due = estimator.probeBytes(nowNanos);
            while (due >= MIN_PADDING_BYTES) {
                final int bytes = Math.min(due, PACKET_BYTES);
                send(bytes, false, false, nowNanos);
                due -= bytes;
            }
        }
    }

    private void drain(final long nowNanos) {
        announce();
        while (!queue.isEmpty() && pacer.maySend(nowNanos)) {
            final Queued next = queue.remove();
            queuedBytes -= next.bytes();
            record.onPaced(nowNanos - next.sinceNanos());
            send(next.bytes(), next.marker(), true, nowNanos);
            announce();
        }
    }

    private void announce() {
        pacer.queued(queuedBytes, queue.isEmpty() ? 0 : queue.peek().sinceNanos());
    }

    private void send(final int rtpBytes, final boolean marker, final boolean media, final long nowNanos) {
        sequence = (sequence + 1) & 0xffff;
        markers[sequence] = marker;
        final int bytes = rtpBytes + BandwidthEstimator.OVERHEAD_BYTES;
        estimator.onSent(sequence, rtpBytes, nowNanos);
        pacer.onSent(bytes, nowNanos);
        record.onSent(bytes, media);
        link.send(new SimulatedPacket(this, sequence, bytes, nowNanos));
    }

    @Override
    public void onArrival(final SimulatedPacket packet, final long arrivalNanos, final long queuedNanos) {
        receiver.onArrival(packet.sequence(), markers[packet.sequence()], arrivalNanos);
        record.onCarried(link.elapsedSeconds(), packet.bytes(), queuedNanos);
    }

    @Override
    public void onDrop(final SimulatedPacket packet) {
        record.onDropped(packet.bytes());
    }
}
