/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

    private static final long CHANNELS_TIMEOUT_NANOS = 5_000_000_000L;
    private static final long WINDOW_LEAD_NANOS = 20_000_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final BridgeUnderTest bridge;
    private final SrtpProfile profile;
    private final Duration warmUp;
    private final Duration duration;
    private final Progress progress;

    Measurement(
            final BridgeUnderTest bridge,
            final SrtpProfile profile,
            final Duration warmUp,
            final Duration duration,
            final Progress progress) {
        this.bridge = bridge;
        this.profile = profile;
        this.warmUp = warmUp;
        this.duration = duration;
        this.progress = progress;
    }

    RunResult run(final Load load) throws IOException, InterruptedException {
        return run(load, this::measure);
    }

    /** What goes on beside a call while it is measured: the measured time ends when it returns. */
    interface Event {
        void happen() throws IOException, InterruptedException;
    }

    /** One run of which what is measured is how it fares during an event. */
    RunResult during(final Load load, final Event event) throws IOException, InterruptedException {
        return run(load, calls -> measure(calls, event));
    }

    private interface Measured {
        RunResult of(Calls calls) throws IOException, InterruptedException;
    }

    /** One run, under attack. */
    RunResult run(final Load load, final String attack, final int attackPps) throws IOException, InterruptedException {
        return run(load, calls -> {
            final Attack begun = Attack.begin(attack, attackPps, calls, calls.colibri(), profile);
            try {
                return measure(calls);
            } finally {
                begun.close();
            }
        });
    }

    private RunResult run(final Load load, final Measured measured) throws IOException, InterruptedException {
        try (Colibri colibri = new Colibri(bridge.control());
                Calls calls = new Calls(colibri, load, profile)) {
            final int all = load.conferences() * load.participants();
            calls.join(joined -> progress.show(load.name() + ": " + joined + " of " + all + " have joined"));
            awaitChannels(calls, all);
            calls.startMedia();
            pause("warming up", warmUp, load);
            return measured.of(calls);
        } finally {
            progress.clear();
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

    private RunResult measure(final Calls calls) throws IOException, InterruptedException {
        return measure(calls, () -> pause("measuring", duration, calls.load()));
    }

    private RunResult measure(final Calls calls, final Event event) throws IOException, InterruptedException {
        final Map<String, Long> droppedBefore = bridge.drops();
        final JvmSample jvmBefore = bridge.jvm(false);
        final Set<Integer> ownPorts = calls.participants().stream()
                .map(participant -> participant.localPort())
                .collect(Collectors.toSet());
        final long dropsBefore = KernelDrops.at(ownPorts);
        final long bridgeDropsBefore = bridgeDrops();
        final @Nullable LoopSample loopsBefore = bridge.loops();
        final long start = System.nanoTime() + WINDOW_LEAD_NANOS;
        calls.loop().call(() -> {
            calls.loop().window(start, Long.MAX_VALUE);
            return null;
        });
        sleepUntil(start);
        final @Nullable ProcessSample before = bridge.process();
        final long loopCpu = calls.loop().cpuNanos();
        event.happen();
        final long end = calls.loop().call(() -> calls.loop().endWindow());
        final @Nullable ProcessSample after = bridge.process();
        final double seconds = (end - start) / NANOS_PER_SECOND;
        final double cpuShare = (calls.loop().cpuNanos() - loopCpu) / (double) (end - start);
        final Tally tally = drain(calls, end + DRAIN_NANOS);
        final @Nullable LoopSample loopsAfter = bridge.loops();
        // Before anything else is asked of the bridge: answers are made of allocations.
        final @Nullable BridgeCost cost = cost(before, after, jvmBefore, tally.delivered(), seconds);
        final Histogram lateness =
                calls.loop().call(() -> calls.loop().lateness().copy());
        return new RunResult(
                calls.load(),
                seconds,
                tally.sent() / seconds,
                tally.delivered() / seconds,
                tally,
                latency(calls),
                calls.loop().call(() -> LatencyFigures.of(calls.audioLatency())),
                calls.loop().call(() -> LatencyFigures.of(calls.videoLatency())),
                bridgeDropsBefore < 0 ? bridgeDropsBefore : bridgeDrops() - bridgeDropsBefore,
                Drops.between(droppedBefore, bridge.drops()),
                cost,
                loopsBefore == null || loopsAfter == null ? null : LoopCost.between(loopsBefore, loopsAfter),
                joins(calls.joinTimes()),
                GeneratorHealth.of(
                        cpuShare,
                        lateness.getValueAtPercentile(99) / NANOS_PER_MILLI,
                        lateness.getMaxValue() / NANOS_PER_MILLI,
                        KernelDrops.at(ownPorts) - dropsBefore,
                        tally.sendFailures()),
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
        return calls.loop().call(() -> {
            final Histogram both = calls.audioLatency().copy();
            both.add(calls.videoLatency());
            return LatencyFigures.of(both);
        });
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
