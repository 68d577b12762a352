/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about single addresses that InetAddress does not answer. */
final class Addresses {
    /** RFC 5737, RFC 3849, RFC 9637. */
    private static final List<AddressRange> DOCUMENTATION = List.of(
            AddressRange.parse("192.0.2.0/24"),
            AddressRange.parse("198.51.100.0/24"),
            AddressRange.parse("203.0.113.0/24"),
            AddressRange.parse("2001:db8::/32"),
            AddressRange.parse("3fff::/20"));

    /** RFC 1918, RFC 4193, and the deprecated site-local block of RFC 3513. */
    private static final List<AddressRange> PRIVATE = List.of(
            AddressRange.parse("10.0.0.0/8"),
            AddressRange.parse("172.16.0.0/12"),
            AddressRange.parse("192.168.0.0/16"),
            AddressRange.parse("fc00::/7"),
            AddressRange.parse("fec0::/10"));

    private Addresses() {}

    /** Equal but for the scope, which an operator does not write. */
    static boolean same(final InetAddress one, final InetAddress other) {
        return Arrays.equals(one.getAddress(), other.getAddress());
    }

    static boolean isIn(final List<AddressRange> ranges, final InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    static boolean isPrivate(final InetAddress address) {
        return isIn(PRIVATE, address);
    }

    static boolean isDocumentation(final InetAddress address) {
        return isIn(DOCUMENTATION, address);
    }

    static boolean isIpv6(final InetAddress address) {
        return address instanceof Inet6Address;
    }

    /** Without a scope. */
    static String text(final InetAddress address) {
        final String full = address.getHostAddress();
        final int scope = full.indexOf('%');
        return scope < 0 ? full : full.substring(0, scope);
    }

    /** What kind of address it is, if no client can ever send to it. */
    static @Nullable String whyUnreachable(final InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "the wildcard address";
        }
        if (address.isLoopbackAddress()) {
            return "a loopback address";
        }
        if (address.isMulticastAddress()) {
            return "a multicast address";
        }
        if (address instanceof Inet4Address && (address.getAddress()[0] & 0xf0) == 0xf0) {
            return "a reserved address";
        }
        return address.isLinkLocalAddress() ? "a link-local address" : null;
    }
}
