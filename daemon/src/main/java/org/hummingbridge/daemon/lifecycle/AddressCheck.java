/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/** Whether clients are offered an address, and one that the Internet reaches if that is required. */
public final class AddressCheck implements HealthCheck {
    private static final String NAME = "addresses";

    private final Supplier<List<InetSocketAddress>> offered;
    private final boolean requireValid;

    /** @param requireValid {@code videobridge.health.require-valid-address} */
    public AddressCheck(final Supplier<List<InetSocketAddress>> offered, final boolean requireValid) {
        this.offered = offered;
        this.requireValid = requireValid;
    }

    @Override
    public HealthFinding look() {
        final List<InetSocketAddress> addresses = offered.get();
        if (addresses.isEmpty()) {
            return HealthFinding.failed(
                    NAME,
                    "No UDP socket has an address for clients; look at the addresses that were not used in the log, and at"
                            + " ice4j.harvest.");
        }
        if (requireValid
                && addresses.stream().map(InetSocketAddress::getAddress).noneMatch(AddressCheck::isPublic)) {
            return HealthFinding.failed(
                    NAME,
                    "Clients are offered only addresses of the local network; map the public one in"
                            + " ice4j.harvest.mapping.static-mappings, or set videobridge.health.require-valid-address ="
                            + " false if all clients are in this network.");
        }
        return HealthFinding.passed(NAME, "Clients are offered " + addresses.size() + " addresses.");
    }

    /** As jitsi-videobridge sees it: shared address space (RFC 6598) counts as public. */
    private static boolean isPublic(final InetAddress address) {
        return !address.isSiteLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isAnyLocalAddress();
    }
}
