/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.hummingbridge.bench.report.Report;

/**
 * Everything that there is a bar for but the ramp, briefly: some five minutes for an overview. Figures of record take longer
 * warm-ups and repeated runs.
 */
record Suite(Bench bench) implements Mode {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(4);
    private static final Duration DURATION = Duration.ofSeconds(5);
    private static final Duration FIRST_CALL = Duration.ofSeconds(10);
    private static final int JOINERS = 200;

    @Override
    public Report run() throws IOException, InterruptedException {
        final Bench brief = bench.briefly(WARM_UP, DURATION);
        final List<Mode> modes = List.of(
                new ScenarioMode(brief, List.of(Scenario.A, Scenario.B, Scenario.C, Scenario.D), 1, List.of(), 0),
                new StormMode(brief, Scenario.A, JOINERS),
                new ColdMode(bench.briefly(SETTLE, FIRST_CALL), Scenario.A, 1),
                new SpreadMode(brief, SpreadMode.USUAL, 1),
                new FootprintMode(bench.briefly(SETTLE, DURATION), FootprintMode.USUAL));
        Report all = modes.getFirst().run();
        for (final Mode mode : modes.subList(1, modes.size())) {
            all = all.and(mode.run());
        }
        return all;
    }
}
