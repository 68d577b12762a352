/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.fuzz.AbstractFuzzTest;
import org.hummingbridge.sfu.fuzz.FuzzInput;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;

/**
 * Two connected agents, and a third party that sends STUN to one of them: as it pleases, or with the credentials of this call. The
 * two stay connected with each other, and the answers never grow.
 */
public class StunFuzzTest extends AbstractFuzzTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);
    private static final Path STRANGER = Path.of(0, new InetSocketAddress("203.0.113.200", 6_000));
    private static final int MAX_BYTES = 1500;

    public StunFuzzTest() {
        super("stun", MAX_BYTES, StunFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(final byte[] bytes) {
        final SimulatedNetwork network = new SimulatedNetwork(23);
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);
        final IceRoutes routes = new IceRoutes(1);
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofMillis(200));

        final FuzzInput input = new FuzzInput(bytes);
        while (input.hasMore()) {
            final int kind = input.u8();
            final byte[] message = message(kind, input.slice(), bridge, client);
            final Path from = (kind & 1) == 0 ? STRANGER : Path.of(0, CLIENT);
            routes.sinkFor(message, 0, message.length);
            bridge.agent.onStun(message, 0, message.length, from, network.nowNanos());
            network.advance(Duration.ofMillis(kind >> 4));
        }
        network.advance(Duration.ofMillis(100));

        check(bridge.isConnected(), "still connected");
        check(bridge.mostBound <= IceSettings.MAX_BOUND_PATHS, "bounded addresses");
        check(bridge.largestSent <= MAX_BYTES, "small answers");
    }

    private static byte[] message(
            final int kind, final byte[] content, final SimulatedPeer bridge, final SimulatedPeer client) {
        return switch (kind >> 1 & 3) {
            case 0 -> content;
            case 1 -> withHeader(content);
            case 2 ->
                Stun.sealed(withHeader(content), bridge.agent.localCredentials().password());
            default ->
                Stun.sealed(withHeader(content), client.agent.localCredentials().password());
        };
    }

    /** The content's first two bytes are the type, the next twelve the transaction, the others attributes. */
    private static byte[] withHeader(final byte[] content) {
        final FuzzInput input = new FuzzInput(content);
        final int type = input.u8() << 8 | input.u8();
        final int attributes = Math.max(0, content.length - 14) & ~3;
        final ByteBuffer message = ByteBuffer.allocate(StunMessage.HEADER_BYTES + attributes)
                .putShort((short) (type & 0x3fff))
                .putShort((short) attributes)
                .putInt(StunMessage.MAGIC_COOKIE);
        for (int i = 0; i < StunMessage.TRANSACTION_BYTES; i++) {
            message.put((byte) input.u8());
        }
        for (int i = 0; i < attributes; i++) {
            message.put((byte) input.u8());
        }
        return message.array();
    }

    private static void check(final boolean promise, final String name) {
        if (!promise) {
            throw new AssertionError(name);
        }
    }
}
