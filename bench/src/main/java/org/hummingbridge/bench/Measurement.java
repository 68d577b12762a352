/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.attack.Attack;
import org.hummingbridge.bench.call.Calls;
import org.hummingbridge.bench.call.Colibri;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.call.Tally;
import org.hummingbridge.bench.report.BridgeCost;
import org.hummingbridge.bench.report.GeneratorHealth;
import org.hummingbridge.bench.report.LatencyFigures;
import org.hummingbridge.bench.report.LoopCost;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.Drops;
import org.hummingbridge.bench.server.JvmSample;
import org.hummingbridge.bench.server.KernelDrops;
import org.hummingbridge.bench.server.LoopSample;
import org.hummingbridge.bench.server.OwnBridge;
import org.hummingbridge.bench.server.ProcessSample;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** One run: join, warm up, measure, wait for what is under way, count. Ends the calls again, never the bridge. */
final class Measurement {
    /** How long packets may still be under way when the window has ended; later ones are lost for every purpose. */
    private static final long DRAIN_NANOS = 3_000_000_000L;

    private static final long DRAIN_LOOK_MILLIS = 200;

    /** A generator that has begun to poll is left alone for so long. */
    private static final Duration BEFORE_WINDOW = Duration.ofMillis(500);

    /**
     * A thread dump, by which allocations are known, stops a bridge of 300 endpoints for up to 50 ms. At three quarters of a core it
     * takes thrice that to have caught up, and all of it would be in the latencies.
     */
    private static final long AFTER_DUMP_MILLIS = 300;

    private static final long CHANNELS_TIMEOUT_NANOS = 30_000_000_000L;
    private static final long WINDOW_LEAD_NANOS = 20_000_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final BridgeUnderTest bridge;
    private final SrtpProfile profile;
    private final Duration warmUp;
    private final Duration duration;
    private final Progress progress;
    private final Generator generator;

    /** Measurements by one thread that sleeps. */
    Measurement(
            final BridgeUnderTest bridge,
            final SrtpProfile profile,
            final Duration warmUp,
            final Duration duration,
            final Progress progress) {
        this(bridge, profile, warmUp, duration, new Generator(1, false), progress);
    }

    /**
     * Measurements of one bridge.
     *
     * @param generator how the generator runs
     */
    Measurement(
            final BridgeUnderTest bridge,
            final SrtpProfile profile,
            final Duration warmUp,
            final Duration duration,
            final Generator generator,
            final Progress progress) {
        this.bridge = bridge;
        this.profile = profile;
        this.warmUp = warmUp;
        this.duration = duration;
        this.generator = generator;
        this.progress = progress;
    }

    /**
     * How the generator runs.
     *
     * @param polls while media runs, instead of sleeping
     */
    record Generator(int threads, boolean polls) {}

    RunResult run(final Load load) throws IOException, InterruptedException {
        return run(load, calls -> measure(calls, load));
    }

    /** What goes on beside a call while it is measured: the measured time ends when it returns. */
    interface Event {
        void happen() throws IOException, InterruptedException;
    }

    /** One run of which what is measured is how it fares during an event. */
    RunResult during(final Load load, final Event event) throws IOException, InterruptedException {
        return run(load, calls -> measure(calls, load, event));
    }

    private interface Measured {
        RunResult of(Calls calls) throws IOException, InterruptedException;
    }

    /** One run, under attack. */
    RunResult run(final Load load, final String attack, final int attackPps) throws IOException, InterruptedException {
        return run(load, calls -> {
            final Attack begun = Attack.begin(attack, attackPps, calls, calls.colibri(), profile);
            try {
                final AttackBooks books = AttackBooks.open(bridge, begun, calls);
                return measure(calls, load).withAttack(books.close());
            } finally {
                begun.close();
            }
        });
    }

    private RunResult run(final Load load, final Measured measured) throws IOException, InterruptedException {
        try (Colibri colibri = new Colibri(bridge.control());
                Calls calls = new Calls(colibri, load, profile, generator.threads())) {
            final int all = load.conferences() * load.participants();
            calls.join(joined -> progress.show(load.name() + ": " + joined + " of " + all + " have joined"));
            awaitChannels(calls, all);
            calls.startMedia();
            pause("warming up", warmUp, load);
            pollIfItMay(calls, load);
            return measured.of(calls);
        } finally {
            progress.clear();
        }
    }

    /**
     * Searches the largest number of conferences that is carried. They join once; those beyond a step stay in and send nothing, so
     * that a step takes no longer than it is measured.
     *
     * @param settle how long a step runs before it is measured; the first one warms up besides
     */
    void ramp(final RampSearch search, final Load unit, final Duration settle, final Consumer<RunResult> steps)
            throws IOException, InterruptedException {
        try (Colibri colibri = new Colibri(bridge.control());
                Calls calls = new Calls(colibri, unit, profile, generator.threads())) {
            boolean warm = false;
            while (search.next() > 0) {
                final Load step = unit.withConferences(search.next());
                final int all = step.conferences() * step.participants();
                if (calls.participants().size() < all) {
                    calls.startMediaOf(0);
                    calls.joinUpTo(
                            step.conferences(),
                            joined -> progress.show(step.name() + ": " + joined + " of " + all + " have joined"));
                    awaitChannels(calls, all);
                }
                calls.startMediaOf(step.conferences());
                pause("warming up", warm ? settle : warmUp.plus(settle), step);
                warm = true;
                pollIfItMay(calls, step);
                final RunResult run = measure(calls, step);
                progress.clear();
                steps.accept(run);
                search.tried(run.isCarried(), run.isHopeless());
            }
        } finally {
            progress.clear();
        }
    }

