/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.server.Footprint;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What of the command line leads to which mode. */
class ModeOptionsTest {
    @Command
    private static final class Line implements Callable<Integer> {
        @ArgGroup
        private ModeOptions mode = new ModeOptions();

        @Mixin
        private final ScenarioOptions scenarios = new ScenarioOptions();

        @Override
        public Integer call() {
            return 0;
        }
    }

    private static Mode mode(final String... arguments) throws Exception {
        final Line line = new Line();
        new CommandLine(line).parseArgs(arguments);
        final Bench bench = new Bench(
                new BridgeOptions(),
                new LoadOptions(),
                SrtpProfile.AEAD_AES_128_GCM,
                Duration.ZERO,
                Duration.ZERO,
                new Measurement.Generator(1, false),
                new Progress(System.err, false));
        return line.mode.choose(bench, line.scenarios);
    }

    @Test
    void aFloodIsOfSixtyConferencesUnlessSaidOtherwise() throws Exception {
        assertThat(mode("--flood"))
                .isInstanceOfSatisfying(
                        FloodMode.class, mode -> assertThat(mode.conferences()).isEqualTo(60));
        assertThat(mode("--flood", "20"))
                .isInstanceOfSatisfying(
                        FloodMode.class, mode -> assertThat(mode.conferences()).isEqualTo(20));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> mode("--flood", "0"));
    }

    @Test
    void withoutAnyModeItIsScenarioA() throws Exception {
        assertThat(mode())
                .isInstanceOfSatisfying(
                        ScenarioMode.class, mode -> assertThat(mode.scenarios()).containsExactly(Scenario.A));
        assertThat(mode("--scenario", "c,b"))
                .isInstanceOfSatisfying(
                        ScenarioMode.class,
                        mode -> assertThat(mode.scenarios()).containsExactly(Scenario.C, Scenario.B));
    }

    @Test
    void numbersAreTheUsualOnesUnlessTheyAreSaid() throws Exception {
        assertThat(mode("--storm"))
                .isInstanceOfSatisfying(
                        StormMode.class, mode -> assertThat(mode.joiners()).isEqualTo(200));
        assertThat(mode("--storm", "50", "--scenario", "c")).isInstanceOfSatisfying(StormMode.class, mode -> {
            assertThat(mode.joiners()).isEqualTo(50);
            assertThat(mode.scenario()).isEqualTo(Scenario.C);
        });
        assertThat(mode("--footprint"))
                .isInstanceOfSatisfying(
                        FootprintMode.class,
                        mode -> assertThat(mode.endpoints()).isEqualTo(FootprintMode.USUAL));
        assertThat(mode("--footprint", "0,50"))
                .isInstanceOfSatisfying(
                        FootprintMode.class,
                        mode -> assertThat(mode.endpoints()).containsExactly(0, 50));
        assertThat(mode("--cold", "--repeat", "3"))
                .isInstanceOfSatisfying(
                        ColdMode.class, mode -> assertThat(mode.starts()).isEqualTo(3));
        assertThat(mode("--ramp", "--ramp-to", "9"))
                .isInstanceOfSatisfying(
                        RampMode.class, mode -> assertThat(mode.to()).isEqualTo(9));
    }

    @Test
    void twoModesAtOnceAreRefused() {
        assertThatExceptionOfType(CommandLine.MutuallyExclusiveArgsException.class)
                .isThrownBy(() -> mode("--storm", "--cold"));
    }

    @Test
    void memoryIsToldPerFurtherEndpoint() {
        final List<Figure> figures = FootprintMode.figures(
                Map.of(100, new Footprint(200_000_000, 50e6, 30, 40), 1000, new Footprint(425_000_000, 90e6, 41, 40)));

        assertThat(figures)
                .filteredOn(figure -> figure.name().equals("resident, each endpoint beyond 100"))
                .singleElement()
                .satisfies(figure -> assertThat(figure.value()).isEqualTo(250));
        assertThat(figures)
                .filteredOn(figure -> !figure.isMet())
                .singleElement()
                .satisfies(figure -> assertThat(figure.name()).isEqualTo("threads, 1000 endpoints"));
    }
}
