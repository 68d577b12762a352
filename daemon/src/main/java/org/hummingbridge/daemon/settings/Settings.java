/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.hummingbridge.signaling.xmpp.XmppComponent;
import org.hummingbridge.signaling.xmpp.XmppServer;
import org.jspecify.annotations.Nullable;

/** Everything that can be set, checked. {@code reference.conf} says what each value means and why its default is what it is. */
public record Settings(
        Media media,
        Harvest harvest,
        Ice ice,
        Srtp srtp,
        Http http,
        Listen metrics,
        Xmpp xmpp,
        ChannelSettings channel,
        ConferenceSettings conference,
        OperationSettings operation) {

    /** An address to listen on; port 0 is a free one. */
    public record Listen(String host, int port) {}

    /**
     * Sockets and loops of the media path.
     *
     * @param firstPort the port, or the first of a range; 0 is a free one
     * @param lastPort equal to {@code firstPort} without a range
     * @param loops 0 is one per core
     * @param spreadAbove busy fraction of a loop from which on others help it out, 0 to 1
     * @param shedsVideo whether a loop gives videos up while it has more to do than it can
     * @param loopsFirst whether the loops get a core before everything else of the process
     * @param rehearsal whether a call is played in memory before the bridge is ready
     * @param maxPaddingBytes that a video packet is given at most, to leave together with its neighbours
     */
    public record Media(
            int firstPort,
            int lastPort,
            int loops,
            double spreadAbove,
            boolean shedsVideo,
            Transport transport,
            int receiveBufferBytes,
            boolean loopsFirst,
            boolean rehearsal,
            int maxPaddingBytes) {}

    /** Which way to the kernel. */
    public enum Transport {
        AUTO,
        FFM,
        EPOLL,
        NIO
    }

    /**
     * Which local addresses are offered, and as what.
     *
     * @param advertisePrivate whether private addresses are offered to everybody although there is a public one
     * @param stunServers asked for the public address of each local one; empty: nobody is asked
     * @param aws whether the metadata service is asked where the machine looks like one of Amazon's
     */
    public record Harvest(
            boolean ipv6,
            boolean linkLocal,
            Loopback loopback,
            Set<InetAddress> allowedAddresses,
            Set<InetAddress> blockedAddresses,
            Set<String> allowedInterfaces,
            Set<String> blockedInterfaces,
            List<Mapping> mappings,
            boolean advertisePrivate,
            List<StunServer> stunServers,
            boolean aws) {}

    /** A server that tells from where a request came; its name is looked up when it is asked. */
    public record StunServer(String host, int port) {}

    /** Whether loopback addresses are offered. */
    public enum Loopback {
        AUTO,
        TRUE,
        FALSE
    }

    /**
     * The public address of a local one.
     *
     * @param localAddress null for every local address of the public one's IP version
     * @param localPort 0 for any
     * @param publicPort 0 for the local one
     */
    public record Mapping(
            @Nullable InetAddress localAddress,
            InetAddress publicAddress,
            int localPort,
            int publicPort,
            String name) {}

    /**
     * Connectivity to each endpoint.
     *
     * @param timers the agent's timers and bounds
     */
    public record Ice(IceSettings timers) {}

    /** Protection of media, best first. */
    public record Srtp(List<SrtpProfile> profiles, Ciphers ciphers) {}

    /** Which implementation of the ciphers. */
    public enum Ciphers {
        AUTO,
        JCA,
        LIBCRYPTO
    }

    /** The control interface. What it serves is in {@link OperationSettings.Rest}. */
    public record Http(Listen listen, Set<String> allowedHosts) {}

    /**
     * Where Jicofo finds the bridge.
     *
     * @param servers logins; empty: none
     * @param components external components (XEP-0114); empty: none
     * @param presenceInterval how often presence is sent
     * @param filterStats whether presence has only the statistics of {@code statsWhitelist}
     */
    public record Xmpp(
            List<XmppServer> servers,
            List<XmppComponent> components,
            Duration presenceInterval,
            boolean filterStats,
            Set<String> statsWhitelist) {}
}
