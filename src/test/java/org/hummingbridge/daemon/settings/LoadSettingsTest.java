/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hummingbridge.sfu.allocation.AllocationSettings;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is sent to whom. */
class LoadSettingsTest {
    private Deployment deployment;

    @BeforeEach
    void setUp(@TempDir final Path root) {
        deployment = new Deployment(root);
    }

    @Test
    void conferenceSizesBoundLastN() throws Exception {
        deployment.put("jvb.conf", "videobridge.load-management.conference-last-n-limits { 20 = 20, 50 = 10 }");

        assertThat(deployment.load().settings().operation().load().lastNByConferenceSize())
                .containsExactly(Map.entry(20, 20), Map.entry(50, 10));
    }

    @Test
    void overloadIsMetByFewerVideosOnlyIfAskedFor() throws Exception {
        assertThat(deployment.load().settings().operation().load().reducer()).isNull();
        deployment.put("jvb.conf", """
                videobridge.load-management {
                  reducer-enabled = true
                  load-measurements { load-measurement = cpu-usage, cpu-usage.recovery-threshold = 0.6 }
                  load-reducers.last-n { reduction-scale = 0.5, impact-time = 30 seconds }
                }""");

        final OperationSettings.Load load =
                deployment.load().settings().operation().load();

        assertThat(load.recoveryThreshold()).isEqualTo(0.6);
        assertThat(load.reducer()).isEqualTo(new OperationSettings.Reducer(0.5, 1.25, Duration.ofSeconds(30), 1, 40));
        assertThat(deployment.load().report().ignored()).isEmpty();
    }

    @Test
    void layersAreChosenAsInJitsiVideobridgeUnlessSaidOtherwise() throws Exception {
        assertThat(deployment.load().settings().conference().cc().allocation())
                .isEqualTo(AllocationSettings.defaults());
        assertThat(deployment.load().settings().conference().cc().assumedBandwidthLimitBps())
                .isNull();
        deployment.put("jvb.conf", """
                videobridge.cc {
                  onstage-preferred-height-px = 720
                  onstage-preferred-framerate = 15
                  allow-oversend-onstage = false
                  max-oversend-bitrate = 1.5 mbps
                  bwe-change-threshold = 0.1
                  assumed-bandwidth-limit = 10 Mbps
                }""");

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().conference().cc().allocation())
                .isEqualTo(new AllocationSettings(720, 15, false, 1_500_000, 0.1, LastNLimit.NONE));
        assertThat(loaded.settings().conference().cc().assumedBandwidthLimitBps())
                .isEqualTo(10_000_000.0);
        assertThat(loaded.report().ignored()).isEmpty();
    }
}
