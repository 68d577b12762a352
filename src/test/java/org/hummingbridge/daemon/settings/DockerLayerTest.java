/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hummingbridge.daemon.settings.Settings.Mapping;
import org.hummingbridge.daemon.settings.Settings.StunServer;
import org.hummingbridge.daemon.settings.SettingsReport.Effective;
import org.hummingbridge.daemon.settings.SettingsReport.Ignored;
import org.hummingbridge.signaling.xmpp.Secret;
import org.hummingbridge.signaling.xmpp.TlsPolicy;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Trust;
import org.hummingbridge.signaling.xmpp.XmppServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables of docker-jitsi-meet. */
class DockerLayerTest {
    @TempDir
    private Path root;

    private final Map<String, String> environment =
            new TreeMap<>(Map.of("JVB_AUTH_PASSWORD", "passw0rd", "HOSTNAME", "d41d8cd98f00"));

    @Test
    void aPasswordAloneJoinsTheUsualDeployment() throws Exception {
        final Settings settings = load().settings();

        assertThat(settings.xmpp().servers()).singleElement().satisfies(server -> {
            assertThat(server.host()).isEqualTo("xmpp.meet.jitsi");
            assertThat(server.port()).isEqualTo(5_222);
            assertThat(server.domain()).isEqualTo("auth.meet.jitsi");
            assertThat(server.username()).isEqualTo("jvb");
            assertThat(server.password()).isEqualTo(new Secret("passw0rd"));
            assertThat(server.mucs()).containsExactly("jvbbrewery@internal-muc.meet.jitsi");
            assertThat(server.nickname()).isEqualTo("d41d8cd98f00");
            assertThat(server.tls()).isEqualTo(new TlsPolicy(TlsPolicy.Mode.REQUIRED, new Trust.Anybody()));
        });
        assertThat(settings.http().listen().host()).isEqualTo("0.0.0.0");
        assertThat(settings.http().allowedHosts()).containsExactlyInAnyOrder("jvb", "d41d8cd98f00");
        assertThat(settings.operation().health().requireValidAddress()).isFalse();
        assertThat(settings.harvest().aws()).isFalse();
        assertThat(settings.harvest().stunServers())
                .containsExactly(new StunServer("meet-jit-si-turnrelay.jitsi.net", 443));
    }

    @Test
    void severalServersAreSeveralLogins() throws Exception {
        environment.put("XMPP_SERVER", "one.example.org, two.example.org:6222");
        environment.put("XMPP_PORT", "5333");
        environment.put("XMPP_AUTH_DOMAIN", "auth.example.org");
        environment.put("XMPP_INTERNAL_MUC_DOMAIN", "internal.example.org");
        environment.put("JVB_BREWERY_MUC", "Brewery");
        environment.put("JVB_AUTH_USER", "bridge");
        environment.put("JVB_MUC_NICKNAME", "jvb1");

        assertThat(load().settings().xmpp().servers())
                .extracting(
                        XmppServer::id,
                        XmppServer::host,
                        XmppServer::port,
                        each -> each.mucs().getFirst())
                .containsExactly(
                        tuple("shard0", "one.example.org", 5_333, "Brewery@internal.example.org"),
                        tuple("shard1", "two.example.org", 6_222, "Brewery@internal.example.org"));
    }

    @Test
    void theBridgesOwnProsodyHasNamesOfItsOwn() throws Exception {
        environment.put("ENABLE_JVB_XMPP_SERVER", "1");
        environment.put("XMPP_SERVER", "elsewhere");

        assertThat(load().settings().xmpp().servers()).singleElement().satisfies(server -> {
            assertThat(server.host()).isEqualTo("xmpp.jvb.meet.jitsi");
            assertThat(server.port()).isEqualTo(6_222);
            assertThat(server.domain()).isEqualTo("auth.jvb.meet.jitsi");
            assertThat(server.mucs()).containsExactly("jvbbrewery@muc.jvb.meet.jitsi");
        });
    }

    @Test
    void advertisedAddressesHoldForEveryLocalOneAndNobodyIsAsked() throws Exception {
        environment.put("JVB_PORT", "20000");
        environment.put("JVB_ADVERTISE_IPS", "192.168.1.1, 198.51.100.7#12000,2001:db8::7");

        final Settings settings = load().settings();

        assertThat(settings.media().firstPort()).isEqualTo(20_000);
        assertThat(settings.harvest().mappings())
                .containsExactly(
                        mapping("192.168.1.1", 0, 0, "ip-0"),
                        mapping("198.51.100.7", 20_000, 12_000, "ip-1"),
                        mapping("2001:db8::7", 0, 0, "ip-2"));
        assertThat(settings.harvest().stunServers()).isEmpty();
    }

    @Test
    void theOlderVariableForTheAddressIsRead() throws Exception {
        environment.put("DOCKER_HOST_ADDRESS", "198.51.100.7");

        assertThat(load().settings().harvest().mappings())
                .extracting(each -> each.publicAddress().getHostAddress())
                .containsExactly("198.51.100.7");
    }

