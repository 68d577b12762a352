/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hummingbridge.bench.attack.Attack;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.report.HtmlReport;
import org.hummingbridge.bench.report.Machine;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.OwnBridge;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hummingbridge bench}: measures a bridge under generated calls and reports what it cost. */
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

    /** After the load of a ramp has changed: queues and estimates follow within it. */
    private static final double SETTLE_SECONDS = 1.5;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "a",
            description =
                    "a: 1 × 10, all send 1 Mbit/s; b: 1 sends 1 Mbit/s to 50; c: 20 × 5, audio; d: 1 × 20, all send "
                            + "300 kbit/s; ramp: 1 × 5, all send 500 kbit/s. Several with commas, or all. Default: a.")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--ramp",
            description =
                    "Search the largest number of conferences of 5 (500 kbit/s) with loss below 0.1 %% and p99 below "
                            + "20 ms.")
    private boolean ramp;

    @Option(
            names = "--ramp-from",
            paramLabel = "N",
            defaultValue = "8",
            description = "First step (default: ${DEFAULT-VALUE}).")
    private int rampFrom;

    @Option(
            names = "--ramp-to",
            paramLabel = "N",
            defaultValue = "200",
            description = "Last step (default: ${DEFAULT-VALUE}).")
    private int rampTo;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs of each scenario; the median is reported (default: ${DEFAULT-VALUE}).")
    private int repeat;

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
            names = "--url",
            paramLabel = "URL",
            description = "Control interface of a bridge that runs, e.g. http://127.0.0.1:8080.")
    private @Nullable URI url;

    @Option(names = "--pid", paramLabel = "PID", description = "Process of that bridge, to measure its CPU time.")
    private @Nullable Long pid;

    @Option(
            names = "--bridge-cores",
            paramLabel = "LIST",
            defaultValue = "0",
            description =
                    "Cores of our own bridge, as taskset takes them (default: ${DEFAULT-VALUE}); none: not pinned.")
    private String bridgeCores = "";

    @Option(
            names = "--bridge-jvm-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "Further options of our own bridge's JVM.")
    private String bridgeJvmOptions = "";

    @Option(names = "--bridge-config", paramLabel = "FILE", description = "Settings of our own bridge, in HOCON.")
    private @Nullable Path bridgeConfig;

    @Option(
            names = "--srtp",
            paramLabel = "PROFILE",
            defaultValue = "AEAD_AES_128_GCM",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

    @Option(
            names = "--attack",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Measure the scenario under hostile packets as well. Several with commas, or all: ${ATTACKS}.")
    private List<String> attacks = new ArrayList<>();

    @Option(
            names = "--attack-pps",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Hostile packets per second (default: ${DEFAULT-VALUE}).")
    private int attackPps;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots.")
    private @Nullable Path html;

    @Option(names = "--compare", description = "Compare two JSON files instead of measuring.")
    private boolean compare;

    @Parameters(paramLabel = "FILE", arity = "0..2", description = "With --compare: the two files.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Mixin
    private final GeneratorOptions generator = new GeneratorOptions();

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
        final Measurement.Generator runs = generator.apply(url, bridgeCores);
        try (BridgeUnderTest bridge = openBridge()) {
            final Measurement measurement = new Measurement(
                    bridge, profile, seconds(warmUpSeconds), seconds(measuredSeconds()), runs, progress);
            final Report report = ramp ? ramp(bridge, measurement) : scenarios(bridge, measurement);
            System.out.println();
            TextReport.of(report).forEach(System.out::println);
            if (json != null) {
                report.write(json);
            }
            if (html != null) {
                HtmlReport.write(report, html);
            }
            if (report.median().isEmpty()) {
                return NOT_CARRIED;
            }
            return report.isTrustworthy() && report.doubtfulSteps() == 0 ? 0 : GENERATOR_OVERLOADED;
        }
    }

    private double measuredSeconds() {
        return durationSeconds != null ? durationSeconds : ramp ? STEP_SECONDS : SCENARIO_SECONDS;
    }

    private static Duration seconds(final double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private BridgeUnderTest openBridge() throws IOException {
        if (url != null) {
            return BridgeUnderTest.other(url, pid);
        }
        progress.show("starting the bridge");
        return BridgeUnderTest.ours(OwnBridge.start(
                System.getProperty("hummingbridge.app", "daemon/target/app") + "/*",
                "none".equals(bridgeCores) ? null : bridgeCores,
                bridgeJvmOptions,
                bridgeConfig));
    }

    private List<Scenario> chosen() throws IOException {
        if (scenarios.contains("all")) {
            return List.of(Scenario.A, Scenario.B, Scenario.C, Scenario.D);
        }
        final List<Scenario> chosen = new ArrayList<>();
        for (final String name : scenarios) {
            try {
                chosen.add(Scenario.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IOException("no scenario " + name + "; there are a, b, c, d, ramp and all", e);
            }
        }
        return chosen;
    }

    private List<String> chosenAttacks() throws IOException {
        if (attacks.contains("all")) {
            return Attack.names();
        }
        for (final String name : attacks) {
            if (Attack.description(name) == null) {
                throw new IOException("no attack " + name + "; there are " + String.join(", ", Attack.names()));
            }
        }
        return attacks;
    }

    private Load loadOf(final Scenario scenario) throws IOException {
        try {
            return scenario.load(load);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Report scenarios(final BridgeUnderTest bridge, final Measurement measurement)
            throws IOException, InterruptedException {
        final List<RunResult> all = new ArrayList<>();
        final List<RunResult> medians = new ArrayList<>();
        for (final Scenario scenario : chosen()) {
            final List<RunResult> runs = new ArrayList<>();
            for (int i = 0; i < repeat; i++) {
                final RunResult run = measurement.run(loadOf(scenario));
                System.out.println(TextReport.line(run));
                runs.add(run);
            }
            all.addAll(runs);
            medians.add(RunResult.median(runs));
            for (final String attack : chosenAttacks()) {
                final RunResult run = measurement.run(loadOf(scenario).withName(attack), attack, attackPps);
                System.out.println(TextReport.line(run));
                all.add(run);
                medians.add(run);
            }
        }
        return new Report(Report.FORMAT, describe(bridge), Machine.describe(), false, medians, all);
    }

    private Report ramp(final BridgeUnderTest bridge, final Measurement measurement)
            throws IOException, InterruptedException {
        final List<RunResult> all = new ArrayList<>();
        measurement.ramp(new RampSearch(rampFrom, rampTo), loadOf(Scenario.RAMP), seconds(SETTLE_SECONDS), run -> {
            System.out.println(TextReport.line(run) + (run.isCarried() ? "" : ", not carried"));
            all.add(run);
        });
        final @Nullable RunResult best = all.stream()
                .filter(RunResult::isCarried)
                .max(Comparator.comparingInt(run -> run.load().conferences()))
                .orElse(null);
        return new Report(
                Report.FORMAT,
                describe(bridge),
                Machine.describe(),
                true,
                best == null ? List.of() : List.of(best),
                all);
    }

    private static String describe(final BridgeUnderTest bridge) {
        final OwnBridge own = bridge.own();
        return own == null
                ? "Bridge at " + bridge.control()
                : String.format(
                        Locale.ROOT,
                        "Hummingbridge, ready after %.0f ms; %s",
                        own.startMillis(),
                        String.join("; ", own.report()));
    }
}
