/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.call.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        final Report report = report(run("a", 4.5, 0.2, List.of()))
                .with(List.of(Figure.of("a", "b", 1, "ms").against(Bar.below(2))), List.of("a doubt"));
        final Path file = folder.resolve("a.json");

        report.write(file);

        assertThat(Report.read(file)).isEqualTo(report);
    }

    @Test
    void anAttackIsAccountedForToTheLastDatagram() throws Exception {
        final AttackAccount account = new AttackAccount(9, 45_000, 5_000, 49_900, 90, Map.of("srtp_auth", 44_950L));
        final Report report = report(run("srtp-bad-tag", 4, 0.2, List.of()).withAttack(account));
        final Path file = folder.resolve("a.json");

        report.write(file);

        assertThat(Report.read(file)).isEqualTo(report);
        assertThat(account.missing()).isEqualTo(10);
        assertThat(TextReport.of(report))
                .anyMatch(line -> line.matches("hostile datagrams/s +5000"))
                .anyMatch(line -> line.matches("dropped by the bridge +44950"));
        assertThat(TextReport.of(report(run("a", 4, 0.2, List.of())))).noneMatch(line -> line.startsWith("hostile"));
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws Exception {
        final Path file =
                Files.writeString(folder.resolve("old.json"), "{\"format\": 99, \"median\": [], \"runs\": []}");

        assertThatIOException().isThrownBy(() -> Report.read(file)).withMessageContaining("format 99");
    }

    @Test
    void aComparisonSaysWhatBecameOfEachFigure() {
        final List<String> lines = TextReport.compare(
                report(run("a", 8, 0.5, List.of())), report(run("b", 1, 1, List.of()), run("a", 2, 0.5, List.of())));

        assertThat(lines).filteredOn(line -> line.startsWith("scenario")).hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("CPU µs"))
                .singleElement()
                .asString()
                .matches("CPU µs per forwarded packet +8\\.00 +2\\.00 +0\\.250");
    }

    @Test
    void reportsWithoutACommonScenarioCannotBeCompared() {
        assertThat(TextReport.compare(report(run("a", 8, 1, List.of())), report(run("b", 2, 1, List.of()))))
                .last()
                .isEqualTo("They have no scenario in common.");
    }

    @Test
    void theMedianIsTheRunInTheMiddleByItsCost() {
        final RunResult cheap = run("a", 1, 9, List.of());
        final RunResult middle = run("a", 2, 1, List.of());
        final RunResult dear = run("a", 9, 5, List.of());

        assertThat(RunResult.median(List.of(dear, cheap, middle))).isSameAs(middle);
        assertThat(RunResult.median(List.of(middle, cheap))).isSameAs(cheap);
    }

    @Test
    void anOverloadedGeneratorIsSaidEverywhere() throws Exception {
        final Report report = report(run("a", 1, 1, List.of("it was slow")));

        assertThat(report.isTrustworthy()).isFalse();
        assertThat(TextReport.of(report)).contains("Not to be trusted, a: it was slow.");
        assertThat(HtmlReport.page(report)).contains("Not to be trusted, a: it was slow.");
    }

    @Test
    void aRampThatEndedOnAnOverloadedGeneratorIsALowerBound() {
        final RunResult carried = run("ramp", 1, 1, List.of());
        final RunResult triedAgain = run("ramp", 1, 50, List.of("it was slow"));
        final RunResult doubtful = run(2, "ramp", 1, 50, List.of("it was slow"));
        final Report report = Report.ofRamp("b", List.of(carried), List.of(triedAgain, carried, doubtful));

        assertThat(report.isTrustworthy()).isTrue();
        assertThat(report.doubtfulSteps()).isEqualTo(1);
        assertThat(TextReport.of(report)).last().asString().startsWith("The bridge may carry more");
    }

    @Test
    void figuresStandBesideTheirBars() throws Exception {
        final Report report = Report.of("b", List.of(), List.of())
                .with(
                        List.of(
                                Figure.of("storm", "latency", 7.25, "ms").against(Bar.below(5)),
                                Figure.of("storm", "joined", 200, "").against(Bar.atLeast(200)),
                                Figure.of("storm", "unknown", -1, "kB").against(Bar.below(300)),
                                Figure.of("storm", "free", 0.5, "")),
                        List.of());

        assertThat(TextReport.of(report))
                .anyMatch(line -> line.matches(" +latency +7\\.25 ms +< 5 +MISSED"))
                .anyMatch(line -> line.matches(" +joined +200 +≥ 200 +met"))
                .anyMatch(line -> line.matches(" +unknown +- kB +< 300 +MISSED"))
                .anyMatch(line -> line.matches(" +free +0\\.5 +"));
        assertThat(HtmlReport.page(report))
                .contains("7.25 ms", "&lt; 5", "missed")
                .doesNotContain("<svg");
    }

    @Test
    void reportsOfSeveralModesAddUp() {
        final Report both = report(run("a", 1, 1, List.of()))
                .and(Report.of("b", List.of(), List.of()).with(List.of(Figure.of("c", "d", 1, "")), List.of("late")));

        assertThat(both.median()).hasSize(1);
        assertThat(both.figures()).hasSize(1);
        assertThat(both.isTrustworthy()).isFalse();
    }

    @Test
    void aScenarioIsHeldAgainstItsBars() {
        final List<Figure> figures = ScenarioBars.of(run("a", 4.7, 0.2, List.of()));

        assertThat(figures)
                .filteredOn(figure -> figure.name().equals("CPU per forwarded packet"))
                .allMatch(Figure::isMet);
        assertThat(figures)
                .filteredOn(figure -> figure.name().equals("latency p50"))
                .noneMatch(Figure::isMet);
        assertThat(ScenarioBars.of(run("spread", 1, 1, List.of()))).isEmpty();
    }

    @Test
    void thePageIsCompleteAndNeedsNothingElse() throws Exception {
        final String page = HtmlReport.page(report(run("a", 4.5, 0.2, List.of()), run("b", 3, 0.4, List.of())));

        assertThat(page).doesNotContain("{{", "<script", "<link", " src=").contains("4.50", "<svg", "0.90000");
    }

    @Test
    void aGeneratorThatHinderedTheRunSaysHow() {
        assertThat(GeneratorHealth.of(0.5, 1, 50, 0, 0, 1.5, true).bottlenecks())
                .isEmpty();
        assertThat(GeneratorHealth.of(0.9, 6, 50, 3, 2, 1.5, true).bottlenecks())
                .hasSize(4);
    }

    private static Report report(final RunResult... runs) {
        return Report.of("a <bridge>", List.of(runs), List.of(runs));
    }

    private static RunResult run(
            final String name, final double cpuMicros, final double latencyMillis, final List<String> bottlenecks) {
        return run(1, name, cpuMicros, latencyMillis, bottlenecks);
    }

    private static RunResult run(
            final int conferences,
            final String name,
            final double cpuMicros,
            final double latencyMillis,
            final List<String> bottlenecks) {
        final Histogram histogram = new Histogram(60_000_000_000L, 3);
        for (int i = 0; i < 1000; i++) {
            histogram.recordValue((long) (latencyMillis * 1e6) + i);
        }
        final LatencyFigures latency = LatencyFigures.of(histogram);
        return new RunResult(
                new Load(name, conferences, 2, 1, 1_000_000, true, false, 1, 2.5, Load.Channel.SCTP),
                10,
                100,
                90,
                new Tally(1000, 1000, 900, 500, 450, 2, 1, 0.8, 0, 0, 0, 0, 0, 0),
                latency,
                latency,
                latency,
                0,
                Map.of("srtp_replay", 3L),
                new BridgeCost(cpuMicros, 0.5, 0.1, 200, 50, 0.5, 0.1, 30, 0, 0, 10),
                new LoopCost(0.5, 2, 0.1, 0, 0, 3),
                new RunResult.Joins(10, 20, 30, 40),
                new GeneratorHealth(0.1, 0.1, 0.2, 0, 0, 1.5, true, bottlenecks),
                null,
                1.5);
    }
}
