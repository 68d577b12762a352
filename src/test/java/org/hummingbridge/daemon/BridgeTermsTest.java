/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.sfu.conference.BridgeSettings;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.red.RedDistance;
import org.hummingbridge.sfu.red.RedPolicy;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.rewriting.StreamLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator writes, as it reaches the media path. */
class BridgeTermsTest {
    @TempDir
    private Path folder;

    private BridgeSettings terms(final String content) throws Exception {
        final Path file = Files.writeString(folder.resolve("test.conf"), content);
        return BridgeTerms.of(SettingsReader.read(file, CommandLineOptions.NONE));
    }

    @Test
    void theManualsDefaultsAreThoseOfTheMediaPath() throws Exception {
        final BridgeSettings terms = terms("");
        final BridgeSettings defaults = BridgeSettings.of(terms.srtpProfiles(), IceSettings.defaults());

        assertThat(terms.red()).isEqualTo(defaults.red());
        assertThat(terms.streamLimits()).isEqualTo(defaults.streamLimits());
        assertThat(terms.bandwidth()).isEqualTo(defaults.bandwidth());
    }

    @Test
    void redundancyIsReadAsJitsiWritesIt() throws Exception {
        assertThat(terms("jmt.audio.red { policy = PROTECT_ALL, distance = ONE, vad-only = false }")
                        .red())
                .isEqualTo(new RedSettings(RedPolicy.PROTECT_ALL, RedDistance.ONE, false));
    }

    @Test
    void videoAndAudioAreLimitedEachByItself() throws Exception {
        assertThat(terms("videobridge.ssrc-limit { video = 7, audio = 20 }").streamLimits())
                .isEqualTo(new StreamLimits(7, 20));
    }

    @Test
    void anOperatorMayNotWantEstimatesTold() throws Exception {
        assertThat(terms("videobridge.connection-stats.enabled = false")
                        .bandwidth()
                        .reportInterval())
                .isZero();
        assertThat(terms("videobridge.connection-stats.interval = 2 s")
                        .bandwidth()
                        .reportInterval())
                .isEqualTo(Duration.ofSeconds(2));
    }
}
