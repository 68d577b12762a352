/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a STUN server from a port of its own, since the media port belongs to the media loops. Blocks for a bounded time, and never
 * longer than its waits together.
 */
final class StunQuestion {
    /** RFC 8489 §6.2.1 begins with 500 ms and doubles; a server that needs more than all of this is no use at start. */
    static final List<Duration> WAITS =
            List.of(Duration.ofMillis(500), Duration.ofMillis(1_000), Duration.ofMillis(1_500));

    /** Ethernet's; answers without credentials have about 60 bytes. */
    private static final int MAX_ANSWER_BYTES = 1_500;

    private final RandomGenerator random;
    private final List<Duration> waits;

    StunQuestion(final RandomGenerator random, final List<Duration> waits) {
        this.random = random;
        this.waits = List.copyOf(waits);
    }

    /**
     * @param local own address to ask from
     * @param mapped where the server saw it
     * @param portKept whether the way there left the port alone
     */
    record Answer(InetAddress local, InetAddress mapped, boolean portKept) {}

    /** @throws IOException with a clause for people: why there is no answer */
    Answer ask(final StunServer server, final InetAddress local) throws IOException {
        final InetSocketAddress remote = new InetSocketAddress(resolve(server, local), server.port());
        final byte[] id = new byte[StunBinding.TRANSACTION_ID_BYTES];
        random.nextBytes(id);
        final StunBinding binding = new StunBinding(id);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(local, 0))) {
            socket.connect(remote);
            for (final Duration wait : waits) {
                final byte[] request = binding.request();
                socket.send(new DatagramPacket(request, request.length));
                final InetSocketAddress mapped = await(socket, binding, System.nanoTime() + wait.toNanos());
                if (mapped != null && mapped.getAddress().getClass() == local.getClass()) {
                    return new Answer(local, mapped.getAddress(), mapped.getPort() == socket.getLocalPort());
                }
            }
        }
        throw new SocketTimeoutException("does not answer");
    }

    private static InetAddress resolve(final StunServer server, final InetAddress local) throws IOException {
        final InetAddress[] all;
        try {
            all = InetAddress.getAllByName(server.host());
        } catch (UnknownHostException e) {
            throw new IOException("has a name that is not known", e);
        }
        return Stream.of(all)
                .filter(each -> each.getClass() == local.getClass())
                .findFirst()
                .orElseThrow(() -> new IOException("has no address of the same IP version"));
    }

    /** Null if nothing that answers our request comes until the deadline. */
    private static @Nullable InetSocketAddress await(
            final DatagramSocket socket, final StunBinding binding, final long deadlineNanos) throws IOException {
        while (true) {
            final long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return null;
            }
            socket.setSoTimeout((int) leftMillis);
            final DatagramPacket answer = new DatagramPacket(new byte[MAX_ANSWER_BYTES], MAX_ANSWER_BYTES);
            try {
                socket.receive(answer);
            } catch (SocketTimeoutException e) {
                return null;
            }
            final InetSocketAddress mapped = binding.mapped(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
            if (mapped != null) {
                return mapped;
            }
        }
    }
}
