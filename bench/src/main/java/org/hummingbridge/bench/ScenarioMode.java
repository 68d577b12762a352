/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hummingbridge.bench.attack.Attack;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.report.ScenarioBars;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.bench.server.BridgeUnderTest;

/**
 * Each scenario so many times, and once more under each attack, all on one bridge.
 *
 * @param attackPps hostile packets per second
 */
record ScenarioMode(Bench bench, List<Scenario> scenarios, int repeat, List<String> attacks, int attackPps)
        implements Mode {
    /** As they are named on the command line. */
    static List<Scenario> scenariosOf(final List<String> names) throws IOException {
        if (names.contains("all")) {
            return List.of(Scenario.A, Scenario.B, Scenario.C, Scenario.D);
        }
        final List<Scenario> chosen = new ArrayList<>();
        for (final String name : names) {
            try {
                chosen.add(Scenario.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IOException("no scenario " + name + "; there are a, b, c, d, ramp and all", e);
            }
        }
        return chosen;
    }

    /** As they are named on the command line. */
    static List<String> attacksOf(final List<String> names) throws IOException {
        if (names.contains("all")) {
            return Attack.names();
        }
        for (final String name : names) {
            if (Attack.description(name) == null) {
                throw new IOException("no attack " + name + "; there are " + String.join(", ", Attack.names()));
            }
        }
        return names;
    }

    @Override
    public Report run() throws IOException, InterruptedException {
        try (BridgeUnderTest bridge = bench.bridges().open(bench.progress())) {
            final Measurement measurement = bench.on(bridge);
            final List<RunResult> all = new ArrayList<>();
            final List<RunResult> medians = new ArrayList<>();
            final List<Figure> figures = new ArrayList<>();
            for (final Scenario scenario : scenarios) {
                final List<RunResult> runs = new ArrayList<>();
                for (int i = 0; i < repeat; i++) {
                    runs.add(told(measurement.run(bench.load(scenario))));
                }
                all.addAll(runs);
                medians.add(RunResult.median(runs));
                figures.addAll(ScenarioBars.of(RunResult.median(runs)));
                for (final String attack : attacks) {
                    final RunResult run =
                            told(measurement.run(bench.load(scenario).withName(attack), attack, attackPps));
                    all.add(run);
                    medians.add(run);
                }
            }
            return Report.of(BridgeOptions.describe(bridge), medians, all).with(figures, List.of());
        }
    }

    private static RunResult told(final RunResult run) {
        System.out.println(TextReport.line(run));
        return run;
    }
}
