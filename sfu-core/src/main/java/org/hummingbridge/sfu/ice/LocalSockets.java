/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.TreeMap;

/** Our sockets as the offered candidates describe them: a mapped candidate stands for the socket of its base (RFC 8445 §6.1.2.4). */
final class LocalSockets {
    /** Type preference of peer-reflexive candidates (RFC 8445 §5.1.2.2). */
    private static final int PEER_REFLEXIVE_PREFERENCE = 110;

    private static final long LOCAL_PREFERENCE_MASK = 0x00ff_ffffL;
    private static final long LOWEST_PRIORITY = 255;

    private final List<LocalSocket> sockets;

    record LocalSocket(int index, boolean ipv4, boolean loopback, long priority) {}

    LocalSockets(final List<LocalCandidate> candidates) {
        final TreeMap<Integer, LocalSocket> byIndex = new TreeMap<>();
        for (final LocalCandidate candidate : candidates) {
            final InetAddress address =
                    (candidate.base() == null ? candidate.address() : candidate.base()).getAddress();
            final LocalSocket socket = new LocalSocket(
                    candidate.socket(),
                    address instanceof Inet4Address,
                    address.isLoopbackAddress(),
                    candidate.priority());
            byIndex.merge(candidate.socket(), socket, (a, b) -> a.priority >= b.priority ? a : b);
        }
        sockets = List.copyOf(byIndex.values());
    }

    List<LocalSocket> all() {
        return sockets;
    }

    boolean anyLoopback() {
        for (int i = 0; i < sockets.size(); i++) {
            if (sockets.get(i).loopback) {
                return true;
            }
        }
        return false;
    }

    long priority(final int index) {
        for (int i = 0; i < sockets.size(); i++) {
            if (sockets.get(i).index == index) {
                return sockets.get(i).priority;
            }
        }
        return LOWEST_PRIORITY;
    }

    /** PRIORITY of a check: what the candidate would get that the peer might learn from it (RFC 8445 §7.1.1). */
    long reflexivePriority(final int index) {
        return ((long) PEER_REFLEXIVE_PREFERENCE << 24) | (priority(index) & LOCAL_PREFERENCE_MASK);
    }
}
