/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import java.util.ArrayList;
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
        final List<String> failures = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();
        Transport chosen = null;
        if (wanted == UdpTransport.AUTO || wanted == UdpTransport.FFM) {
            final FfmProbe probe = FfmProbe.run();
            if (probe.unavailability() == null) {
                chosen = new FfmTransport(probe.gso());
            } else {
                failures.add("java.lang.foreign is not used: " + probe.unavailability());
            }
        }
        if (chosen == null && wanted != UdpTransport.NIO) {
            if (Epoll.isAvailable()) {
                chosen = NettyTransport.epoll(allocator);
            } else {
                failures.add("epoll is not available: " + rootMessage(Epoll.unavailabilityCause()));
            }
        }
        if (chosen == null) {
            chosen = NettyTransport.nio(allocator);
        }
        if (wanted != UdpTransport.AUTO && !failures.isEmpty()) {
            warnings.add("UDP transport " + wanted + " was asked for, but " + String.join("; ", failures) + ".");
        }
        failures.addFirst(chosen.name());
        return new TransportChoice(chosen, String.join("; ", failures), List.copyOf(warnings));
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
