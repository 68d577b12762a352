/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hummingbridge.daemon.settings.ExampleConfigurations;
import org.hummingbridge.signaling.xmpp.Prosody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Configurations of deployments in the wild, as they stand, on machines that have their addresses. */
@Tag("browser")
@Tag("prosody")
@Timeout(300)
class ExampleConfigurationTest {
    private static final String CLIENT_PORT = "5222";

    @TempDir
    private Path folder;

    @BeforeEach
    void mayMakeNamespaces() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isDirectory(Path.of("/proc/self/ns")),
                "network namespaces are made by root on Linux");
    }

    @Test
    void aDebianMachineBehindANat() throws Exception {
        final String jvbConf = """
                videobridge {
                    http-servers { public { port = 9090 } }
                    websockets { enabled = true, domain = "meet.bridge.test:443", tls = true }
                    apis.xmpp-client.configs { shard {
                        HOSTNAME=localhost
                        DOMAIN=auth.bridge.test
                        USERNAME=jvb
                        PASSWORD="jvb secret"
                        MUC_JIDS="jvbbrewery@internal.auth.bridge.test"
                        MUC_NICKNAME="0c2b5a4e-3d9f-4a67-8b1c-5d6e7f809a1b"
                        DISABLE_CERTIFICATE_VERIFICATION=true
                    } }
                }
                """;

        assertJoinsAndCarriesACall(
                "192.168.122.120/24",
                "127.0.0.1 meet.bridge.test",
                prosody -> prosody.with(config -> onStandardPort(config, prosody)),
                jvbConf,
                ExampleConfigurations.BEHIND_A_NAT,
                List.of("192.168.122.120:10000", "163.172.19.80:10000"));
    }

    @Test
    void oneComponentPerMachineOnOpenBsd() throws Exception {
        final String properties = """
                org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS=100.64.4.3
                org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=87.253.170.146
                org.ice4j.ice.harvest.DISABLE_AWS_HARVESTER=true
                """;

        assertJoinsAndCarriesACall(
                "100.64.4.3/24",
                "127.0.0.1 xmpp",
                prosody -> {
                    prosody.register("jvb", "CHANGE_jvb");
                    prosody.with(
                            config -> onStandardPort(config, prosody).replace("auth.bridge.test", "auth.jts.fips.de"));
                },
                ExampleConfigurations.ONE_COMPONENT_PER_MACHINE,
                properties,
                List.of("100.64.4.3:10000", "87.253.170.146:10000"));
    }

    private static String onStandardPort(final String config, final Prosody prosody) {
        return config.replace("c2s_ports = { " + prosody.clientPort() + " }", "c2s_ports = { " + CLIENT_PORT + " }");
    }

    private interface ProsodyChange {
        void apply(Prosody prosody) throws Exception;
    }

    private void assertJoinsAndCarriesACall(
            final String address,
            final String host,
            final ProsodyChange change,
            final String jvbConf,
            final String properties,
            final List<String> offered)
            throws Exception {
        final Path config = Files.writeString(folder.resolve("jvb.conf"), jvbConf);
        final Path legacy = Files.writeString(folder.resolve("sip-communicator.properties"), properties);
        final Path server = Files.createDirectory(folder.resolve("prosody"));
        try (Namespace namespace = new Namespace(address, host);
                Prosody prosody = Prosody.in(server).through(namespace.prefix())) {
            change.apply(prosody);
            moveAccounts(server);
            prosody.start();
            try (BridgeProcess bridge = BridgeProcess.deployment(namespace.prefix(), config, legacy);
                    Chromium chromium = Chromium.withFakeDevices(namespace.wrapping(Chromium.executable(), folder))) {
                assertThat(bridge.output()).contains(offered);
                final Tab probe = chromium.tab();
                final Response health =
                        probe.page().navigate("http://127.0.0.1:" + bridge.httpPort() + "/about/health");
                assertThat(health.status()).as(health.text()).isEqualTo(200);
                probe.until("async () => (await (await fetch('/about/health/ready')).json()).passed === true");

                final List<Tab> tabs = Stream.of("Ada", "Grace")
                        .map(name -> chromium.tab().join(bridge.httpPort(), name))
                        .toList();
                tabs.forEach(tab -> tab.connected().sees(1, 5));
            }
        }
    }

    /** The accounts belong to whatever domain the configuration names. */
    private static void moveAccounts(final Path server) throws Exception {
        final Path data = server.resolve("data");
        Files.createSymbolicLink(data.resolve("auth%2ejts%2efips%2ede"), data.resolve("auth%2ebridge%2etest"));
    }
}
