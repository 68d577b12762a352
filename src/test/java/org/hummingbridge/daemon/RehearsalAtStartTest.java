/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.conference.Rehearsal;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalAtStartTest {
    @TempDir
    private Path folder;

    private final FakeMediaPath media = new FakeMediaPath();

    @Test
    void aCallIsRehearsedOnceBeforeTheBridgeIsReady() throws Exception {
        try (Daemon bridge = start("", (settings, listeners) -> media)) {
            assertThat(media.rehearsals).isOne();
            assertThat(bridge.httpPort()).isPositive();
        }
    }

    @Test
    void itCanBeLeftOut() throws Exception {
        try (Daemon bridge = start("hummingbridge.rehearsal.enabled = false", (settings, listeners) -> media)) {
            assertThat(media.rehearsals).isZero();
            assertThat(bridge.httpPort()).isPositive();
        }
    }

    @Test
    void theBridgeStartsWithoutItIfItFails() throws Exception {
        media.rehearsal = new Rehearsal.Account("the stage has burnt down", 0, 0, 0, 0, 0);

        try (Daemon bridge = start("", (settings, listeners) -> media)) {
            assertThat(bridge.httpPort()).isPositive();
        }
    }

    @Test
    void theBridgesOwnCountersKnowNothingOfIt() throws Exception {
        final MediaPath[] opened = new MediaPath[1];
        try (Daemon bridge = start("", (settings, listeners) -> opened[0] = UdpMediaPath.open(settings, listeners))) {
            final MediaPath real = opened[0];

            final Rehearsal.Account account = real.rehearse(new Rehearsal.Budget(10, 600_000));

            assertThat(account.forwarded()).isPositive();
            for (final Loop loop : real.loops()) {
                assertThat(loop.counters().get(Counter.RTP_FORWARDED)).isZero();
                assertThat(loop.counters().get(Counter.DATAGRAMS_SENT)).isZero();
                assertThat(loop.counters().get(Counter.ICE_CONNECTED)).isZero();
            }
            assertThat(real.control().conferences()).isEmpty();
            assertThat(bridge.httpPort()).isPositive();
        }
    }

    private Daemon start(final String setting, final MediaPath.Opening opening) throws IOException, StartupException {
        final Path config = Files.writeString(folder.resolve("bridge.conf"), setting);
        return Daemon.start(
                SettingsReader.read(config, new CommandLineOptions("127.0.0.1", 0, 0, 0)),
                Daemon.Purpose.STANDALONE,
                opening);
    }
}
