/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.report.AttackAccount;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.OwnBridge;
import org.hummingbridge.bench.server.Program;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bench and the bridge, each in a process of its own, over loopback. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchProcessTest {
    private static final Program PROGRAM =
            new Program(System.getProperty("java.class.path"), Path.of("no-options"), Path.of("no-cache"));

    @Test
    void aSmallCallArrivesWholeAndIsAccountedFor() throws Exception {
        final Load load = new Load("pair", 1, 2, 2, 300_000, true, false, 3, 2.5, Load.Channel.SCTP);
        try (BridgeUnderTest bridge = BridgeUnderTest.ours(OwnBridge.start(PROGRAM, null, "", null))) {
            final RunResult run = new Measurement(
                            bridge,
                            SrtpProfile.AEAD_AES_128_GCM,
                            Duration.ofMillis(500),
                            Duration.ofSeconds(2),
                            new Progress(
                                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false))
                    .run(load);

            // Two audio and two video streams, each to the other one. The machine may be slow: time decides nothing
            // here.
            assertThat(run.delivery().streams()).isEqualTo(4);
            assertThat(run.delivery().sent()).isPositive();
            assertThat(run.delivery().delivered())
                    .isEqualTo(run.delivery().expected())
                    .isEqualTo(run.latency().count());
            assertThat(run.delivery().refused()).isZero();
            assertThat(run.bridge()).isNotNull();
            assertThat(run.bridge().cpuMicrosPerPacket()).isPositive();
            assertThat(run.joins().keysP50()).isGreaterThan(run.joins().httpP50());
        }
    }

    @Test
    void oneWhoIsNotAskedForSendsNothing() throws Exception {
        final Load load = new Load("talk", 1, 3, 1, 0, true, false, 1, 2.5, Load.Channel.NONE);
        try (BridgeUnderTest bridge = BridgeUnderTest.ours(OwnBridge.start(PROGRAM, null, "", null))) {
            final RunResult run = new Measurement(
                            bridge,
                            SrtpProfile.AES128_CM_HMAC_SHA1_80,
                            Duration.ofMillis(300),
                            Duration.ofSeconds(1),
                            new Progress(
                                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false))
                    .run(load);

            assertThat(run.delivery().streams()).isEqualTo(2);
            assertThat(List.of(run.videoLatency().count(), run.delivery().unstamped()))
                    .containsOnly(0L);
            assertThat(run.delivery().delivered())
                    .isEqualTo(run.delivery().expected())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stun-unknown", "srtp-bad-tag", "ice-churn"})
    void everyDatagramOfAnAttackIsAccountedFor(final String attack) throws Exception {
        final Load load = new Load(attack, 1, 2, 2, 100_000, true, false, 1, 2.5, Load.Channel.SCTP);
        try (BridgeUnderTest bridge = BridgeUnderTest.ours(OwnBridge.start(PROGRAM, null, "", null))) {
            final RunResult run = new Measurement(
                            bridge,
                            SrtpProfile.AEAD_AES_128_GCM,
                            Duration.ofMillis(300),
                            Duration.ofSeconds(1),
                            new Progress(
                                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false))
                    .run(load, attack, 200);

            final AttackAccount account = run.attack();
            assertThat(account).isNotNull();
            assertThat(account.hostile()).isGreaterThan(200);
            assertThat(account.others()).isPositive();
            assertThat(account.missing()).as("%s", account).isZero();
        }
    }

    @Test
    void aRunningCallIsMeasuredWhileOthersJoinAtOnce() throws Exception {
        final Report report = new StormMode(smallCalls(), Scenario.A, 8).run();

        // Of conferences of five.
        assertThat(report.figures())
                .filteredOn(figure -> figure.name().equals("joined"))
                .singleElement()
                .satisfies(figure -> assertThat(figure.value()).isEqualTo(10))
                .matches(Figure::isMet);
        assertThat(value(report, "until the last had SRTP keys")).isPositive();
        assertThat(report.median().getFirst().delivery().delivered())
                .isEqualTo(report.median().getFirst().delivery().expected())
                .isPositive();
    }

    @Test
    void whatTheFirstEndpointsTakeIsToldStepByStep() throws Exception {
        final Report report = new FootprintMode(smallCalls(), List.of(0, 20)).run();

        assertThat(value(report, "resident, 0 endpoints")).isGreaterThan(10);
        assertThat(value(report, "heap used, 20 endpoints")).isPositive();
        assertThat(value(report, "threads, 20 endpoints")).isGreaterThan(5);
        assertThat(value(report, "file descriptors, 20 endpoints")).isGreaterThan(5);
    }

    @Test
    void aColdBridgeIsToldSecondBySecond() throws Exception {
        final Report report = new ColdMode(smallCalls(), Scenario.A, 1).run();

        assertThat(value(report, "start to ready")).isPositive();
        assertThat(value(report, "first call, second 1: p99")).isPositive();
        assertThat(value(report, "first call: delivered ratio")).isBetween(0.9, 1.0);
    }

    @Test
    void theCapacityOfTwoLoopsIsToldByThatOfOne() throws Exception {
        final Load load = new Load("spread", 1, 6, 2, 100_000, false, false, 1, 0, Load.Channel.SCTP);

        final Report report = new SpreadMode(smallCalls(), load, 2).run();

        assertThat(value(report, SpreadRatio.RATIO)).isPositive();
        assertThat(value(report, "the busier loop's part of both, even: 0.5")).isBetween(0.5, 1.0);
        assertThat(report.runs())
                .hasSize(4)
                .allSatisfy(run -> assertThat(run.loops()).isNotNull());
    }

    private static double value(final Report report, final String name) {
        return report.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow();
    }

    private static Bench smallCalls() {
        final BridgeOptions bridges = new BridgeOptions();
        bridges.program = PROGRAM;
        bridges.bridgeCores = "none";
        final LoadOptions loads = new LoadOptions();
        loads.participants = 3;
        loads.videoKbps = 100;
        loads.temporalLayers = 1;
        return new Bench(
                bridges,
                loads,
                SrtpProfile.AEAD_AES_128_GCM,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                new Measurement.Generator(1, false),
                new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false));
    }

    @Test
    void theStepsOfARampOnSeveralPollingThreadsLoseNothingWhileOthersAreMuted() throws Exception {
        final Load unit = new Load("ramp", 1, 2, 2, 100_000, true, false, 1, 2.5, Load.Channel.NONE);
        final List<RunResult> steps = new ArrayList<>();
        try (BridgeUnderTest bridge = BridgeUnderTest.ours(OwnBridge.start(PROGRAM, null, "", null))) {
            final Measurement measurement = new Measurement(
                    bridge,
                    SrtpProfile.AEAD_AES_128_GCM,
                    Duration.ofMillis(300),
                    Duration.ofSeconds(1),
                    new Measurement.Generator(2, true),
                    new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false));

            measurement.ramp(new RampSearch(2, 2), unit, Duration.ofMillis(200), steps::add);
        }

        assertThat(steps.getFirst().load().conferences()).isEqualTo(2);
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.generator().polls()).isTrue();
            assertThat(step.delivery().delivered())
                    .isEqualTo(step.delivery().expected())
                    .isEqualTo(step.latency().count())
                    .isPositive();
        });
    }
}
