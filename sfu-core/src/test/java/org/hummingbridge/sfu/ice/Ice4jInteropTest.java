/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hummingbridge.sfu.datagram.Path;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Agent;
import org.ice4j.ice.CandidateType;
import org.ice4j.ice.Component;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.KeepAliveStrategy;
import org.jitsi.config.JitsiConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our agent against a stock ice4j agent over real sockets of this machine. ice4j offers no loopback addresses. */
class Ice4jInteropTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 5;
    private static final int MIN_PORT = 20_000;
    private static final int MAX_PORT = 40_000;

    private @Nullable DatagramSocket socket;
    private @Nullable Agent reference;
    private @Nullable InetAddress address;

    @BeforeEach
    void findAnAddress() throws SocketException {
        final Optional<InetAddress> found = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                .findFirst();
        assumeTrue(found.isPresent(), "ice4j needs an IPv4 address that is not loopback, and this machine has none");
        address = found.get();
        System.setProperty("ice4j.harvest.mapping.aws.enabled", "false");
        JitsiConfig.Companion.reloadNewConfig();
        socket = new DatagramSocket(new InetSocketAddress(address, 0));
        socket.setSoTimeout(POLL_MILLIS);
    }

    @AfterEach
    void release() {
        System.clearProperty("ice4j.harvest.mapping.aws.enabled");
        if (reference != null) {
            reference.free();
        }
        if (socket != null) {
            socket.close();
        }
    }

    @ParameterizedTest
    @EnumSource(IceRole.class)
    void bothAgentsAgreeOnAPath(final IceRole ourRole) throws IOException {
        final RecordingListener listener = new RecordingListener();
        final InetSocketAddress own = new InetSocketAddress(address, socket.getLocalPort());
        final LocalCandidate local =
                new LocalCandidate(0, CandidateType.HOST_CANDIDATE, own, null, "1", 2_130_706_431L, "test");
        final IceAgent agent = new IceAgent(
                ourRole, List.of(local), IceSettings.defaults(), listener, new SecureRandom(), System.nanoTime());
        final IceMediaStream stream = startReference(ourRole == IceRole.CONTROLLED, agent, own);

        agent.remoteCredentials(
                new IceCredentials(reference.getLocalUfrag(), reference.getLocalPassword()), System.nanoTime());
        stream.getComponent(Component.RTP).getLocalCandidates().stream()
                .map(each -> new RemoteCandidate(
                        each.getType(), each.getTransportAddress(), each.getFoundation(), each.getPriority()))
                .forEach(candidate -> agent.addRemoteCandidate(candidate, System.nanoTime()));
        final boolean done =
                pump(agent, () -> agent.isNominated() && reference.getState() == IceProcessingState.TERMINATED);

        assertThat(done)
                .as("ours: %s, nominated %s; theirs: %s", agent.state(), agent.isNominated(), reference.getState())
                .isTrue();
        assertThat(agent.path()).isEqualTo(Path.of(0, selectedByReference(stream)));
        assertThat(agent.state()).isEqualTo(IceState.CONNECTED);
        agent.close();
    }

    private IceMediaStream startReference(
            final boolean controlling, final IceAgent ours, final InetSocketAddress ourAddress) throws IOException {
        reference = new Agent();
        reference.setControlling(controlling);
        final IceMediaStream stream = reference.createMediaStream("stream");
        final Component component =
                reference.createComponent(stream, MIN_PORT, MIN_PORT, MAX_PORT, KeepAliveStrategy.SELECTED_ONLY, true);
        stream.setRemoteUfrag(ours.localCredentials().ufrag());
        stream.setRemotePassword(ours.localCredentials().password());
        component.addRemoteCandidate(new org.ice4j.ice.RemoteCandidate(
                new TransportAddress(ourAddress, Transport.UDP),
                component,
                CandidateType.HOST_CANDIDATE,
                "1",
                2_130_706_431L,
                null));
        reference.startConnectivityEstablishment();
        return stream;
    }

    private static InetSocketAddress selectedByReference(final IceMediaStream stream) {
        return stream.getComponent(Component.RTP)
                .getSelectedPair()
                .getLocalCandidate()
                .getTransportAddress();
    }

    private boolean pump(final IceAgent agent, final BooleanSupplier condition) throws IOException {
        final long end = System.nanoTime() + LIMIT.toNanos();
        final byte[] buffer = new byte[1500];
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            final DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                final Path from = Path.of(0, packet.getAddress(), packet.getPort());
                agent.onStun(buffer, 0, packet.getLength(), from, System.nanoTime());
            } catch (SocketTimeoutException e) {
                agent.onTime(System.nanoTime());
            }
        }
        return true;
    }

    private final class RecordingListener implements IceListener {
        @Override
        public void send(final Path path, final byte[] bytes, final int offset, final int length) {
            try {
                socket.send(new DatagramPacket(bytes, offset, length, path.address(), path.port()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void bound(final Path path) {}

        @Override
        public void unbound(final Path path) {}

        @Override
        public void pathChanged(final @Nullable Path path) {}

        @Override
        public void stateChanged(final IceState state) {}

        @Override
        public void credentialsAdded(final IceCredentials local, final int token) {}

        @Override
        public void credentialsRemoved(final IceCredentials local, final int token) {}
    }
}
