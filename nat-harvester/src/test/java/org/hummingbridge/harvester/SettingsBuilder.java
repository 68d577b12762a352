/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defaults with a few changes. */
final class SettingsBuilder {
    private final List<String> allowedInterfaces = new ArrayList<>();
    private final List<String> blockedInterfaces = new ArrayList<>();
    private final List<AddressRange> allowedAddresses = new ArrayList<>();
    private final List<AddressRange> blockedAddresses = new ArrayList<>();
    private final List<StaticMapping> mappings = new ArrayList<>();
    private final List<DiscoveredMapping> discovered = new ArrayList<>();
    private boolean ipv6 = true;
    private boolean linkLocal;
    private boolean loopback;
    private boolean advertisePrivate = true;

    SettingsBuilder allowInterface(final String name) {
        allowedInterfaces.add(name);
        return this;
    }

    SettingsBuilder blockInterface(final String name) {
        blockedInterfaces.add(name);
        return this;
    }

    SettingsBuilder allowAddress(final String range) {
        allowedAddresses.add(AddressRange.parse(range));
        return this;
    }

    SettingsBuilder blockAddress(final String range) {
        blockedAddresses.add(AddressRange.parse(range));
        return this;
    }

    SettingsBuilder mapping(
            final @Nullable String local, final int localPort, final String publicAddress, final int publicPort) {
        final InetAddress localAddress = local == null ? null : InetAddress.ofLiteral(local);
        mappings.add(new StaticMapping(localAddress, localPort, InetAddress.ofLiteral(publicAddress), publicPort));
        return this;
    }

    SettingsBuilder discovered(final String local, final String publicAddress) {
        discovered.add(new DiscoveredMapping(
                InetAddress.ofLiteral(local), InetAddress.ofLiteral(publicAddress), "a stranger told"));
        return this;
    }

    SettingsBuilder noIpv6() {
        ipv6 = false;
        return this;
    }

    SettingsBuilder linkLocal() {
        linkLocal = true;
        return this;
    }

    SettingsBuilder loopback() {
        loopback = true;
        return this;
    }

    SettingsBuilder hidePrivate() {
        advertisePrivate = false;
        return this;
    }

    HarvestSettings build() {
        return new HarvestSettings(
                allowedInterfaces,
                blockedInterfaces,
                allowedAddresses,
                blockedAddresses,
                ipv6,
                linkLocal,
                loopback,
                mappings,
                advertisePrivate,
                discovered);
    }
}
