/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import org.hummingbridge.sfu.datagram.Path;

/**
 * {@code sockaddr_in} and {@code sockaddr_in6} of Linux, read and written as the numbers of a {@link Path}. Every place for one
 * is {@value #BYTES} bytes long and aligned to 8; allocates nothing.
 */
final class SocketAddressBytes {
    static final int BYTES = 32;
    private static final int INET_BYTES = 16;
    private static final int INET6_BYTES = 28;

    private static final int PORT = 2;
    private static final int INET_ADDRESS = 4;
    private static final int INET6_FLOW = 4;
    private static final int INET6_HIGH = 8;
    private static final int INET6_LOW = 16;
    private static final int INET6_SCOPE = 24;

    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong NETWORK_LONG = JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

    private SocketAddressBytes() {}

    static int length(final short family) {
        return family == Linux.AF_INET ? INET_BYTES : INET6_BYTES;
    }

    /** Writes where {@code path} leads for a socket of {@code family}; false if such a socket cannot send there. */
    static boolean write(final MemorySegment to, final long at, final short family, final Path path) {
        to.set(JAVA_SHORT, at, family);
        to.set(NETWORK_SHORT, at + PORT, (short) path.port());
        if (family == Linux.AF_INET) {
            to.set(NETWORK_INT, at + INET_ADDRESS, (int) path.low());
            return path.isIpv4();
        }
        to.set(NETWORK_LONG, at + INET6_HIGH, path.high());
        to.set(NETWORK_LONG, at + INET6_LOW, path.low());
        return true;
    }

    /** Writes an address to bind, with the interface that a link-local one belongs to. */
    static void writeLocal(final MemorySegment to, final short family, final InetSocketAddress local) {
        to.fill((byte) 0);
        write(to, 0, family, Path.of(0, local));
        if (local.getAddress() instanceof Inet6Address inet6) {
            to.set(JAVA_INT, INET6_FLOW, 0);
            to.set(JAVA_INT, INET6_SCOPE, inet6.getScopeId());
        }
    }

    static int port(final MemorySegment from, final long at) {
        return from.get(NETWORK_SHORT, at + PORT) & 0xffff;
    }

    static long high(final MemorySegment from, final long at) {
        return from.get(JAVA_SHORT, at) == Linux.AF_INET ? 0 : from.get(NETWORK_LONG, at + INET6_HIGH);
    }

    static long low(final MemorySegment from, final long at) {
        return from.get(JAVA_SHORT, at) == Linux.AF_INET
                ? Addresses.ipv4(from.get(NETWORK_INT, at + INET_ADDRESS))
                : from.get(NETWORK_LONG, at + INET6_LOW);
    }
}
