/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;

/** What one simulated loop has others do, some time after it was handed over, and what they have it do. */
final class SimulatedErrands {
    private static final Duration DELAY = Duration.ofNanos(300_000);

    private final SimulatedNetwork network;
    private final Loop here;
    private final List<SimulatedErrands> siblings;
    private final Map<Integer, Errand> prepared = new HashMap<>();
    private final Queue<Runnable> returned = new ArrayDeque<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean stalled;

    /** {@code siblings} by index of their loop; this one adds itself. */
    SimulatedErrands(final SimulatedNetwork network, final Loop here, final List<SimulatedErrands> siblings) {
        this.network = network;
        this.here = here;
        this.siblings = siblings;
        siblings.add(this);
    }

    boolean leadTo(final int loop) {
        return loop < siblings.size();
    }

    void send(final Errand errand, final int loop) {
        handOver(loop);
        prepared.put(loop, errand);
    }

    void handOver() {
        List.copyOf(prepared.keySet()).forEach(this::handOver);
    }

    private void handOver(final int loop) {
        final Errand errand = prepared.remove(loop);
        if (errand != null) {
            errand.leave();
            underWay++;
            network.after(DELAY, () -> siblings.get(loop).oblige(errand, this));
        }
    }

    private void oblige(final Errand errand, final SimulatedErrands sender) {
        final Runnable work = () -> {
            errand.carryOut(here, network.nowNanos());
            sender.returned.add(errand::comeBack);
        };
        if (stalled) {
            waiting.add(work);
        } else {
            work.run();
        }
    }

    void stall(final boolean stall) {
        stalled = stall;
        while (!stalled && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    void takeBack() {
        for (Runnable comeBack = returned.poll(); comeBack != null; comeBack = returned.poll()) {
            underWay--;
            comeBack.run();
        }
    }

    int underWay() {
        return underWay;
    }
}
