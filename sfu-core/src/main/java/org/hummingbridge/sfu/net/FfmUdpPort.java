/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket of Linux that Netty's epoll loop watches and that is read and written by recvmmsg and sendmmsg directly: no object
 * per datagram, batch or run. Level-triggered, one batch per event (a few while the loop is behind), so that a flooded socket leaves the
 * others their turn.
 */
final class FfmUdpPort implements UdpPort, EpollIoHandle {
    /**
     * Batches that one turn takes in while the loop is behind: a queue of thousands makes everybody wait anyway, and the more of it is
     * fanned out at once, the less each packet costs.
     */
    private static final int MOST_READS_BEHIND = 4;

    private final UdpLoop loop;
    private final Intake intake;
    private final int socketIndex;
    private final Arena arena;
    private final FfmSocket socket;
    private final FfmReader reader;
    private final FfmWriter writer;
    private final InetSocketAddress localAddress;
    private final int receiveBufferBytes;
    private final int sendBufferBytes;
    private @Nullable IoRegistration registration;
    private long kernelDrops;

    private FfmUdpPort(final UdpLoop loop, final int socketIndex, final Arena arena, final FfmSocket socket)
            throws IOException {
        this.loop = loop;
        this.intake = loop.intake();
        this.socketIndex = socketIndex;
        this.arena = arena;
        this.socket = socket;
        this.reader = new FfmReader(arena, socket);
        this.writer = new FfmWriter(arena, socket, loop.counters());
        this.localAddress = socket.localAddress();
        this.receiveBufferBytes = socket.bufferBytes(Linux.SO_RCVBUF);
        this.sendBufferBytes = socket.bufferBytes(Linux.SO_SNDBUF);
    }

    // The port owns the arena and closes it with itself.
    @SuppressWarnings("MustBeClosedChecker")
    static FfmUdpPort open(
            final UdpLoop loop,
            final int socketIndex,
            final InetSocketAddress local,
            final UdpPortConfig config,
            final boolean shared)
            throws IOException {
        final Arena arena = Arena.ofShared();
        FfmSocket socket = null;
        boolean complete = false;
        try {
            socket = FfmSocket.bind(arena, local, shared, config.receiveBufferBytes(), config.sendBufferBytes());
            final FfmUdpPort port = new FfmUdpPort(loop, socketIndex, arena, socket);
            port.registration =
                    loop.executor().register(port).syncUninterruptibly().getNow();
            complete = true;
            return port;
        } finally {
            if (!complete) {
                if (socket != null) {
                    socket.close();
                }
                arena.close();
            }
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket.descriptor();
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    @Override
    public int sendBufferBytes() {
        return sendBufferBytes;
    }

    @Override
    public boolean gso() {
        return writer.gso();
    }

    @Override
    public void startReading() {
        if (registration != null) {
            registration.submit(EpollIoOps.EPOLLIN);
        }
    }

    @Override
    public void handle(final IoRegistration ignored, final IoEvent event) {
        final long now = loop.beginTurn();
        final int most = loop.backlog().isBehind() ? MOST_READS_BEHIND : 1;
        int count = takeBatch(now);
        int taken = count;
        for (int reads = 1; count == FfmReader.MAX_DATAGRAMS && reads < most; reads++) {
            count = takeBatch(now);
            taken += count;
        }
        if (taken > 0) {
            loop.endTurn(socketIndex, count == FfmReader.MAX_DATAGRAMS);
        }
    }

    private int takeBatch(final long now) {
        final int count = reader.read();
        for (int i = 0; i < count; i++) {
            take(i, now);
        }
        return count;
    }

    private void take(final int datagram, final long now) {
        final PacketBuffer packet = intake.admit(reader.length(datagram));
        if (packet != null) {
            reader.copy(datagram, packet.bytes(), packet.offset());
            intake.received(
                    packet, socketIndex, reader.high(datagram), reader.low(datagram), reader.port(datagram), now);
        }
    }

    @Override
    public boolean tellsKernelDrops() {
        return socket.drops() >= 0;
    }

    @Override
    public void countKernelDrops() {
        final long drops = socket.descriptor().isOpen() ? socket.drops() : -1;
        if (drops >= 0) {
            loop.counters().add(Counter.KERNEL_DROPS, (drops - kernelDrops) & 0xffff_ffffL);
            kernelDrops = drops;
        }
    }

    @Override
    public void write(final SendRuns runs, final int run) {
        writer.write(runs, run);
    }

    @Override
    public void flush(final SendRuns runs) {
        writer.flush(runs);
    }

    @Override
    public void close() {
        if (registration == null || !registration.cancel()) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            loop.failed(e);
        }
        arena.close();
    }
}
