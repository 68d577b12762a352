/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.jspecify.annotations.Nullable;

class IceAgentProperties {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);
    private static final Path STRANGER = Path.of(0, new InetSocketAddress("203.0.113.200", 6_000));

    private final SimulatedNetwork network = new SimulatedNetwork(23);
    private final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLED, BRIDGE);
    private final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLING, CLIENT);
    private final IceRoutes routes = new IceRoutes(1);

    private record Snapshot(IceState state, @Nullable Path path, IceRole role, List<Path> bound, int sent) {}

    @Property
    void anyBytesAreDroppedWithAReason(@ForAll @Size(max = 600) final byte[] bytes) {
        final Snapshot before = snapshot();

        final DropReason reason = bridge.agent.onStun(bytes, 0, bytes.length, STRANGER, network.nowNanos());

        assertThat(reason).isNotNull();
        assertThat(routes.sinkFor(bytes, 0, bytes.length)).isNull();
        assertThat(snapshot()).isEqualTo(before);
    }

    @Property
    void anyAttributesBehindARightHeaderAreTakenOrDroppedButNeverChangeAnything(
            @ForAll @Size(max = 600) final byte[] attributes, @ForAll @IntRange(max = 0x3fff) final int type) {
        final byte[] bytes = withHeader(attributes, type);
        final Snapshot before = snapshot();

        bridge.agent.onStun(bytes, 0, bytes.length, STRANGER, network.nowNanos());

        assertThat(routes.sinkFor(bytes, 0, bytes.length)).isNull();
        assertThat(snapshot()).isEqualTo(before);
    }

    @Property
    void aCheckWithAnyAuthenticatedByteChangedIsDropped(
            @ForAll @IntRange(min = 0, max = 10_000) final int place,
            @ForAll @IntRange(min = 1, max = 255) final int flip) {
        final byte[] check = withoutFingerprint(Forgery.check(bridge.agent, client.agent, true));
        check[place % check.length] ^= (byte) flip;
        final Snapshot before = snapshot();

        final DropReason reason = bridge.agent.onStun(check, 0, check.length, STRANGER, network.nowNanos());

        assertThat(snapshot()).isEqualTo(before);
        if (StunMessage.type(check, 0) != StunMessage.BINDING_INDICATION) {
            assertThat(reason).isNotNull();
        }
    }

    @Property
    void aCheckCutAnywhereIsDropped(@ForAll @IntRange(min = 0, max = 10_000) final int place) {
        final byte[] check = Forgery.check(bridge.agent, client.agent, true);
        final Snapshot before = snapshot();

        final DropReason reason = bridge.agent.onStun(check, 0, place % check.length, STRANGER, network.nowNanos());

        assertThat(reason).isNotNull();
        assertThat(snapshot()).isEqualTo(before);
    }

    @Property(tries = 200)
    void authenticatedNonsenseNeverBreaksAConnectedAgent(@ForAll @Size(max = 300) final byte[] attributes) {
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));
        final byte[] bytes = Stun.sealed(
                withHeader(attributes, StunMessage.BINDING_REQUEST),
                bridge.agent.localCredentials().password());

        bridge.agent.onStun(bytes, 0, bytes.length, STRANGER, network.nowNanos());
        network.advance(Duration.ofSeconds(2));

        assertThat(bridge.isConnected()).isTrue();
        assertThat(bridge.target()).isEqualTo(CLIENT);
    }

    /** So that it is the integrity that has to notice the change. */
    private static byte[] withoutFingerprint(final byte[] sealed) {
        final byte[] bytes = Arrays.copyOf(sealed, sealed.length - 8);
        StunMessage.uint16(bytes, 2, bytes.length - StunMessage.HEADER_BYTES);
        return bytes;
    }

    private static byte[] withHeader(final byte[] attributes, final int type) {
        final int length = attributes.length & ~3;
        return ByteBuffer.allocate(StunMessage.HEADER_BYTES + length)
                .putShort((short) type)
                .putShort((short) length)
                .putInt(StunMessage.MAGIC_COOKIE)
                .position(StunMessage.HEADER_BYTES)
                .put(attributes, 0, length)
                .array();
    }

    private Snapshot snapshot() {
        return new Snapshot(
                bridge.agent.state(), bridge.agent.path(), bridge.agent.role(), List.copyOf(bridge.bound), bridge.sent);
    }
}
