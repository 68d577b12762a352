/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of settings that cannot be meant. */
class FaultySettingsTest {
    private Deployment deployment;

    @BeforeEach
    void setUp(@TempDir final Path root) {
        deployment = new Deployment(root);
    }

    @Test
    void halfANatPairIsNamed() throws Exception {
        deployment.put(
                "sip-communicator.properties",
                "# x\norg.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=198.51.100.1\n");

        assertThat(deployment.load().report().warnings())
                .anyMatch(line -> line.contains("NAT_HARVESTER_PUBLIC_ADDRESS")
                        && line.contains("sip-communicator.properties: 2")
                        && line.contains("without org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            videobridge.sctp.enable = true                       | videobridge.sctp.enabled
            videobridge.apis.xmpp-client.config.a.HOSTNAME = x   | videobridge.apis.xmpp-client.configs
            videobrigde.ice.udp.port = 1                         | videobridge.ice.udp.port
            ice4j.harvest.mapping.static-mapping = []            | ice4j.harvest.mapping.static-mappings
            jmt.bwe.estimator.engin = GoogleCc                   | jmt.bwe.estimator.engine
            ports.media = 10000                                  | videobridge
            videobridge.apis.xmpp-client.configs.a.mucjids = "x" | MUC_JIDS
            """)
    void aMisspeltKeyIsReportedWithItsPlaceAndTheNearestOne(final String line, final String nearest) throws Exception {
        deployment.put("jvb.conf", "# first\n" + line + "\n");

        assertThat(deployment.load().report().lines())
                .anyMatch(each -> each.startsWith("Unknown setting ")
                        && each.contains("jvb.conf: 2")
                        && each.contains("the nearest known one is " + (nearest.equals("videobridge") ? "" : nearest)));
    }

    @Test
    void aMisspeltLegacyKeyIsReportedWithItsPlaceAndTheNearestOne() throws Exception {
        deployment.put("sip-communicator.properties", "org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADRESS=10.0.0.1\n");

        assertThat(deployment.load().report().unknown())
                .singleElement()
                .asString()
                .contains("sip-communicator.properties: 1")
                .contains("the nearest known one is org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            videobridge.health.interval = soon            | give a time with its unit
            videobridge.health.timeout = 10 s             | more than videobridge.health.interval
            videobridge.sctp.enabled = maybe              | give true or false
            videobridge.cc.jvb-last-n = many              | give a number
            videobridge.ice.udp.port = ${NOT_THERE}       | refers to something that is not there
            videobridge.http-servers.public.tls-port = 1  | key-store-path
            videobridge.load-management.load-measurements.load-measurement = guess | loops, cpu-usage, packet-rate
            videobridge.load-management.conference-last-n-limits = { many = 1 } | sizes of conferences
            videobridge.apis.xmpp-client.configs.a = 1    | give an object for a
            ice4j.harvest.mapping.stun.addresses = ["stun.example.org"] | stun.example.org:3478
            """)
    void aValueThatCannotBeUsedIsRefusedWithItsPlaceAndItsFix(final String line, final String fix) throws Exception {
        deployment.put("jvb.conf", "# first\n" + line + "\n");

        assertThatThrownBy(deployment::load)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("jvb.conf: 2")
                .hasMessageContaining(fix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "-1 kbps", "5 kB", "1e9"})
    void bitratesAreNumbersWithAUnit(final String bitrate) throws Exception {
        deployment.put("jvb.conf", "videobridge.cc.max-oversend-bitrate = \"" + bitrate + "\"");

        assertThatThrownBy(deployment::load).hasMessageContaining("500 kbps");
    }
}
