/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.util.List;

/**
 * What the operator allows and knows. An allow list that is not empty wins over its block list.
 *
 * @param loopback whether loopback addresses are bound too, for clients on the same machine
 * @param advertisePrivate whether a private address is offered although a mapping gives it a public one
 * @param discovered mappings that others told
 */
public record HarvestSettings(
        List<String> allowedInterfaces,
        List<String> blockedInterfaces,
        List<AddressRange> allowedAddresses,
        List<AddressRange> blockedAddresses,
        boolean ipv6,
        boolean linkLocal,
        boolean loopback,
        List<StaticMapping> mappings,
        boolean advertisePrivate,
        List<DiscoveredMapping> discovered) {
    public HarvestSettings {
        allowedInterfaces = List.copyOf(allowedInterfaces);
        blockedInterfaces = List.copyOf(blockedInterfaces);
        allowedAddresses = List.copyOf(allowedAddresses);
        blockedAddresses = List.copyOf(blockedAddresses);
        mappings = List.copyOf(mappings);
        discovered = List.copyOf(discovered);
    }

    /** The same, and what others told. */
    public HarvestSettings with(final List<DiscoveredMapping> told) {
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
                told);
    }

    /** Everything but link-local and loopback addresses, no mappings. */
    public static HarvestSettings defaults() {
        return new HarvestSettings(
                List.of(), List.of(), List.of(), List.of(), true, false, false, List.of(), true, List.of());
    }
}
