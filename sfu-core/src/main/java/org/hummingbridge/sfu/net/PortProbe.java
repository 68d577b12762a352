/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/**
 * Finds out whether a port is free for us alone, by binding it for a moment. Needed because SO_REUSEPORT lets a second bridge of
 * the same user bind a taken port without an error, and the kernel then splits the traffic between the two.
 */
final class PortProbe {
    private PortProbe() {}

    /** The port itself; for port 0 one that was free. */
    static int freePort(final InetAddress address, final int port) throws UdpBindException {
        final StandardProtocolFamily family =
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        try (DatagramChannel probe = DatagramChannel.open(family)) {
            probe.bind(new InetSocketAddress(address, port));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UdpBindException(address, port, e);
        }
    }
}
