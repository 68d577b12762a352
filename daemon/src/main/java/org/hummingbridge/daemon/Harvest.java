/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.net.InetAddress;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.harvester.AddressRange;
import org.hummingbridge.harvester.HarvestResult;
import org.hummingbridge.harvester.HarvestSettings;
import org.hummingbridge.harvester.NatHarvester;
import org.hummingbridge.harvester.NetworkInterfaceView;
import org.hummingbridge.harvester.StaticMapping;
import org.hummingbridge.harvester.SystemInterfaces;

/** Turns the operator's settings into addresses to bind and to offer, by the interfaces that the machine has now. */
final class Harvest {
    private Harvest() {}

    /** Offers loopback addresses if asked to, or if there is nothing else and nobody forbade it. */
    static HarvestResult run(final Settings settings) throws StartupException {
        final List<NetworkInterfaceView> interfaces = interfaces();
        final Settings.Harvest wanted = settings.harvest();
        final int port = settings.media().firstPort();
        final boolean loopback = wanted.loopback() == Settings.Loopback.TRUE;
        final HarvestResult result = NatHarvester.harvest(harvestSettings(wanted, loopback), interfaces, port);
        final HarvestResult usable = result.failure() != null && wanted.loopback() == Settings.Loopback.AUTO
                ? NatHarvester.harvest(harvestSettings(wanted, true), interfaces, port)
                : result;
        if (!usable.errors().isEmpty()) {
            throw new StartupException(usable.errors().getFirst());
        }
        if (usable.failure() != null) {
            throw new StartupException(usable.failure());
        }
        return usable;
    }

    private static List<NetworkInterfaceView> interfaces() throws StartupException {
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
                wanted.advertisePrivate());
    }

    private static List<AddressRange> ranges(final Collection<InetAddress> addresses) {
        return addresses.stream()
                .map(address -> new AddressRange(address, 8 * address.getAddress().length))
                .toList();
    }
}
