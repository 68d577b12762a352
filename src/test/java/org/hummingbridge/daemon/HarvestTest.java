/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.DeploymentOptions;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.harvester.DiscoveredMapping;
import org.hummingbridge.harvester.HarvestResult;
import org.hummingbridge.harvester.NetworkInterfaceView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file of the operator's to what clients are told, on machines that have other addresses than this one. */
class HarvestTest {
    private static final List<NetworkInterfaceView> MACHINE =
            List.of(view("lo", "127.0.0.1"), view("enp1s0", "192.168.122.120"));

    @TempDir
    private Path folder;

    @Test
    void aMachineBehindANatOffersBothAddressesOnTheMediaPort() throws Exception {
        final Settings settings = settings("""
                org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS=192.168.122.120
                org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=163.172.19.80
                """);

        assertThat(offered(Harvest.run(settings, MACHINE).result()))
                .containsExactly("192.168.122.120:10000", "163.172.19.80:10000");
    }

    @Test
    void aMappingOfAnotherMachineIsRefusedWithTheChoices() throws Exception {
        final Settings settings = settings("""
                org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS=100.64.4.3
                org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=87.253.170.146
                """);

        assertThatThrownBy(() -> Harvest.run(settings, MACHINE))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("100.64.4.3 -> 87.253.170.146")
                .hasMessageContaining("192.168.122.120#10000 (enp1s0)");
    }

    @Test
    void whatOthersTellIsOfferedWithoutAnotherAddressToBind() throws Exception {
        final Harvest harvest = Harvest.run(settings(""), MACHINE);

        final HarvestResult told = harvest.with(List.of(new DiscoveredMapping(
                InetAddress.ofLiteral("192.168.122.120"), InetAddress.ofLiteral("163.172.19.80"), "a server")));

        assertThat(offered(told)).containsExactly("192.168.122.120:10000", "163.172.19.80:10000");
        assertThat(told.bind()).isEqualTo(harvest.result().bind());
    }

    private Settings settings(final String legacy) throws Exception {
        final Path config = Files.writeString(folder.resolve("jvb.conf"), "");
        final Path properties = Files.writeString(folder.resolve("sip-communicator.properties"), legacy);
        return SettingsReader.readDeployment(new DeploymentOptions(config, properties, false, CommandLineOptions.NONE))
                .settings();
    }

    private static List<String> offered(final HarvestResult result) {
        return result.offered().stream()
                .map(each -> each.address().getHostAddress() + ":" + each.port())
                .toList();
    }

    private static NetworkInterfaceView view(final String name, final String address) {
        return new NetworkInterfaceView(name, true, List.of(InetAddress.ofLiteral(address)));
    }
}
