/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.hummingbridge.daemon.lifecycle.Repeating;
import org.hummingbridge.daemon.settings.OperationSettings.Load;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceSnapshot;

/**
 * Takes a {@link BridgeStatistics} every interval; looking at the latest costs nothing and asks nobody. A loop that hangs
 * delays it by {@link #MAX_ROUND} at most.
 */
public final class StatisticsSampler {
    /** Well within {@code stats.interval}, and far beyond what ten thousand conferences take. */
    static final Duration MAX_ROUND = Duration.ofSeconds(2);

    private final BridgeControl bridge;
    private final Executor virtualThreads;
    private final LongSupplier nanoTime;
    private final Load settings;
    private final FlowMeter flow;
    private final LoopLoad loops;
    private final CpuSteal steal = CpuSteal.ofSystem();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Written by the one thread that samples, read by any. */
    private volatile BridgeStatistics latest = BridgeStatistics.NONE;

    /** @param virtualThreads asks the conferences */
    public StatisticsSampler(
            final BridgeControl bridge,
            final LoopCounters counters,
            final Load settings,
            final Executor virtualThreads,
            final LongSupplier nanoTime) {
        this.bridge = bridge;
        this.virtualThreads = virtualThreads;
        this.nanoTime = nanoTime;
        this.settings = settings;
        final long now = nanoTime.getAsLong();
        this.flow = new FlowMeter(counters, now);
        this.loops = new LoopLoad(counters, now);
    }

    /** Samples now, in the caller's thread, and from then on every {@code interval} until {@code scheduler} is shut down. */
    public void start(final ScheduledExecutorService scheduler, final Duration interval) {
        sample();
        Repeating.start(scheduler, interval, this::sample);
    }

    public BridgeStatistics latest() {
        return latest;
    }

    /** One thread at a time. */
    void sample() {
        final Collection<? extends ConferenceControl> conferences = bridge.conferences();
        final List<ConferenceSnapshot> snapshots = SnapshotRound.ask(conferences, virtualThreads, MAX_ROUND);
        final long now = nanoTime.getAsLong();
        final Flow flowed = flow.sample(snapshots, now);
        final double busiest = loops.sample(now);
        final double stolen = steal.sample();
        final double load = switch (settings.measurement()) {
            case LOOPS -> busiest;
            case CPU_USAGE -> Math.max(0, system.getCpuLoad()) + (settings.detectCpuSteal() ? stolen : 0);
            case PACKET_RATE -> flowed.incomingPacketsPerSecond() + flowed.outgoingPacketsPerSecond();
        };
        latest = new BridgeStatistics(
                Census.of(snapshots),
                flowed,
                Math.max(0, conferences.size() - snapshots.size()),
                load,
                load / settings.threshold(),
                stolen,
                loops.fractions());
    }
}