    @Test
    void stunServersCanBeNamedOrSwitchedOff() throws Exception {
        environment.put("JVB_STUN_SERVERS", "a.example.org:3478,b.example.org:443");
        assertThat(load().settings().harvest().stunServers())
                .containsExactly(new StunServer("a.example.org", 3_478), new StunServer("b.example.org", 443));

        environment.put("JVB_DISABLE_STUN", "true");
        assertThat(load().settings().harvest().stunServers()).isEmpty();
    }

    @Test
    void switchesAndRegionAreRead() throws Exception {
        environment.put("COLIBRI_REST_ENABLED", "true");
        environment.put("SHUTDOWN_REST_ENABLED", "1");
        environment.put("JVB_REQUIRE_VALID_ADDRESS", "yes");
        environment.put("JVB_ADVERTISE_PRIVATE_CANDIDATES", "0");
        environment.put("ENABLE_OCTO", "true");
        environment.put("JVB_OCTO_RELAY_ID", "relay7");

        final Settings settings = load().settings();

        assertThat(settings.operation().rest().colibri()).isTrue();
        assertThat(settings.operation().rest().shutdown()).isTrue();
        assertThat(settings.operation().health().requireValidAddress()).isTrue();
        assertThat(settings.harvest().advertisePrivate()).isFalse();
        assertThat(settings.operation().relay().region()).isEqualTo("europe");
        assertThat(settings.operation().relay().relayId()).isEqualTo("relay7");
    }

    @Test
    void variablesWithoutEffectAreReported() throws Exception {
        environment.put("BWE_ESTIMATOR_ENGINE", "GoogleCc");

        assertThat(load().report().ignored()).extracting(Ignored::key).containsExactly("BWE_ESTIMATOR_ENGINE");
        assertThat(load().report().unknown()).isEmpty();
    }

    @Test
    void theOperatorsFileOverridesVariablesAndCanReferToThem() throws Exception {
        final Path config = Files.createDirectories(root.resolve("config"));
        Files.writeString(config.resolve("custom-jvb.conf"), """
                videobridge { ice.udp.port = 30000, relay.region = ${MY_REGION} }
                videobridge.apis.xmpp-client.configs.shard0.CERTIFICATE_SHA256 = "%s"
                """.formatted("0f".repeat(32)));
        Files.writeString(config.resolve("custom-sip-communicator.properties"), "org.ice4j.ipv6.DISABLED=true");
        environment.put("JVB_PORT", "20000");
        environment.put("MY_REGION", "moon");

        final Settings settings = load().settings();

        assertThat(settings.media().firstPort()).isEqualTo(30_000);
        assertThat(settings.operation().relay().region()).isEqualTo("moon");
        assertThat(settings.xmpp().servers().getFirst().tls().trust()).isEqualTo(new Trust.Pinned("0f".repeat(32)));
        assertThat(settings.harvest().ipv6()).isFalse();
    }

    @Test
    void eachValueNamesItsVariableAndThePasswordIsNotShown() throws Exception {
        environment.put("JVB_PORT", "20000");

        final SettingsReport report = load().report();

        assertThat(report.values())
                .contains(new Effective("videobridge.ice.udp.port", "\"20000\"", "environment variable JVB_PORT"));
        assertThat(report.toString()).doesNotContain("passw0rd");
    }

    @Test
    void aMissingPasswordIsNamed() {
        environment.remove("JVB_AUTH_PASSWORD");

        assertThatThrownBy(this::load).isInstanceOf(StartupException.class).hasMessageContaining("JVB_AUTH_PASSWORD");
    }

    @Test
    void withoutXmppNoPasswordIsNeeded() throws Exception {
        environment.remove("JVB_AUTH_PASSWORD");
        environment.put("JVB_DISABLE_XMPP", "1");

        assertThat(load().settings().xmpp().servers()).isEmpty();
    }

    @Test
    void aSwitchThatIsNeitherOnNorOffIsNamed() {
        environment.put("ENABLE_OCTO", "perhaps");

        assertThatThrownBy(this::load)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("ENABLE_OCTO = \"perhaps\"")
                .hasMessageContaining("true or false");
    }

    @Test
    void variablesAreNotReadUnlessAskedFor() throws Exception {
        final LoadedSettings loaded =
                SettingsReader.readDeployment(DeploymentOptions.NONE, new Surroundings(environment, Map.of(), root));

        assertThat(loaded.settings().xmpp().servers()).isEmpty();
    }

    private LoadedSettings load() throws StartupException {
        return SettingsReader.readDeployment(
                new DeploymentOptions(null, null, true, CommandLineOptions.NONE),
                new Surroundings(environment, Map.of(), root));
    }

    private static Mapping mapping(final String mapped, final int localPort, final int publicPort, final String name) {
        return new Mapping(null, InetAddress.ofLiteral(mapped), localPort, publicPort, name);
    }
}
