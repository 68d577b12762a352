/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A link with a rate, a queue in front of it and a way behind it, shared by flows; in virtual time, a millisecond at a go. The same
 * seed gives the same run.
 */
final class Bottleneck {
    static final long MILLI = 1_000_000;

    /** The clock wraps around two seconds after the start, so that code which compares instants without subtracting fails. */
    private static final long START_NANOS = Long.MAX_VALUE - 2_000 * MILLI;

    private static final double NANOS = 1e9;

    private final LinkScript script;
    private final SplittableRandom random;
    private final List<SimulatedFlow> flows = new ArrayList<>();
    private final ArrayDeque<SimulatedPacket> queue = new ArrayDeque<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.<Event>comparingLong(Event::at).thenComparingLong(Event::order));
    private long queuedBytes;
    private double freeAt;
    private double policerBytes;
    private long lastArrival;
    private long elapsed;
    private long order;

    private record Event(long at, long order, Runnable action) {}

    Bottleneck(final LinkScript script, final SplittableRandom random) {
        this.script = script;
        this.random = random;
        policerBytes = script.policerBurstBytes();
    }

    void add(final SimulatedFlow flow) {
        flows.add(flow);
    }

    long nowNanos() {
        return START_NANOS + elapsed;
    }

    double elapsedSeconds() {
        return elapsed / NANOS;
    }

    /** The one-way time back, on a link that is never full. */
    void sendBack(final Runnable action) {
        events.add(new Event(elapsed + (long) (script.oneWayMillis() * MILLI), order++, action));
    }

    void send(final SimulatedPacket packet) {
        final long bps = script.bpsAt(elapsedSeconds());
        if (script.policerBurstBytes() > 0) {
            if (policerBytes < packet.bytes()) {
                packet.flow().onDrop(packet);
                return;
            }
            policerBytes -= packet.bytes();
            carry(packet, elapsed, 0);
            return;
        }
        if (queuedBytes + packet.bytes() > bps / 8000.0 * script.queueMillis()) {
            packet.flow().onDrop(packet);
            return;
        }
        queuedBytes += packet.bytes();
        queue.add(packet);
    }

    void runMillisecond() {
        final long bps = script.bpsAt(elapsedSeconds());
        policerBytes = Math.min(policerBytes + bps / 8000.0, script.policerBurstBytes());
        serve(bps);
        elapsed += MILLI;
        while (!events.isEmpty() && events.peek().at() <= elapsed) {
            events.remove().action().run();
        }
        flows.forEach(flow -> flow.onMillisecond(nowNanos()));
    }

    private void serve(final long bps) {
        final double end = elapsed + MILLI;
        freeAt = Math.max(freeAt, elapsed);
        while (!queue.isEmpty()) {
            final SimulatedPacket head = queue.peek();
            final double begin = Math.max(freeAt, head.sentNanos() - START_NANOS);
            final double done = begin + head.bytes() * 8 * NANOS / bps;
            if (done > end && begin >= end) {
                return;
            }
            queue.remove();
            queuedBytes -= head.bytes();
            freeAt = done;
            carry(head, (long) done, (long) done - (head.sentNanos() - START_NANOS));
        }
    }

    private void carry(final SimulatedPacket packet, final long from, final long queuedNanos) {
        if (random.nextDouble() < script.loss()) {
            packet.flow().onDrop(packet);
            return;
        }
        final double way = script.oneWayMillis() + random.nextDouble() * script.jitterMillis();
        lastArrival = Math.max(lastArrival, from + (long) (way * MILLI));
        final long arrival = lastArrival;
        events.add(
                new Event(arrival, order++, () -> packet.flow().onArrival(packet, START_NANOS + arrival, queuedNanos)));
    }
}
