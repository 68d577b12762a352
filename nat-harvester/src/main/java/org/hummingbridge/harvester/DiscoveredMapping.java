/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;

/**
 * "Clients reach this local address by that public one, on the same port", as somebody out there told.
 *
 * @param source one clause for people: who told
 */
public record DiscoveredMapping(InetAddress localAddress, InetAddress publicAddress, String source) {
    boolean matches(final BindAddress bound) {
        return Addresses.same(localAddress, bound.address());
    }
}
