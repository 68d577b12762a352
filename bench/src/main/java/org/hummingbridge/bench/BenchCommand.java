/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hummingbridge.bench.report.HtmlReport;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hummingbridge bench}: measures a bridge in one mode and reports what was found out. */
@Command(
        name = "hummingbridge bench",
        description = {
            "Measure a bridge under generated calls: CPU time per forwarded packet, latency, loss.",
            "Without --url it starts a bridge of its own on the first core and generates on the others."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    static final int GENERATOR_OVERLOADED = 3;
    private static final int NOT_CARRIED = 1;
    private static final int BAD_SETUP = 78;
    private static final double SCENARIO_SECONDS = 10;
    private static final double STEP_SECONDS = 4;

    @ArgGroup
    private ModeOptions mode = new ModeOptions();

    @Mixin
    private final ScenarioOptions scenarios = new ScenarioOptions();

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "Measured time (default: 10; each step of a ramp: 4).")
    private @Nullable Double durationSeconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "8",
            description = "Media before it is measured (default: ${DEFAULT-VALUE}).")
    private double warmUpSeconds;

    @Option(
            names = "--srtp",
            paramLabel = "PROFILE",
            defaultValue = "AEAD_AES_128_GCM",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots.")
    private @Nullable Path html;

    @Option(names = "--compare", description = "Compare two JSON files instead of measuring.")
    private boolean compare;

    @Parameters(paramLabel = "FILE", arity = "0..2", description = "With --compare: the two files.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final BridgeOptions bridges = new BridgeOptions();

    @Mixin
    private final GeneratorOptions generator = new GeneratorOptions();

    @Mixin
    private final LoadOptions loads = new LoadOptions();

    private final Progress progress = Progress.onTerminal();

    @Override
    public Integer call() throws InterruptedException {
        try {
            return compare ? compareFiles() : measure();
        } catch (IOException e) {
            progress.clear();
            System.err.println("hummingbridge bench: " + e.getMessage());
            return BAD_SETUP;
        }
    }

    private int compareFiles() throws IOException {
        if (files.size() != 2) {
            throw new IOException("--compare takes two JSON files");
        }
        TextReport.compare(Report.read(files.getFirst()), Report.read(files.getLast()))
                .forEach(System.out::println);
        return 0;
    }

    private int measure() throws IOException, InterruptedException {
        if (!files.isEmpty()) {
            throw new IOException("files are compared by --compare; nothing else takes any");
        }
        final Bench bench = new Bench(
                bridges,
                loads,
                profile,
                seconds(warmUpSeconds),
                seconds(measuredSeconds()),
                generator.apply(bridges.url, bridges.bridgeCores),
                progress);
        final Report report = mode.choose(bench, scenarios).run();
        System.out.println();
        TextReport.of(report).forEach(System.out::println);
        if (json != null) {
            report.write(json);
        }
        if (html != null) {
            HtmlReport.write(report, html);
        }
        if (report.ramp() && report.median().isEmpty()) {
            return NOT_CARRIED;
        }
        return report.isTrustworthy() && report.doubtfulSteps() == 0 ? 0 : GENERATOR_OVERLOADED;
    }

    private double measuredSeconds() {
        return durationSeconds != null ? durationSeconds : mode.ramp ? STEP_SECONDS : SCENARIO_SECONDS;
    }

    private static Duration seconds(final double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
