/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings.Ciphers;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.Settings.Loopback;
import org.hummingbridge.daemon.settings.Settings.Mapping;
import org.hummingbridge.daemon.settings.Settings.Transport;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @TempDir
    private Path folder;

    @Test
    void defaultsAreThoseOfTheManual() throws StartupException {
        final Settings settings = SettingsReader.read(null, CommandLineOptions.NONE);

        assertThat(settings.media().firstPort()).isEqualTo(10_000);
        assertThat(settings.media().transport()).isEqualTo(Transport.AUTO);
        assertThat(settings.http().listen()).isEqualTo(new Listen("127.0.0.1", 8_080));
        assertThat(settings.metrics()).isEqualTo(new Listen("0.0.0.0", 8_888));
        assertThat(settings.srtp().profiles()).containsExactly(SrtpProfile.values());
        assertThat(settings.srtp().ciphers()).isEqualTo(Ciphers.AUTO);
        assertThat(settings.harvest().loopback()).isEqualTo(Loopback.AUTO);
    }

    @Test
    void aFileOverridesDefaultsAndOptionsOverrideTheFile() throws Exception {
        final Path file = file("""
                videobridge.ice.udp.port = 20000
                videobridge { http-servers { private { port = 20001 } } }
                hummingbridge.srtp { profiles = [AES128_CM_HMAC_SHA1_80], ciphers = jca }""");

        final Settings settings = SettingsReader.read(file, new CommandLineOptions("127.0.0.1", null, 20_002, null));

        assertThat(settings.media().firstPort()).isEqualTo(20_000);
        assertThat(settings.http().listen().port()).isEqualTo(20_002);
        assertThat(settings.srtp().profiles()).containsExactly(SrtpProfile.AES128_CM_HMAC_SHA1_80);
        assertThat(settings.harvest().allowedAddresses()).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void aPortRangeTakesThePlaceOfThePort() throws Exception {
        final Settings settings =
                SettingsReader.read(file("hummingbridge.udp.ports = \"10000:10003\""), CommandLineOptions.NONE);

        assertThat(settings.media().firstPort()).isEqualTo(10_000);
        assertThat(settings.media().lastPort()).isEqualTo(10_003);
    }

    @Test
    void staticMappingsAreReadAsJitsiWritesThem() throws Exception {
        final Settings settings = SettingsReader.read(file("""
                ice4j.harvest.mapping.static-mappings = [
                    { local-address = "10.0.0.5", public-address = "203.0.113.5", local-port = 10000, public-port = 10001 }
                    { local-address = "10.0.0.6", public-address = "203.0.113.6", name = "second" } ]"""), CommandLineOptions.NONE);

        assertThat(settings.harvest().mappings())
                .isEqualTo(List.of(
                        mapping("10.0.0.5", "203.0.113.5", 10_000, 10_001, "static"),
                        mapping("10.0.0.6", "203.0.113.6", 0, 0, "second")));
    }

    @Test
    void aMisspeltKeyIsNamedWithItsPlaceAndTheNearestOne() throws Exception {
        final Path file = file("# a comment\nvideobridge.ice.udp.prt = 10000\n");

        assertThatThrownBy(() -> SettingsReader.read(file, CommandLineOptions.NONE))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("videobridge.ice.udp.prt")
                .hasMessageContaining("test.conf: 2")
                .hasMessageContaining("nearest known one is videobridge.ice.udp.port");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                videobridge.ice.udp.port = 65536                | videobridge.ice.udp.port = 65536
                videobridge.ice.udp.port = ten                  | videobridge.ice.udp.port
                hummingbridge.udp.transport = raw               | choose one of auto, ffm, epoll, nio
                hummingbridge.srtp.profiles = [NULL]            | choose one of AEAD_AES_128_GCM
                hummingbridge.srtp.profiles = []                | name at least one profile
                hummingbridge.udp.ports = "10003:10000"         | the lower one first
                hummingbridge.udp.ports = "10000-10003"         | such as
                ice4j.harvest.allowed-addresses = [example.org] | give IP addresses
                ice4j.harvest.mapping.static-mappings = [{local-address = "10.0.0.5", public-adress = "1.2.3.4"}] | public-address
                ice4j.harvest.mapping.static-mappings = [{local-address = "10.0.0.5", public-address = "1.2.3.4", local-port = 1}] | both
                ice4j.harvest.mapping.static-mappings = [{local-address = "10.0.0.5", public-address = "2001:db8::1"}] | one IP version
                ice4j.harvest.mapping.static-mappings = [{local-address = "10.0.0.5"}] | public-address
                videobridge.ssrc-limit.video = 0                | give a number from 1 to 1000
                jmt.audio.red.policy = all                      | choose one of noop, strip, protect-all
                jmt.audio.red.distance = 2                      | choose one of one, two
                videobridge {                                   | not valid HOCON
                """)
    void aBadValueIsNamedWithItsFix(final String content, final String expected) throws Exception {
        final Path file = file(content);

        assertThatThrownBy(() -> SettingsReader.read(file, CommandLineOptions.NONE))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(expected)
                .message()
                .doesNotContain("\n")
                .endsWith(".");
    }

    @Test
    void aBadOptionIsNamedAsTheOption() {
        assertThatThrownBy(() -> SettingsReader.read(null, new CommandLineOptions(null, 70_000, null, null)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("--port");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SettingsReader.read(folder.resolve("gone.conf"), CommandLineOptions.NONE))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("gone.conf");
    }

    private Path file(final String content) throws IOException {
        return Files.writeString(folder.resolve("test.conf"), content);
    }

    private static Mapping mapping(
            final String local, final String mapped, final int localPort, final int publicPort, final String name) {
        return new Mapping(InetAddress.ofLiteral(local), InetAddress.ofLiteral(mapped), localPort, publicPort, name);
    }
}
