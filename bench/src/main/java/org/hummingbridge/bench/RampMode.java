/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.jspecify.annotations.Nullable;

/** The largest number of conferences that a bridge carries, between two bounds. */
record RampMode(Bench bench, int from, int to) implements Mode {
    @Override
    public Report run() throws IOException, InterruptedException {
        try (BridgeUnderTest bridge = bench.bridges().open(bench.progress())) {
            final Measurement measurement = bench.on(bridge);
            final RampSearch search = new RampSearch(from, to);
            final List<RunResult> all = new ArrayList<>();
            @Nullable RunResult best = null;
            while (search.next() > 0) {
                final Load load = bench.load(Scenario.RAMP).withConferences(search.next());
                RunResult run = step(measurement, load, all);
                if (!run.isCarried() && !run.isTrustworthy()) {
                    // It may not have been the bridge.
                    run = step(measurement, load, all);
                }
                search.tried(run.isCarried());
                best = run.isCarried() && (best == null || run.forwardedPps() > best.forwardedPps()) ? run : best;
            }
            return Report.ofRamp(BridgeOptions.describe(bridge), best == null ? List.of() : List.of(best), all);
        }
    }

    private static RunResult step(final Measurement measurement, final Load load, final List<RunResult> all)
            throws IOException, InterruptedException {
        final RunResult run = measurement.run(load);
        System.out.println(TextReport.line(run) + (run.isCarried() ? "" : ", not carried"));
        all.add(run);
        return run;
    }
}
