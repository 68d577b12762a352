/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hummingbridge.daemon.lifecycle.Repeating;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.hummingbridge.daemon.settings.OperationSettings.Load;
import org.hummingbridge.sfu.allocation.LoadReducer;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a {@link BridgeStatistics} every interval; looking at the latest costs nothing and asks nobody. A loop that hangs
 * delays it by {@link #MAX_ROUND} at most.
 */
public final class StatisticsSampler {
    /** Well within {@code stats.interval}, and far beyond what ten thousand conferences take. */
    static final Duration MAX_ROUND = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(StatisticsSampler.class);

    private final BridgeControl bridge;
    private final Executor virtualThreads;
    private final LongSupplier nanoTime;
    private final Load settings;
    private final @Nullable LoadReducer reducer;
    private final FlowMeter flow;
    private final LoopLoad loops;
    private final SheddingLog shedding;
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
        this.reducer = reducer(settings);
        final long now = nanoTime.getAsLong();
        this.flow = new FlowMeter(counters, now);
        this.loops = new LoopLoad(counters, now);
        this.shedding = new SheddingLog(counters);
    }

    /** Samples now, in the caller's thread, and from then on every {@code interval} until {@code scheduler} is shut down. */
    public void start(final ScheduledExecutorService scheduler, final Duration interval) {
        sample();
        Repeating.start(scheduler, interval, this::sample);
    }

    public BridgeStatistics latest() {
        return latest;
    }

    private static int mostForwarded(final List<ConferenceTally> conferences) {
        return conferences.stream()
                .flatMap(conference -> conference.endpoints().stream())
                .mapToInt(ConferenceTally.EndpointTally::forwarded)
                .max()
                .orElse(0);
    }

    private static @Nullable LoadReducer reducer(final Load settings) {
        final OperationSettings.Reducer wanted = settings.reducer();
        if (wanted == null) {
            return null;
        }
        return new LoadReducer(new LoadReducer.Settings(
                wanted.reductionScale(),
                wanted.recoverScale(),
                wanted.impactTime().toNanos(),
                wanted.minimumLastN(),
                wanted.maximumEnforcedLastN(),
                settings.recoveryThreshold() / settings.threshold()));
    }

    /** One thread at a time. */
    void sample() {
        final Collection<? extends ConferenceControl> conferences = bridge.conferences();
        final List<ConferenceTally> tallies = TallyRound.ask(conferences, virtualThreads, MAX_ROUND);
        final long now = nanoTime.getAsLong();
        final Set<String> ids = conferences.stream().map(ConferenceControl::id).collect(Collectors.toSet());
        final Flow flowed = flow.sample(tallies, ids, now);
        final double busiest = loops.sample(now);
        final double stolen = steal.sample();
        shedding.sample();
        final double load = switch (settings.measurement()) {
            case LOOPS -> busiest;
            case CPU_USAGE -> Math.max(0, system.getCpuLoad()) + (settings.detectCpuSteal() ? stolen : 0);
            case PACKET_RATE -> flowed.incomingPacketsPerSecond() + flowed.outgoingPacketsPerSecond();
        };
        final double stress = load / settings.threshold();
        if (reducer != null && reducer.onStress(stress, mostForwarded(tallies), now)) {
            bridge.reduceLastN(reducer.lastN());
            LOG.info("Stress is {}: at most {} videos for everybody (-1 is no limit)", stress, reducer.lastN());
        }
        latest = new BridgeStatistics(
                Census.of(tallies),
                flowed,
                Math.max(0, conferences.size() - tallies.size()),
                load,
                stress,
                reducer == null ? null : reducer.lastN(),
                stolen,
                loops.fractions());
    }
}
