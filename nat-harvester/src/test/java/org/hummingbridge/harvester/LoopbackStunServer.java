/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells everybody that they come from one public address, or lets their first requests pass unanswered. */
final class LoopbackStunServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetAddress told;
    private final int portShift;
    private final int deafTo;
    private final AtomicInteger requests = new AtomicInteger();

    LoopbackStunServer(final String told, final int portShift, final int deafTo) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        this.told = InetAddress.ofLiteral(told);
        this.portShift = portShift;
        this.deafTo = deafTo;
        Thread.ofVirtual().start(this::serve);
    }

    StunServer address() {
        return new StunServer("127.0.0.1", socket.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    private void serve() {
        final DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
        try {
            while (true) {
                packet.setLength(1_500);
                socket.receive(packet);
                if (requests.incrementAndGet() > deafTo) {
                    answer(packet);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void answer(final DatagramPacket request) throws IOException {
        final ByteBuffer asked = ByteBuffer.wrap(request.getData(), 0, request.getLength());
        final ByteBuffer answer = ByteBuffer.allocate(32)
                .putShort((short) 0x0101)
                .putShort((short) 12)
                .put(asked.slice(4, 16))
                .putShort((short) 0x0020)
                .putShort((short) 8)
                .putShort((short) 1)
                .putShort((short) (request.getPort() + portShift ^ 0x2112))
                .putInt(ByteBuffer.wrap(told.getAddress()).getInt() ^ 0x2112A442);
        socket.send(new DatagramPacket(answer.array(), answer.position(), request.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
