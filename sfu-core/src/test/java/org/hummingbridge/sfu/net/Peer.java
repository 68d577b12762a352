/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.hummingbridge.sfu.datagram.Path;

/** A client with one UDP socket on loopback. */
final class Peer implements AutoCloseable {
    private static final int WAIT_MILLIS = 30_000;
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    private final DatagramSocket socket;

    Peer(final InetAddress local) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(local, 0));
        socket.setSoTimeout(WAIT_MILLIS);
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    }

    void send(final byte[] bytes, final InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DatagramPacket receivePacket() {
        final DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            socket.receive(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packet;
    }

    byte[] receive() {
        final DatagramPacket packet = receivePacket();
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    Path pathFrom(final int localSocket) {
        return Path.of(localSocket, (InetSocketAddress) socket.getLocalSocketAddress());
    }

    @Override
    public void close() {
        socket.close();
    }
}
