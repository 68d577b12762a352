/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.OwnBridge;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The bench and the bridge, each in a process of its own, over loopback. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchProcessTest {
    @Test
    void aSmallCallArrivesWholeAndIsAccountedFor() throws Exception {
        final Load load = new Load("pair", 1, 2, 2, 300_000, true, false, 3, 2.5, Load.Channel.SCTP);
        try (BridgeUnderTest bridge =
                BridgeUnderTest.ours(OwnBridge.start(System.getProperty("java.class.path"), null, "", null))) {
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
        try (BridgeUnderTest bridge =
                BridgeUnderTest.ours(OwnBridge.start(System.getProperty("java.class.path"), null, "", null))) {
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

    @Test
    void theStepsOfARampOnSeveralPollingThreadsLoseNothingWhileOthersAreMuted() throws Exception {
        final Load unit = new Load("ramp", 1, 2, 2, 100_000, true, false, 1, 2.5, Load.Channel.NONE);
        final List<RunResult> steps = new ArrayList<>();
        try (BridgeUnderTest bridge =
                BridgeUnderTest.ours(OwnBridge.start(System.getProperty("java.class.path"), null, "", null))) {
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
