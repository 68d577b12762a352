/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * "Clients reach this local address by that public one."
 *
 * @param localAddress null for every local address of the public one's family
 * @param localPort 0 for any
 * @param publicPort 0 for the same as the local one
 */
public record StaticMapping(
        @Nullable InetAddress localAddress, int localPort, InetAddress publicAddress, int publicPort) {
    private static final int MAX_PORT = 65_535;

    public StaticMapping {
        if (localPort < 0 || localPort > MAX_PORT || publicPort < 0 || publicPort > MAX_PORT) {
            throw new IllegalArgumentException("Ports of static-mappings are 1 to 65535.");
        }
    }

    boolean matches(final BindAddress bound) {
        final boolean addressFits = localAddress == null
                ? publicAddress.getClass() == bound.address().getClass()
                : Addresses.same(localAddress, bound.address());
        return addressFits && (localPort == 0 || localPort == bound.port());
    }

    /** As the operator would write it. */
    @Override
    public String toString() {
        final String local = localAddress == null ? "*" : localAddress.getHostAddress();
        return local + port(localPort) + " -> " + publicAddress.getHostAddress() + port(publicPort);
    }

    private static String port(final int port) {
        return port == 0 ? "" : "#" + port;
    }
}
