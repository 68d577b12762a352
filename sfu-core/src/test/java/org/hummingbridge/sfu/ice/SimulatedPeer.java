/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.Datagram;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/** An agent with its sockets on a simulated network; writes down everything that its agent says. */
final class SimulatedPeer implements IceListener {
    private static final Duration TICK = Duration.ofMillis(5);
    private static final long HOST_PREFERENCE = 126L << 24;

    final List<Path> bound = new ArrayList<>();
    final List<IceState> states = new ArrayList<>();
    final List<@Nullable Path> paths = new ArrayList<>();
    final Map<Integer, IceCredentials> credentials = new LinkedHashMap<>();
    final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    final Set<InetSocketAddress> sentTo = new LinkedHashSet<>();
    final IceAgent agent;
    int sent;
    int requestsSent;
    int largestSent;
    int mostBound;

    private final SimulatedNetwork network;
    private final List<InetSocketAddress> sockets;
    private boolean stalled;

    SimulatedPeer(final SimulatedNetwork network, final IceRole role, final InetSocketAddress... sockets) {
        this(network, role, IceSettings.defaults(), sockets);
    }

    SimulatedPeer(
            final SimulatedNetwork network,
            final IceRole role,
            final IceSettings settings,
            final InetSocketAddress... sockets) {
        this.network = network;
        this.sockets = List.copyOf(Arrays.asList(sockets));
        this.agent = new IceAgent(role, localCandidates(), settings, this, network.randomForHost(), network.nowNanos());
        for (int i = 0; i < sockets.length; i++) {
            final int index = i;
            network.attach(sockets[i], (datagram, now) -> receive(index, datagram, now));
        }
        network.every(TICK, () -> {
            if (!stalled && agent.nextDeadline() - network.nowNanos() <= 0) {
                agent.onTime(network.nowNanos());
            }
        });
    }

    private List<LocalCandidate> localCandidates() {
        final List<LocalCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            final long priority = HOST_PREFERENCE | (65_535L - i) << 8 | 255;
            candidates.add(new LocalCandidate(
                    i, CandidateType.HOST_CANDIDATE, sockets.get(i), null, "f" + i, priority, "simulated"));
        }
        return candidates;
    }

    private void receive(final int socket, final Datagram datagram, final long now) {
        final byte[] bytes = datagram.bytes();
        final DropReason reason = agent.onStun(bytes, 0, bytes.length, Path.of(socket, datagram.from()), now);
        if (reason != null) {
            drops.merge(reason, 1, Integer::sum);
        }
    }

    /** What this peer would signal, as remote candidates. */
    List<RemoteCandidate> candidates() {
        return localCandidates().stream()
                .map(local -> new RemoteCandidate(local.type(), local.address(), local.foundation(), local.priority()))
                .toList();
    }

    void learnCredentials(final IceCredentials remote) {
        agent.remoteCredentials(remote, network.nowNanos());
    }

    void learnCandidates(final List<RemoteCandidate> candidates) {
        candidates.forEach(candidate -> agent.addRemoteCandidate(candidate, network.nowNanos()));
    }

    /** Signalling in both directions, at once. */
    static void introduce(final SimulatedPeer one, final SimulatedPeer other) {
        one.learnCredentials(other.agent.localCredentials());
        other.learnCredentials(one.agent.localCredentials());
        one.learnCandidates(other.candidates());
        other.learnCandidates(one.candidates());
    }

    /** Between true and false the agent's owner does not call {@code onTime}. */
    void stalled(final boolean nowStalled) {
        stalled = nowStalled;
    }

    boolean isConnected() {
        return agent.state() == IceState.CONNECTED;
    }

    boolean isNominated() {
        return isConnected() && agent.isNominated();
    }

    /** Where media goes. */
    @Nullable
    InetSocketAddress target() {
        return agent.path() == null ? null : agent.path().remote();
    }

    boolean isIpv4(final int socket) {
        return sockets.get(socket).getAddress() instanceof Inet4Address;
    }

    @Override
    public void send(final Path path, final byte[] bytes, final int offset, final int length) {
        sent++;
        requestsSent += StunMessage.type(bytes, offset) == StunMessage.BINDING_REQUEST ? 1 : 0;
        largestSent = Math.max(largestSent, length);
        sentTo.add(path.remote());
        network.send(sockets.get(path.localSocket()), path.remote(), bytes, offset, length);
    }

    @Override
    public void bound(final Path path) {
        bound.add(path);
        mostBound = Math.max(mostBound, bound.size());
    }

    @Override
    public void unbound(final Path path) {
        bound.remove(path);
    }

    @Override
    public void pathChanged(final @Nullable Path path) {
        paths.add(path);
    }

    @Override
    public void stateChanged(final IceState state) {
        states.add(state);
    }

    @Override
    public void credentialsAdded(final IceCredentials local, final int token) {
        credentials.put(token, local);
    }

    @Override
    public void credentialsRemoved(final IceCredentials local, final int token) {
        credentials.remove(token, local);
    }
}
