/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Says of each interface address why it is not bound. */
final class InterfaceFilter {
    private final HarvestSettings settings;

    InterfaceFilter(final HarvestSettings settings) {
        this.settings = settings;
    }

    /** One clause for people, or null if the address is to be bound. */
    @Nullable
    String whyNot(final NetworkInterfaceView owner, final InetAddress address) {
        if (!owner.up()) {
            return "interface " + owner.name() + " is down";
        }
        final String family = whyNotByKind(address);
        if (family != null) {
            return family;
        }
        final String byInterface = whyNotByInterface(owner.name());
        return byInterface == null ? whyNotByAddress(address) : byInterface;
    }

    private @Nullable String whyNotByKind(final InetAddress address) {
        if (Addresses.isIpv6(address) && !settings.ipv6()) {
            return "ice4j.harvest.use-ipv6 is off";
        }
        if (address.isLoopbackAddress() && !settings.loopback()) {
            return "a loopback address, which only this machine can reach";
        }
        if (address.isLinkLocalAddress() && !settings.linkLocal()) {
            return "a link-local address, and ice4j.harvest.use-link-local-addresses is off";
        }
        return null;
    }

    private @Nullable String whyNotByInterface(final String name) {
        if (!settings.allowedInterfaces().isEmpty()) {
            return settings.allowedInterfaces().contains(name)
                    ? null
                    : "interface " + name + " is not in ice4j.harvest.allowed-interfaces";
        }
        return settings.blockedInterfaces().contains(name)
                ? "interface " + name + " is in ice4j.harvest.blocked-interfaces"
                : null;
    }

    private @Nullable String whyNotByAddress(final InetAddress address) {
        if (!settings.allowedAddresses().isEmpty()) {
            return Addresses.isIn(settings.allowedAddresses(), address)
                    ? null
                    : "not in ice4j.harvest.allowed-addresses";
        }
        return Addresses.isIn(settings.blockedAddresses(), address) ? "in ice4j.harvest.blocked-addresses" : null;
    }
}
