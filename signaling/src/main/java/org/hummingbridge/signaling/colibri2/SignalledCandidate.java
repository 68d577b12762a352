/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/**
 * Decides which candidates of a peer can be of use: UDP, RTP component, first generation, an address that one host can own.
 * Never resolves a name: what a peer signals must not make the bridge ask a DNS server.
 */
final class SignalledCandidate {
    private static final byte[] BROADCAST = {-1, -1, -1, -1};

    private SignalledCandidate() {}

    /** The candidate, or null for one to pass over. */
    static @Nullable RemoteCandidate usable(
            final String type,
            final String protocol,
            final long component,
            final long generation,
            final String ip,
            final int port,
            final String foundation,
            final long priority) {
        final CandidateType known = type(type);
        final InetAddress address = literal(ip);
        if (known == null
                || address == null
                || !protocol.equalsIgnoreCase("udp")
                || component != 1
                || generation != 0
                || port == 0) {
            return null;
        }
        return new RemoteCandidate(known, new InetSocketAddress(address, port), foundation, priority);
    }

    private static @Nullable CandidateType type(final String type) {
        return switch (type) {
            case "host" -> CandidateType.HOST_CANDIDATE;
            case "srflx" -> CandidateType.SERVER_REFLEXIVE_CANDIDATE;
            case "prflx" -> CandidateType.PEER_REFLEXIVE_CANDIDATE;
            case "relay" -> CandidateType.RELAYED_CANDIDATE;
            default -> null;
        };
    }

    /** A unicast address; null for names, zones and everything else. */
    private static @Nullable InetAddress literal(final String ip) {
        if (ip.indexOf('%') >= 0) {
            return null;
        }
        try {
            final InetAddress address = InetAddress.ofLiteral(ip);
            final boolean unicast = !address.isAnyLocalAddress()
                    && !address.isMulticastAddress()
                    && !Arrays.equals(address.getAddress(), BROADCAST);
            return unicast ? address : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
