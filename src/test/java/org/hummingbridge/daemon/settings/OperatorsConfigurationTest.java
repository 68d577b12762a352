/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.Settings.Mapping;
import org.hummingbridge.daemon.settings.Settings.StunServer;
import org.hummingbridge.daemon.settings.SettingsReport.Effective;
import org.hummingbridge.daemon.settings.SettingsReport.Ignored;
import org.hummingbridge.signaling.xmpp.Secret;
import org.hummingbridge.signaling.xmpp.TlsPolicy;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Trust;
import org.hummingbridge.signaling.xmpp.XmppServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations as operators have them. */
class OperatorsConfigurationTest {
    private Deployment deployment;

    @BeforeEach
    void setUp(@TempDir final Path root) {
        deployment = new Deployment(root);
    }

    @Test
    void aMachineBehindANatIsKnownByItsLegacyFile() throws Exception {
        deployment.put("sip-communicator.properties", ExampleConfigurations.BEHIND_A_NAT);

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().harvest().mappings())
                .containsExactly(new Mapping(
                        InetAddress.ofLiteral("192.168.122.120"),
                        InetAddress.ofLiteral("163.172.19.80"),
                        0,
                        0,
                        "NAT_HARVESTER"));
        assertThat(loaded.settings().harvest().stunServers()).isEmpty();
        assertThat(loaded.report().unknown()).isEmpty();
        assertThat(loaded.report().ignored()).isEmpty();
        assertThat(loaded.report().values())
                .filteredOn(each -> each.key().endsWith("static-mappings"))
                .singleElement()
                .extracting(Effective::origin)
                .asString()
                .endsWith("sip-communicator.properties: 2, org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS");
    }

    @Test
    void oneComponentPerMachineIsUnderstoodInLowerCase() throws Exception {
        deployment.put("jvb.conf", ExampleConfigurations.ONE_COMPONENT_PER_MACHINE);
        deployment.put("sip-communicator.properties", """
                org.ice4j.ice.harvest.DISABLE_AWS_HARVESTER=true
                org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS=100.64.4.3
                org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=87.253.170.146
                """);

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().xmpp().servers())
                .containsExactly(new XmppServer(
                        "ourprosody",
                        "xmpp",
                        5222,
                        "auth.jts.fips.de",
                        "jvb",
                        new Secret("CHANGE_jvb"),
                        List.of("JvbBrewery@internal.auth.jts.fips.de"),
                        "jvb-abc2023",
                        new TlsPolicy(TlsPolicy.Mode.REQUIRED, new Trust.Anybody())));
        assertThat(loaded.settings().channel().sctp().enabled()).isFalse();
        assertThat(loaded.settings().harvest().aws()).isFalse();
        assertThat(loaded.settings().harvest().mappings())
                .extracting(Mapping::localAddress)
                .containsExactly(InetAddress.ofLiteral("100.64.4.3"));
        assertThat(loaded.report().unknown()).isEmpty();
        assertThat(loaded.report().ignored())
                .extracting(Ignored::key)
                .containsExactly("videobridge.ice.tcp.enabled", "videobridge.ice.tcp.port");
        assertThat(loaded.report().lines())
                .contains("Without effect, because jitsi-videobridge removed it: videobridge.ice.tcp.enabled,"
                        + " videobridge.ice.tcp.port.");
    }

    @Test
    void variablesOfTheOperatorsOwnAreFilledInFromTheEnvironment() throws Exception {
        deployment.put("jvb.conf", ExampleConfigurations.ON_LOOPBACK);
        deployment.environment.put("PEER_UDP_PORT", "10007");
        deployment.environment.put("PEER_NICK", "jvb7");

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().media().firstPort()).isEqualTo(10_007);
        assertThat(loaded.settings().xmpp().servers().getFirst().nickname()).isEqualTo("jvb7");
        assertThat(loaded.settings().xmpp().servers().getFirst().tls().mode()).isEqualTo(TlsPolicy.Mode.DISABLED);
        assertThat(loaded.settings().channel().publicHttp().listen()).isEqualTo(new Listen("127.0.0.1", 9_090));
        assertThat(loaded.settings().channel().webSockets().domains()).containsExactly("127.0.0.1:9090");
        assertThat(loaded.settings().channel().webSockets().tls()).isFalse();
        assertThat(loaded.settings().operation().rest().shutdown()).isTrue();
        assertThat(loaded.report().unknown()).isEmpty();
    }

    @Test
    void debiansInstallerLeavesAUsableFile() throws Exception {
        deployment.put("jvb.conf", ExampleConfigurations.OF_DEBIANS_INSTALLER);

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().xmpp().servers())
                .containsExactly(new XmppServer(
                        "shard",
                        "localhost",
                        5222,
                        "auth.meet.example.org",
                        "jvb",
                        new Secret("aB3dE6gH"),
                        List.of("jvbbrewery@internal.auth.meet.example.org"),
                        "0d5a7c0e-5e1f-4d7e-9a51-6b1f7c0e2a11",
                        new TlsPolicy(TlsPolicy.Mode.IF_POSSIBLE, new Trust.Authorities())));
        assertThat(loaded.settings().harvest().stunServers())
                .containsExactly(new StunServer("meet-jit-si-turnrelay.jitsi.net", 443));
        assertThat(loaded.settings().channel().webSockets().domains()).containsExactly("meet.example.org:443");
        assertThat(loaded.report().lines()).isEmpty();
    }

    @Test
    void aContainersTemplateIsUnderstoodWithItsLeftovers() throws Exception {
        deployment.put("jvb.conf", ExampleConfigurations.OF_A_CONTAINERS_TEMPLATE);

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().http().listen()).isEqualTo(new Listen("0.0.0.0", 8_080));
        assertThat(loaded.settings().harvest().mappings())
                .containsExactly(new Mapping(
                        InetAddress.ofLiteral("172.18.0.5"),
                        InetAddress.ofLiteral("198.51.100.7"),
                        10_000,
                        12_000,
                        "ip-0"));
        assertThat(loaded.report().unknown()).isEmpty();
        assertThat(loaded.report().ignored())
                .extracting(Ignored::key)
                .containsExactly(
                        "ice4j.harvest.mapping.stun.enabled",
                        "jmt.bwe.estimator.engine",
                        "videobridge.cc.use-vla-target-bitrate",
                        "videobridge.http-servers.private.send-server-version",
                        "videobridge.sctp.use-usrsctp",
                        "videobridge.stats.enabled");
        assertThat(loaded.report().lines())
                .as("a line for each reason, and one about the certificate")
                .hasSize(3);
    }

    @Test
    void noSecretIsInTheReport() throws Exception {
        deployment.put("jvb.conf", ExampleConfigurations.OF_DEBIANS_INSTALLER + "peer.other = aB3dE6gH");

        assertThat(deployment.load().report().toString())
                .doesNotContain("aB3dE6gH")
                .contains("(secret)");
    }
}
