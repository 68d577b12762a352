/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.net.InetAddress;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.harvester.AddressRange;
import org.hummingbridge.harvester.DiscoveredMapping;
import org.hummingbridge.harvester.HarvestResult;
import org.hummingbridge.harvester.HarvestSettings;
import org.hummingbridge.harvester.NatHarvester;
import org.hummingbridge.harvester.NetworkInterfaceView;
import org.hummingbridge.harvester.StaticMapping;
import org.hummingbridge.harvester.SystemInterfaces;

/** The operator's settings as addresses to bind and to offer, by the interfaces that the machine had when it was run. */
record Harvest(HarvestSettings settings, List<NetworkInterfaceView> interfaces, int port, HarvestResult result) {
    /** Offers loopback addresses if asked to, or if there is nothing else and nobody forbade it. */
    static Harvest run(final Settings settings) throws StartupException {
        return run(settings, interfacesOfThisMachine());
    }

    static Harvest run(final Settings settings, final List<NetworkInterfaceView> interfaces) throws StartupException {
        final Settings.Harvest wanted = settings.harvest();
        final int port = settings.media().firstPort();
        final Harvest harvest =
                of(harvestSettings(wanted, wanted.loopback() == Settings.Loopback.TRUE), interfaces, port);
        final Harvest usable = harvest.result.failure() != null && wanted.loopback() == Settings.Loopback.AUTO
                ? of(harvestSettings(wanted, true), interfaces, port)
                : harvest;
        if (!usable.result.errors().isEmpty()) {
            throw new StartupException(usable.result.errors().getFirst());
        }
        if (usable.result.failure() != null) {
            throw new StartupException(usable.result.failure());
        }
        return usable;
    }

    private static Harvest of(
            final HarvestSettings settings, final List<NetworkInterfaceView> interfaces, final int port) {
        return new Harvest(settings, interfaces, port, NatHarvester.harvest(settings, interfaces, port));
    }

    /** The same addresses to bind, and what is offered now that others told of public ones. */
    HarvestResult with(final List<DiscoveredMapping> discovered) {
        return NatHarvester.harvest(settings.with(discovered), interfaces, port);
    }

    private static List<NetworkInterfaceView> interfacesOfThisMachine() throws StartupException {
        try {
            return SystemInterfaces.read();
        } catch (SocketException e) {
            throw new StartupException("The system does not tell its network interfaces: " + e.getMessage(), e);
        }
    }

    private static HarvestSettings harvestSettings(final Settings.Harvest wanted, final boolean loopback) {
        return new HarvestSettings(
                List.copyOf(wanted.allowedInterfaces()),
                List.copyOf(wanted.blockedInterfaces()),
                ranges(wanted.allowedAddresses()),
                ranges(wanted.blockedAddresses()),
                wanted.ipv6(),
                wanted.linkLocal(),
                loopback,
                wanted.mappings().stream()
                        .map(m -> new StaticMapping(m.localAddress(), m.localPort(), m.publicAddress(), m.publicPort()))
                        .toList(),
                wanted.advertisePrivate(),
                List.of());
    }

    private static List<AddressRange> ranges(final Collection<InetAddress> addresses) {
        return addresses.stream()
                .map(address -> new AddressRange(address, 8 * address.getAddress().length))
                .toList();
    }
}
