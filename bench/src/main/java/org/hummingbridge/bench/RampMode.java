/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.bench.server.BridgeUnderTest;

/** The largest number of conferences that a bridge carries, between two bounds. */
record RampMode(Bench bench, int from, int to) implements Mode {
    /** After the load of a ramp has changed: queues and estimates follow within it. */
    private static final Duration SETTLE = Duration.ofMillis(2500);

    @Override
    public Report run() throws IOException, InterruptedException {
        try (BridgeUnderTest bridge = bench.bridges().open(bench.progress())) {
            final List<RunResult> all = new ArrayList<>();
            bench.on(bridge).ramp(new RampSearch(from, to), bench.load(Scenario.RAMP), SETTLE, run -> {
                System.out.println(TextReport.line(run) + (run.isCarried() ? "" : ", not carried"));
                all.add(run);
            });
            final List<RunResult> best = all.stream()
                    .filter(RunResult::isCarried)
                    .max(Comparator.comparingInt(run -> run.load().conferences()))
                    .stream()
                    .toList();
            return Report.ofRamp(BridgeOptions.describe(bridge), best, all);
        }
    }
}
