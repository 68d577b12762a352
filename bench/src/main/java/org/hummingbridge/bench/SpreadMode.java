/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.bench.SpreadRatio.Spent;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.LoopSample;
import org.hummingbridge.bench.server.LoopThreads;

/**
 * Whether a conference that is too large for one loop goes twice as far on two: see {@link SpreadRatio}. The two bridges run side by
 * side and are measured in turns, so that what changes on the machine changes for both. The loops of a bridge share its cores,
 * so its latency means nothing.
 *
 * @param load one large conference
 * @param rounds how often each bridge is measured once both are warm
 */
record SpreadMode(Bench bench, Load load, int rounds) implements Mode {
    /** A hundred, ten of whom send a packet for each frame: what many small ones cost does not depend on their size. */
    static final Load USUAL = new Load("spread", 1, 100, 10, 100_000, false, false, 1, 0, Load.Channel.SCTP);

    static final int USUAL_ROUNDS = 2;

    @Override
    public Report run() throws IOException, InterruptedException {
        try (BridgeUnderTest one = bridge(1);
                BridgeUnderTest two = bridge(2)) {
            final List<RunResult> runs = new ArrayList<>();
            // What is measured first is measured of a young process, which has more left to compile with two loops.
            measure(one, "1 loop, warming up", runs);
            measure(two, "2 loops, warming up", runs);
            runs.clear();
            Spent byOne = Spent.NOTHING;
            Spent byTwo = Spent.NOTHING;
            for (int round = 0; round < rounds; round++) {
                final Spent oneNow = measure(one, "1 loop", runs);
                final Spent twoNow = measure(two, "2 loops", runs);
                System.out.printf(
                        Locale.ROOT,
                        "%s in this round: %.3f%n",
                        SpreadRatio.RATIO,
                        new SpreadRatio(oneNow, twoNow).ratio());
                byOne = byOne.and(oneNow);
                byTwo = byTwo.and(twoNow);
            }
            final SpreadRatio ratio = new SpreadRatio(byOne, byTwo);
            final List<String> doubts = ratio.doubts(runs);
            return Report.of(BridgeOptions.describe(two), runs.subList(runs.size() - 2, runs.size()), runs)
                    .with(ratio.figures(doubts.isEmpty()), doubts);
        }
    }

    private BridgeUnderTest bridge(final int loops) throws IOException {
        return bench.bridges()
                .openOwn(
                        bench.progress(),
                        List.of("hummingbridge.udp.loops = " + loops, "hummingbridge.loops.spread-above = 0"));
    }

    private Spent measure(final BridgeUnderTest bridge, final String name, final List<RunResult> runs)
            throws IOException, InterruptedException {
        final List<Spent> measured = new ArrayList<>();
        final RunResult run = bench.on(bridge).during(load.withName(name), () -> measured.add(measure(bridge, name)));
        System.out.println(TextReport.line(run));
        runs.add(run);
        return measured.getFirst();
    }

    private Spent measure(final BridgeUnderTest bridge, final String name) throws IOException, InterruptedException {
        final long pid = Objects.requireNonNull(bridge.pid());
        bench.progress().show(name + ": measuring");
        final LoopSample countsBefore = Objects.requireNonNull(bridge.loops());
        final LoopThreads before = LoopThreads.of(pid);
        final long start = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(bench.duration().toNanos());
        final LoopThreads after = LoopThreads.of(pid);
        final long nanos = System.nanoTime() - start;
        final LoopSample counts = Objects.requireNonNull(bridge.loops());
        return new Spent(
                counts.forwarded() - countsBefore.forwarded(),
                after.busiestNanos(before),
                after.allNanos(before),
                nanos);
    }
}
