/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hummingbridge.bench.report.Bar;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.RunResult;

/**
 * How much further a load would go on two loops than on one, by the CPU time of the loops' threads: what one loop spends on a packet,
 * divided by what the busier of two spends on each packet that both have forwarded. That one is full first, and then both forward
 * so many times what one could. Judges nothing unless the runs were alike and undisturbed.
 *
 * @param one of a bridge with one loop
 * @param two of a bridge with two, under the same load
 */
record SpreadRatio(Spent one, Spent two) {
    static final String RATIO = "throughput of 2 loops, by that of 1";
    private static final String ABOUT = "spread";
    private static final double MIN_RATIO = 1.8;

    /** Loads that differ by more cost differently. */
    private static final double SAME_LOAD = 0.03;

    /** Whoever loses more has not carried the load. */
    private static final double MAX_LOSS = 0.001;

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * What was spent on a load.
     *
     * @param packets forwarded by all loops
     * @param busiestNanos CPU time of the busiest loop
     * @param allNanos CPU time of all loops
     * @param nanos that it took
     */
    record Spent(double packets, double busiestNanos, double allNanos, double nanos) {
        static final Spent NOTHING = new Spent(0, 0, 0, 0);

        Spent and(final Spent other) {
            return new Spent(
                    packets + other.packets,
                    busiestNanos + other.busiestNanos,
                    allNanos + other.allNanos,
                    nanos + other.nanos);
        }

        private double busiestMicros() {
            return busiestNanos / packets / NANOS_PER_MICRO;
        }

        private double allMicros() {
            return allNanos / packets / NANOS_PER_MICRO;
        }

        private double perSecond() {
            return packets / nanos * NANOS_PER_SECOND;
        }
    }

    double ratio() {
        return one.busiestMicros() / two.busiestMicros();
    }

    /** With a bar only if nothing speaks against holding the ratio against it. */
    List<Figure> figures(final boolean judged) {
        final Figure ratio = Figure.of(ABOUT, RATIO, ratio(), "");
        return List.of(
                Figure.of(ABOUT, "CPU per packet of the only loop", one.busiestMicros(), "µs"),
                Figure.of(ABOUT, "CPU per packet of both loops", two.allMicros(), "µs"),
                Figure.of(ABOUT, "CPU of the busier loop per packet of both", two.busiestMicros(), "µs"),
                Figure.of(ABOUT, "the busier loop's part of both, even: 0.5", two.busiestNanos() / two.allNanos(), ""),
                Figure.of(ABOUT, "the only loop's share of a core", one.busiestNanos() / one.nanos(), ""),
                Figure.of(ABOUT, "the busier loop's share of a core", two.busiestNanos() / two.nanos(), ""),
                Figure.of(ABOUT, "the same if both loops were even", 2 * one.busiestMicros() / two.allMicros(), ""),
                judged ? ratio.against(Bar.atLeast(MIN_RATIO)) : ratio);
    }

    /** Why this machine could not show it, if so. */
    List<String> doubts(final List<RunResult> runs) {
        final List<String> doubts = new ArrayList<>();
        final long late = runs.stream().filter(run -> !run.isTrustworthy()).count();
        if (late > 0) {
            doubts.add("Not judged: the generator was overloaded in " + late + " of " + runs.size() + " runs.");
        }
        final double delivered =
                runs.stream().mapToDouble(run -> run.delivery().ratio()).min().orElse(0);
        if (delivered < 1 - MAX_LOSS) {
            doubts.add(String.format(
                    Locale.ROOT, "Not judged: of one run's packets only %.5f were delivered.", delivered));
        }
        if (Math.abs(one.perSecond() / two.perSecond() - 1) > SAME_LOAD) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "Not judged: the loads were not the same, %.0f and %.0f packets/s.",
                    one.perSecond(),
                    two.perSecond()));
        }
        return doubts;
    }
}
