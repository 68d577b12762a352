/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hummingbridge.daemon.settings.OperationSettings.Measurement;
import org.hummingbridge.daemon.settings.SettingsReport.Ignored;
import org.hummingbridge.signaling.xmpp.Secret;
import org.hummingbridge.signaling.xmpp.XmppServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several places a setting is taken from. */
class SettingsOriginTest {
    private Deployment deployment;

    @BeforeEach
    void setUp(@TempDir final Path root) {
        deployment = new Deployment(root);
    }

    @Test
    void anIncludedFileOverridesWhatStandsBeforeIt() throws Exception {
        deployment.put("jvb.conf", ExampleConfigurations.OF_A_CONTAINERS_TEMPLATE);
        deployment.put("custom-jvb.conf", "videobridge.apis.rest.enabled = true");

        assertThat(deployment.load().settings().operation().rest().colibri()).isTrue();
    }

    @Test
    void legacyKeysTakePrecedenceAndLegacyLoginsReplaceAll() throws Exception {
        deployment.put(
                "jvb.conf",
                ExampleConfigurations.OF_DEBIANS_INSTALLER
                        + "videobridge.ice.udp.port = 10001\nvideobridge.health.interval = 2 s");
        deployment.put("sip-communicator.properties", """
                org.jitsi.videobridge.SINGLE_PORT_HARVESTER_PORT=10002
                org.jitsi.videobridge.health.INTERVAL=30000
                org.jitsi.videobridge.xmpp.user.old.HOSTNAME=xmpp.example.org
                org.jitsi.videobridge.xmpp.user.old.USERNAME=jvb
                org.jitsi.videobridge.xmpp.user.old.PASSWORD=0123
                org.jitsi.videobridge.xmpp.user.old.MUC_JIDS=a@muc.example.org,b@muc.example.org
                org.jitsi.videobridge.xmpp.user.old.MUC_NICKNAME=jvb1
                org.ice4j.ice.harvest.ALLOWED_INTERFACES=eth0;eth1
                org.jitsi.videobridge.rest.COLIBRI_WS_DISABLE=true
                """);

        final Settings settings = deployment.load().settings();

        assertThat(settings.media().firstPort()).isEqualTo(10_002);
        assertThat(settings.operation().health().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.xmpp().servers()).extracting(XmppServer::id).containsExactly("old");
        assertThat(settings.xmpp().servers().getFirst().domain()).isEqualTo("xmpp.example.org");
        assertThat(settings.xmpp().servers().getFirst().password()).isEqualTo(new Secret("0123"));
        assertThat(settings.xmpp().servers().getFirst().mucs())
                .containsExactly("a@muc.example.org", "b@muc.example.org");
        assertThat(settings.harvest().allowedInterfaces()).containsExactlyInAnyOrder("eth0", "eth1");
        assertThat(settings.channel().webSockets().enabled()).isFalse();
    }

    @Test
    void theNatPairComesBeforeTheOtherMappings() throws Exception {
        deployment.put("jvb.conf", """
                ice4j.harvest.mapping.static-mappings = [
                    { local-address = "10.0.0.1", public-address = "198.51.100.1" } ]""");
        deployment.put("sip-communicator.properties", ExampleConfigurations.BEHIND_A_NAT);

        assertThat(deployment.load().settings().harvest().mappings())
                .extracting(each -> each.publicAddress().getHostAddress())
                .containsExactly("163.172.19.80", "198.51.100.1");
    }

    @Test
    void legacyKeysReachTheBridgeAsSystemPropertiesToo() throws Exception {
        deployment.systemProperties.put("org.ice4j.ice.harvest.BLOCKED_INTERFACES", "docker0");
        deployment.systemProperties.put("videobridge.ice.udp.port", "10009");

        final Settings settings = deployment.load().settings();

        assertThat(settings.harvest().blockedInterfaces()).containsExactly("docker0");
        assertThat(settings.media().firstPort()).isEqualTo(10_009);
    }

    @Test
    void aFileWinsOverSystemPropertiesAndAnOptionOverAFile() throws Exception {
        deployment.put("jvb.conf", "videobridge { ice.udp.port = 10001, http-servers.private.port = 8081 }");
        deployment.systemProperties.put("videobridge.ice.udp.port", "10009");
        final CommandLineOptions line = new CommandLineOptions(null, null, 8082, null);

        final Settings settings =
                deployment.load(new DeploymentOptions(null, null, false, line)).settings();

        assertThat(settings.media().firstPort()).isEqualTo(10_001);
        assertThat(settings.http().listen().port()).isEqualTo(8_082);
    }

    @Test
    void theFileIsFoundByTheSystemPropertiesOfDebiansScripts() throws Exception {
        final Path folder = Files.createDirectories(deployment.root.resolve("run/jvb/config"));
        final Path file = Files.writeString(folder.resolve("my.conf"), "videobridge.ice.udp.port = 10001");
        Files.writeString(folder.resolve("sip-communicator.properties"), "org.jitsi.videobridge.REGION=moon");
        deployment.systemProperties.put("config.file", file.toString());
        deployment.systemProperties.put("net.java.sip.communicator.SC_HOME_DIR_LOCATION", "/run/jvb");
        deployment.systemProperties.put("net.java.sip.communicator.SC_HOME_DIR_NAME", "config");

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().media().firstPort()).isEqualTo(10_001);
        assertThat(loaded.settings().operation().relay().region()).isEqualTo("moon");
        assertThat(loaded.report().sources()).hasSize(2);
    }

    @Test
    void withoutAnyFileTheDefaultsHoldAndAWarningSaysSo() throws Exception {
        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().media().firstPort()).isEqualTo(10_000);
        assertThat(loaded.settings().operation().load().measurement()).isEqualTo(Measurement.LOOPS);
        assertThat(loaded.settings().conference().expiry().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(loaded.settings().xmpp().presenceInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(loaded.report().lines())
                .singleElement()
                .asString()
                .startsWith("No XMPP login is set and no configuration file was found");
    }

    @Test
    void theRegionIsReadUnderItsFormerNameToo() throws Exception {
        deployment.put("jvb.conf", "videobridge.octo { enabled = true, region = moon, bind-port = 4096 }");

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().operation().relay().region()).isEqualTo("moon");
        assertThat(loaded.report().ignored()).extracting(Ignored::key).containsExactly("videobridge.octo.bind-port");
    }
}
