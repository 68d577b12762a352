/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A way between us and a peer: one of our sockets and one remote address. Immutable; equal by value.
 *
 * @param localSocket index of the local address in the loop's list (the same on every loop)
 * @param high upper 64 bits of the remote IPv6 address; 0 for IPv4
 * @param low lower 64 bits; IPv4 as ::ffff:a.b.c.d
 * @param port remote UDP port, 0..65535
 */
public record Path(int localSocket, long high, long low, int port) {
    private static final long IPV4_MAPPED = 0x0000_ffff_0000_0000L;

    public static Path of(final int localSocket, final InetSocketAddress remote) {
        return of(localSocket, remote.getAddress(), remote.getPort());
    }

    public static Path of(final int localSocket, final InetAddress address, final int port) {
        if (address instanceof Inet4Address) {
            final int ip = ByteBuffer.wrap(address.getAddress()).getInt();
            return new Path(localSocket, 0, IPV4_MAPPED | (ip & 0xffff_ffffL), port);
        }
        final ByteBuffer bytes = ByteBuffer.wrap(address.getAddress()).order(ByteOrder.BIG_ENDIAN);
        return new Path(localSocket, bytes.getLong(), bytes.getLong(), port);
    }

    public boolean isIpv4() {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == IPV4_MAPPED;
    }

    public InetAddress address() {
        try {
            if (isIpv4()) {
                return InetAddress.getByAddress(
                        ByteBuffer.allocate(4).putInt((int) low).array());
            }
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(16).putLong(high).putLong(low).array());
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }

    public InetSocketAddress remote() {
        return new InetSocketAddress(address(), port);
    }

    /** Says the port and the socket only: remote addresses are personal data and stay out of logs. */
    @Override
    public String toString() {
        return (isIpv4() ? "ipv4" : "ipv6") + " peer :" + port + " on socket " + localSocket;
    }
}
