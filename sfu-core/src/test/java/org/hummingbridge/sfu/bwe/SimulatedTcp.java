/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/** A download that shares the link: a window that grows by a packet per round trip and halves on loss, as Reno has it. */
final class SimulatedTcp implements SimulatedFlow {
    private static final int BYTES = 1500;
    private static final double INITIAL_WINDOW = 10;
    private static final double INITIAL_THRESHOLD = 64;
    private static final long RECOVERY_NANOS = 200_000_000;

    private final Bottleneck link;
    private final FlowRecord record;
    private final double startSeconds;
    private final double endSeconds;
    private double window = INITIAL_WINDOW;
    private double threshold = INITIAL_THRESHOLD;
    private int inFlight;
    private long halvedNanos;
    private boolean halved;

    SimulatedTcp(final Bottleneck link, final FlowRecord record, final double startSeconds, final double endSeconds) {
        this.link = link;
        this.record = record;
        this.startSeconds = startSeconds;
        this.endSeconds = endSeconds;
    }

    @Override
    public void onMillisecond(final long nowNanos) {
        record.onMillisecond(link.elapsedSeconds(), 0, 0);
        if (link.elapsedSeconds() < startSeconds || link.elapsedSeconds() > endSeconds) {
            return;
        }
        while (inFlight < (int) window) {
            inFlight++;
            link.send(new SimulatedPacket(this, 0, BYTES, nowNanos));
        }
    }

    @Override
    public void onArrival(final SimulatedPacket packet, final long arrivalNanos, final long queuedNanos) {
        record.onCarried(link.elapsedSeconds(), packet.bytes(), queuedNanos);
        link.sendBack(() -> {
            inFlight--;
            window += window < threshold ? 1 : 1 / window;
        });
    }

    @Override
    public void onDrop(final SimulatedPacket packet) {
        link.sendBack(() -> {
            inFlight--;
            if (!halved || link.nowNanos() - halvedNanos > RECOVERY_NANOS) {
                halved = true;
                halvedNanos = link.nowNanos();
                threshold = Math.max(2, window / 2);
                window = threshold;
            }
        });
    }
}
