/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A NAT in front of the hosts of one /24: rewrites their source addresses to one public address with ports of its own, and
 * lets in only what answers them (address- and port-dependent filtering, RFC 4787 §5). Mappings live until {@link #rebind}.
 */
public final class SimulatedNat {
    private static final int FIRST_PORT = 20_000;

    private final byte[] insideNetwork;
    private final InetAddress publicAddress;
    private final boolean symmetric;
    private final Map<Flow, Integer> portByFlow = new HashMap<>();
    private final Map<Integer, InetSocketAddress> insideByPort = new HashMap<>();
    private final Map<Flow, Boolean> allowed = new HashMap<>();
    private int nextPort = FIRST_PORT;

    private record Flow(InetSocketAddress inside, @Nullable InetSocketAddress outside) {}

    /** @param symmetric whether each destination gets a mapping of its own (RFC 4787 §4.1) */
    public SimulatedNat(final InetAddress insideHost, final InetAddress publicAddress, final boolean symmetric) {
        this.insideNetwork = insideHost.getAddress();
        this.publicAddress = publicAddress;
        this.symmetric = symmetric;
    }

    /** Forgets all mappings, as a NAT does that was restarted or whose timers ran out: old public ports are dead. */
    public void rebind() {
        portByFlow.clear();
        insideByPort.clear();
        allowed.clear();
    }

    boolean isInside(final InetAddress address) {
        final byte[] other = address.getAddress();
        return other.length == insideNetwork.length
                && other[0] == insideNetwork[0]
                && other[1] == insideNetwork[1]
                && other[2] == insideNetwork[2];
    }

    boolean isPublic(final InetAddress address) {
        return publicAddress.equals(address);
    }

    InetSocketAddress outbound(final InetSocketAddress inside, final InetSocketAddress outside) {
        final Flow flow = new Flow(inside, symmetric ? outside : null);
        final int port = portByFlow.computeIfAbsent(flow, _ -> nextPort++);
        insideByPort.put(port, inside);
        allowed.put(new Flow(inside, outside), true);
        return new InetSocketAddress(publicAddress, port);
    }

    @Nullable
    InetSocketAddress inbound(final InetSocketAddress outside, final InetSocketAddress publicSocket) {
        final InetSocketAddress inside = insideByPort.get(publicSocket.getPort());
        if (inside == null || !allowed.containsKey(new Flow(inside, outside))) {
            return null;
        }
        return inside;
    }
}
