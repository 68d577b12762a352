/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.hummingbridge.harvester.OfferedAddress.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatHarvesterTest {
    private static final int PORT = 10_000;
    private static final NetworkInterfaceView LO = view("lo", "127.0.0.1", "::1");
    private static final NetworkInterfaceView ETH0 = view("eth0", "10.0.0.5", "2a00::5", "fe80::5");
    private static final NetworkInterfaceView DOCKER = view("docker0", "172.17.0.1");

    @Test
    void globalAndPrivateAddressesAreBoundAndOfferedInOrder() {
        final HarvestResult result = harvest(HarvestSettings.defaults(), LO, ETH0);

        assertThat(result.bind())
                .containsExactly(
                        new BindAddress(ip("10.0.0.5"), PORT, "eth0"), new BindAddress(ip("2a00::5"), PORT, "eth0"));
        assertThat(result.offered()).extracting(OfferedAddress::origin).containsOnly(Origin.HOST);
        assertThat(result.offered()).extracting(OfferedAddress::socket).containsExactly(0, 1);
        assertThat(result.offered().getFirst().reason()).isEqualTo("private address of interface eth0");
        assertThat(result.failure()).isNull();
    }

    @Test
    void everyDroppedAddressSaysWhy() {
        final HarvestResult result = harvest(HarvestSettings.defaults(), LO, ETH0, down("eth1", "10.9.9.9"));

        assertThat(result.dropped())
                .extracting(each -> each.address().getHostAddress() + ": " + each.reason())
                .containsExactly(
                        "127.0.0.1: a loopback address, which only this machine can reach",
                        "0:0:0:0:0:0:0:1: a loopback address, which only this machine can reach",
                        "fe80:0:0:0:0:0:0:5: a link-local address, and ice4j.harvest.use-link-local-addresses is off",
                        "10.9.9.9: interface eth1 is down");
    }

    @Test
    void loopbackIsBoundWhenAskedFor() {
        final HarvestResult result = harvest(new SettingsBuilder().loopback().build(), LO);

        assertThat(bound(result)).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void linkLocalIsBoundWhenAskedFor() {
        final HarvestResult result = harvest(new SettingsBuilder().linkLocal().build(), ETH0);

        assertThat(bound(result)).contains("fe80:0:0:0:0:0:0:5");
    }

    @Test
    void withoutIpv6NoIpv6AddressIsBoundOrOffered() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .noIpv6()
                        .loopback()
                        .linkLocal()
                        .mapping(null, 0, "2a00::99", 0)
                        .build(),
                LO,
                ETH0);

        assertThat(bound(result)).containsExactly("127.0.0.1", "10.0.0.5");
        assertThat(offered(result)).containsExactly("127.0.0.1#10000", "10.0.0.5#10000");
    }

    @Test
    void allowedInterfacesWinOverBlockedOnes() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .allowInterface("eth0")
                        .blockInterface("eth0")
                        .build(),
                ETH0,
                DOCKER);

        assertThat(bound(result)).containsExactly("10.0.0.5", "2a00:0:0:0:0:0:0:5");
        assertThat(reasons(result)).contains("interface docker0 is not in ice4j.harvest.allowed-interfaces");
    }

    @Test
    void blockedInterfacesAreLeftOut() {
        final HarvestResult result =
                harvest(new SettingsBuilder().blockInterface("docker0").build(), ETH0, DOCKER);

        assertThat(bound(result)).doesNotContain("172.17.0.1");
        assertThat(reasons(result)).contains("interface docker0 is in ice4j.harvest.blocked-interfaces");
    }

    @Test
    void anAllowedInterfaceThatDoesNotExistIsAnError() {
        final HarvestResult result =
                harvest(new SettingsBuilder().allowInterface("eth7").build(), LO, ETH0);

        assertThat(result.errors())
                .containsExactly("ice4j.harvest.allowed-interfaces names eth7, but this machine has only lo, eth0.");
    }

    @Test
    void addressesAreAllowedAndBlockedByBlock() {
        final HarvestResult allowed =
                harvest(new SettingsBuilder().allowAddress("10.0.0.0/8").build(), ETH0, DOCKER);
        final HarvestResult blocked =
                harvest(new SettingsBuilder().blockAddress("172.16.0.0/12").build(), ETH0, DOCKER);

        assertThat(bound(allowed)).containsExactly("10.0.0.5");
        assertThat(bound(blocked)).doesNotContain("172.17.0.1").contains("10.0.0.5");
        assertThat(reasons(blocked)).contains("in ice4j.harvest.blocked-addresses");
    }

    @Test
    void containerInterfacesStayAndTheReasonNamesThem() {
        final HarvestResult result = harvest(HarvestSettings.defaults(), DOCKER);

        assertThat(result.offered())
                .singleElement()
                .extracting(OfferedAddress::reason)
                .asString()
                .contains("docker0")
                .contains("blocked-interfaces");
    }

    @Test
    void anAddressOnTwoInterfacesIsBoundOnce() {
        final HarvestResult result = harvest(HarvestSettings.defaults(), ETH0, view("eth1", "10.0.0.5"));

        assertThat(bound(result)).containsOnlyOnce("10.0.0.5");
        assertThat(reasons(result)).contains("interface eth0 has the same address");
    }

    @Test
    void aMappingAddsItsPublicAddressBehindTheHosts() {
        final HarvestResult result = harvest(
                new SettingsBuilder().mapping("10.0.0.5", 0, "93.184.216.34", 0).build(), ETH0);

        assertThat(result.offered()).last().satisfies(mapped -> {
            assertThat(mapped.origin()).isEqualTo(Origin.MAPPED);
            assertThat(mapped.address()).isEqualTo(ip("93.184.216.34"));
            assertThat(mapped.port()).isEqualTo(PORT);
            assertThat(mapped.base()).isEqualTo(ip("10.0.0.5"));
            assertThat(mapped.socket()).isZero();
            assertThat(mapped.reason()).isEqualTo("static mapping of 10.0.0.5#10000");
        });
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void aLocalAddressMayHaveSeveralMappingsEvenIfOnlyPortsDiffer() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .mapping("10.0.0.5", 0, "93.184.216.34", 10_001)
                        .mapping("10.0.0.5", 0, "93.184.216.34", 10_002)
                        .mapping("10.0.0.5", 0, "93.184.216.35", 0)
                        .mapping("10.0.0.5", 0, "93.184.216.35", 10_000)
                        .build(),
                view("eth0", "10.0.0.5"));

        assertThat(offered(result))
                .containsExactly("10.0.0.5#10000", "93.184.216.34#10001", "93.184.216.34#10002", "93.184.216.35#10000");
        assertThat(reasons(result)).containsExactly("offered already: static mapping of 10.0.0.5#10000");
    }

    @Test
    void aMappingToTheHostsOwnAddressAddsNothing() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .mapping("93.184.216.34", 0, "93.184.216.34", 0)
                        .build(),
                view("eth0", "93.184.216.34"));

        assertThat(offered(result)).containsExactly("93.184.216.34#10000");
    }

    @Test
    void aMappingForAnotherPortDoesNotApply() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .mapping("10.0.0.5", 4443, "93.184.216.34", 443)
                        .build(),
                view("eth0", "10.0.0.5"));

        assertThat(offered(result)).containsExactly("10.0.0.5#10000");
        assertThat(result.errors()).hasSize(1);
    }

    @Test
    void aMappingWithoutALocalAddressStandsForAllOfItsFamily() {
        final HarvestResult result = harvest(
                new SettingsBuilder().mapping(null, 0, "93.184.216.34", 12_000).build(), ETH0);

        assertThat(offered(result))
                .containsExactly("10.0.0.5#10000", "2a00:0:0:0:0:0:0:5#10000", "93.184.216.34#12000");
    }

    @Test
    void aMappingThatMatchesNothingIsAnErrorThatNamesTheSettingAndTheChoices() {
        final HarvestResult result = harvest(
                new SettingsBuilder().mapping("10.0.0.6", 0, "93.184.216.34", 0).build(), ETH0);

        assertThat(result.errors())
                .containsExactly("ice4j.harvest.mapping.static-mappings: no local address matches"
                        + " 10.0.0.6 -> 93.184.216.34; this bridge binds 10.0.0.5#10000 (eth0),"
                        + " 2a00:0:0:0:0:0:0:5#10000 (eth0).");
    }

    @Test
    void aMappingWithoutALocalAddressOfAnIpVersionThatThisMachineLacksIsAWarning() {
        final HarvestResult result = harvest(
                new SettingsBuilder().mapping(null, PORT, "2a00::99", 12_000).build(), view("eth0", "10.0.0.5"));

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).singleElement().asString().contains("no local address matches *#10000 -> ");
    }

    @Test
    void aMachineBehindANatOffersItsPublicAddressNextToItsOwn() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .mapping("192.168.122.120", 0, "163.172.19.80", 0)
                        .build(),
                LO,
                view("enp1s0", "192.168.122.120"));

        assertThat(offered(result)).containsExactly("192.168.122.120#10000", "163.172.19.80#10000");
        assertThat(result.hasPublicAddress()).isTrue();
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void whatOthersToldIsOfferedOnTheMediaPortWithItsSource() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .hidePrivate()
                        .discovered("10.0.0.5", "93.184.216.34")
                        .build(),
                view("eth0", "10.0.0.5", "192.168.1.5"));

        assertThat(offered(result)).containsExactly("192.168.1.5#10000", "93.184.216.34#10000");
        assertThat(result.offered().getLast().reason()).isEqualTo("a stranger told");
    }

    @Test
    void whatOthersToldIsNotOfferedTwiceOrIfNobodyCanReachIt() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .mapping("10.0.0.5", 0, "93.184.216.34", 0)
                        .discovered("10.0.0.5", "93.184.216.34")
                        .discovered("10.0.0.5", "127.0.0.1")
                        .discovered("10.0.0.9", "93.184.216.35")
                        .build(),
                view("eth0", "10.0.0.5"));

        assertThat(offered(result)).containsExactly("10.0.0.5#10000", "93.184.216.34#10000");
        assertThat(reasons(result))
                .containsExactly("offered already: static mapping of 10.0.0.5#10000", "a loopback address");
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void privateAddressesAloneAreNoPublicOne() {
        assertThat(harvest(HarvestSettings.defaults(), view("eth0", "10.0.0.5")).hasPublicAddress())
                .isFalse();
        assertThat(harvest(new SettingsBuilder().loopback().build(), LO).hasPublicAddress())
                .isFalse();
        assertThat(harvest(HarvestSettings.defaults(), ETH0).hasPublicAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "3fff::1"})
    void aDocumentationAddressInAMappingIsFlagged(final String example) {
        final HarvestResult result =
                harvest(new SettingsBuilder().mapping(null, 0, example, 0).build(), ETH0);

        assertThat(result.warnings()).singleElement().asString().contains("reserved for documentation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255", "169.254.1.1"})
    void aPublicAddressThatNobodyCanReachIsAnErrorAndNotOffered(final String useless) {
        final HarvestResult result =
                harvest(new SettingsBuilder().mapping(null, 0, useless, 0).build(), view("eth0", "10.0.0.5"));

        assertThat(offered(result)).containsExactly("10.0.0.5#10000");
        assertThat(result.errors()).hasSize(1);
    }

    @Test
    void aMappedPrivateAddressIsHiddenIfPrivatesAreNotToBeAdvertised() {
        final HarvestResult result = harvest(
                new SettingsBuilder()
                        .hidePrivate()
                        .mapping("10.0.0.5", 0, "93.184.216.34", 0)
                        .build(),
                view("eth0", "10.0.0.5", "192.168.1.5"));

        assertThat(offered(result)).containsExactly("192.168.1.5#10000", "93.184.216.34#10000");
        assertThat(bound(result)).contains("10.0.0.5");
    }

    @Test
    void noUsableAddressIsASentenceWithTheReasons() {
        final HarvestResult none = harvest(HarvestSettings.defaults());
        final HarvestResult onlyLoopback = harvest(HarvestSettings.defaults(), view("lo", "127.0.0.1"));

        assertThat(none.failure())
                .isEqualTo("This machine has no network interface with an address, so there is nothing to offer"
                        + " to clients.");
        assertThat(onlyLoopback.failure())
                .isEqualTo("No usable address to offer to clients: 127.0.0.1 (lo): a loopback address, which only"
                        + " this machine can reach.");
    }

    private static HarvestResult harvest(final HarvestSettings settings, final NetworkInterfaceView... interfaces) {
        return NatHarvester.harvest(settings, List.of(interfaces), PORT);
    }

    private static List<String> bound(final HarvestResult result) {
        return result.bind().stream()
                .map(each -> each.address().getHostAddress())
                .toList();
    }

    private static List<String> offered(final HarvestResult result) {
        return result.offered().stream()
                .map(each -> each.address().getHostAddress() + "#" + each.port())
                .toList();
    }

    private static List<String> reasons(final HarvestResult result) {
        return result.dropped().stream().map(DroppedAddress::reason).toList();
    }

    private static NetworkInterfaceView view(final String name, final String... addresses) {
        return new NetworkInterfaceView(
                name,
                true,
                List.of(addresses).stream().map(NatHarvesterTest::ip).toList());
    }

    private static NetworkInterfaceView down(final String name, final String address) {
        return new NetworkInterfaceView(name, false, List.of(ip(address)));
    }

    private static InetAddress ip(final String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