    /** Only now: a generator that polls leaves its own compilers little time. */
    private void pollIfItMay(final Calls calls, final Load load) throws IOException, InterruptedException {
        if (generator.polls() && !calls.loops().polls()) {
            calls.loops().poll();
            pause("warming up", BEFORE_WINDOW, load);
        }
    }

    private void awaitChannels(final Calls calls, final int all) throws IOException, InterruptedException {
        final long deadline = System.nanoTime() + CHANNELS_TIMEOUT_NANOS;
        while (calls.load().channel() != Load.Channel.NONE && calls.openChannels() < all) {
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + calls.openChannels() + " of " + all
                        + " bridge channels are open; try another --channel");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private RunResult measure(final Calls calls, final Load load) throws IOException, InterruptedException {
        return measure(calls, load, () -> pause("measuring", duration, load));
    }

    private RunResult measure(final Calls calls, final Load load, final Event event)
            throws IOException, InterruptedException {
        final Map<String, Long> droppedBefore = bridge.drops();
        final @Nullable LoopSample loopsBefore = bridge.loops();
        final JvmSample jvmBefore = bridge.jvm(false);
        TimeUnit.MILLISECONDS.sleep(AFTER_DUMP_MILLIS);
        final Set<Integer> ownPorts = calls.participants().stream()
                .map(participant -> participant.localPort())
                .collect(Collectors.toSet());
        final long dropsBefore = KernelDrops.at(ownPorts);
        final long bridgeDropsBefore = bridgeDrops();
        final long failuresBefore = calls.tally().sendFailures();
        final long start = calls.window(WINDOW_LEAD_NANOS);
        sleepUntil(start);
        final @Nullable ProcessSample before = bridge.process();
        final List<Long> busyBefore = calls.loops().busyNanos();
        final long datagramsBefore = calls.loops().datagrams();
        event.happen();
        final long end = calls.endWindow();
        final @Nullable ProcessSample after = bridge.process();
        final double seconds = (end - start) / NANOS_PER_SECOND;
        final List<Long> busyAfter = calls.loops().busyNanos();
        final long datagrams = calls.loops().datagrams() - datagramsBefore;
        final Tally tally = drain(calls, end + DRAIN_NANOS);
        // Before anything else is asked of the bridge: answers are made of allocations.
        final @Nullable BridgeCost cost = cost(before, after, jvmBefore, tally.delivered(), seconds);
        final @Nullable LoopSample loopsAfter = bridge.loops();
        final Histogram lateness = calls.loops().lateness();
        final long[] busy = IntStream.range(0, busyAfter.size())
                .mapToLong(i -> busyAfter.get(i) - busyBefore.get(i))
                .toArray();
        return new RunResult(
                load,
                seconds,
                tally.sent() / seconds,
                tally.delivered() / seconds,
                tally,
                latency(calls),
                LatencyFigures.of(calls.audioLatency()),
                LatencyFigures.of(calls.videoLatency()),
                bridgeDropsBefore < 0 ? bridgeDropsBefore : bridgeDrops() - bridgeDropsBefore,
                Drops.between(droppedBefore, bridge.drops()),
                cost,
                loopsBefore == null || loopsAfter == null ? null : LoopCost.between(loopsBefore, loopsAfter),
                joins(calls.joinTimes()),
                GeneratorHealth.of(
                        LongStream.of(busy).max().orElse(0) / (double) (end - start),
                        lateness.getValueAtPercentile(99) / NANOS_PER_MILLI,
                        lateness.getMaxValue() / NANOS_PER_MILLI,
                        KernelDrops.at(ownPorts) - dropsBefore,
                        tally.sendFailures() - failuresBefore,
                        LongStream.of(busy).sum() / 1e3 / Math.max(1, datagrams),
                        calls.loops().polls()),
                null,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Tally drain(final Calls calls, final long deadline) throws IOException, InterruptedException {
        Tally tally = calls.tally();
        while (tally.delivered() < tally.expected() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(DRAIN_LOOK_MILLIS);
            tally = calls.tally();
        }
        return tally;
    }

    private @Nullable BridgeCost cost(
            final @Nullable ProcessSample before,
            final @Nullable ProcessSample after,
            final JvmSample jvmBefore,
            final long packets,
            final double seconds)
            throws InterruptedException {
        return before == null || after == null
                ? null
                : BridgeCost.between(before, after, jvmBefore, bridge.jvm(true), packets, seconds);
    }

    private static LatencyFigures latency(final Calls calls) throws IOException, InterruptedException {
        final Histogram both = calls.audioLatency();
        both.add(calls.videoLatency());
        return LatencyFigures.of(both);
    }

    private static RunResult.Joins joins(final Calls.JoinTimes times) {
        return new RunResult.Joins(
                times.http().getValueAtPercentile(50) / NANOS_PER_MILLI,
                times.http().getMaxValue() / NANOS_PER_MILLI,
                times.keys().getValueAtPercentile(50) / NANOS_PER_MILLI,
                times.keys().getMaxValue() / NANOS_PER_MILLI);
    }

    /** Negative where the port is not known. */
    private long bridgeDrops() throws IOException {
        final OwnBridge own = bridge.own();
        return own == null ? -1 : KernelDrops.at(Set.of(own.mediaPort()));
    }

    private void pause(final String what, final Duration time, final Load load) throws InterruptedException {
        final long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            progress.show(load.name() + ": " + what + ", " + (left + 999_999_999L) / 1_000_000_000L + " s left");
            TimeUnit.NANOSECONDS.sleep(Math.min(left, 500_000_000L));
        }
    }

    private static void sleepUntil(final long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
