/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/** Everything that can be set, checked. {@code reference.conf} says what each value means and why its default is what it is. */
public record Settings(Media media, Harvest harvest, Srtp srtp, Http http, Listen metrics) {

    /** An address to listen on; port 0 is a free one. */
    public record Listen(String host, int port) {}

    /**
     * Sockets and loops of the media path.
     *
     * @param firstPort the port, or the first of a range; 0 is a free one
     * @param lastPort equal to {@code firstPort} without a range
     * @param loops 0 is one per core
     */
    public record Media(int firstPort, int lastPort, int loops, Transport transport, int receiveBufferBytes) {}

    /** Which way to the kernel. */
    public enum Transport {
        AUTO,
        FFM,
        EPOLL,
        NIO
    }

    /** Which local addresses are offered, and as what. */
    public record Harvest(
            boolean ipv6,
            boolean linkLocal,
            Loopback loopback,
            Set<InetAddress> allowedAddresses,
            Set<InetAddress> blockedAddresses,
            Set<String> allowedInterfaces,
            Set<String> blockedInterfaces,
            List<Mapping> mappings) {}

    /** Whether loopback addresses are offered. */
    public enum Loopback {
        AUTO,
        TRUE,
        FALSE
    }

    /**
     * The public address of a local one.
     *
     * @param localPort 0 for any
     * @param publicPort 0 for the local one
     */
    public record Mapping(
            InetAddress localAddress, InetAddress publicAddress, int localPort, int publicPort, String name) {}

    /** Protection of media, best first. */
    public record Srtp(List<SrtpProfile> profiles, Ciphers ciphers) {}

    /** Which implementation of the ciphers. */
    public enum Ciphers {
        AUTO,
        JCA,
        LIBCRYPTO
    }

    /** The control interface. */
    public record Http(Listen listen, Set<String> allowedHosts) {}
}
