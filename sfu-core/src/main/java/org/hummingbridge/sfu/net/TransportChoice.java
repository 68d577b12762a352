/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import java.util.List;

/**
 * The best transport that works here, and in words why the better ones do not. Made once, when the ports are opened.
 *
 * @param transport the one to use
 * @param reason what was chosen and why others were not
 * @param warnings a wish that could not be met
 */
record TransportChoice(Transport transport, String reason, List<String> warnings) {

    static TransportChoice of(final UdpTransport wanted, final ByteBufAllocator allocator) {
        if (wanted == UdpTransport.NIO) {
            return new TransportChoice(NettyTransport.nio(allocator), "NIO, as configured", List.of());
        }
        if (Epoll.isAvailable()) {
            final Transport epoll = NettyTransport.epoll(allocator);
            return new TransportChoice(epoll, epoll.name(), List.of());
        }
        final Transport nio = NettyTransport.nio(allocator);
        final String why = "epoll is not available: " + rootMessage(Epoll.unavailabilityCause());
        final List<String> warnings = wanted == UdpTransport.EPOLL
                ? List.of("The transport EPOLL was asked for, but " + why + ".")
                : List.of();
        return new TransportChoice(nio, nio.name() + "; " + why, warnings);
    }

    private static String rootMessage(final Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        final String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
