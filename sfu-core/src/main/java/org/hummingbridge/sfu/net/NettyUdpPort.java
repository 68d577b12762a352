/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket that Netty reads and writes, over epoll or NIO. Copies each datagram once, into a slot of the loop; never lets
 * Netty's outbound queue grow past one flush.
 */
final class NettyUdpPort extends ChannelInboundHandlerAdapter implements UdpPort {
    private final UdpLoop loop;
    private final int socket;
    private final boolean kernelDoublesSizes;
    private @Nullable DatagramChannel channel;
    private boolean gso;
    private boolean inTurn;
    private long turnNanos;
    private int taken;
    private boolean touched;

    /** Runs of the current flush that the device could not take as GSO writes. */
    private final int[] refused = new int[SendRuns.MAX_RUNS];

    private int refusedCount;
    private boolean flushing;

    NettyUdpPort(final UdpLoop loop, final int socket, final boolean gso, final boolean kernelDoublesSizes) {
        this.loop = loop;
        this.socket = socket;
        this.gso = gso;
        this.kernelDoublesSizes = kernelDoublesSizes;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext ctx) {
        channel = (DatagramChannel) ctx.channel();
    }

    private DatagramChannel channel() {
        return Objects.requireNonNull(channel, "the port is not bound yet");
    }

    @Override
    public InetSocketAddress localAddress() {
        return channel().localAddress();
    }

    @Override
    public int receiveBufferBytes() {
        return asAsked(channel().config().getReceiveBufferSize());
    }

    @Override
    public int sendBufferBytes() {
        return asAsked(channel().config().getSendBufferSize());
    }

    private int asAsked(final int reportedBytes) {
        return kernelDoublesSizes ? reportedBytes / 2 : reportedBytes;
    }

    @Override
    public boolean gso() {
        return gso;
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        final DatagramPacket datagram = (DatagramPacket) message;
        try {
            if (!inTurn) {
                inTurn = true;
                taken = 0;
                turnNanos = loop.beginTurn();
            }
            taken++;
            take(datagram.content(), datagram.sender());
        } finally {
            datagram.release();
        }
    }

    private void take(final ByteBuf content, final InetSocketAddress sender) {
        final int length = content.readableBytes();
        final PacketBuffer packet = loop.intake().admit(length);
        if (packet != null) {
            content.readBytes(packet.bytes(), packet.offset(), length);
            final InetAddress address = sender.getAddress();
            loop.intake()
                    .received(
                            packet,
                            socket,
                            Addresses.high(address),
                            Addresses.low(address),
                            sender.getPort(),
                            turnNanos);
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx) {
        if (inTurn) {
            inTurn = false;
            loop.endTurn(socket, taken >= NettyTransport.READ_BATCH);
        }
    }

    /** Errors of single reads, such as an ICMP message that the socket reports; the channel stays open. */
    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        loop.failed(cause);
    }

    @Override
    public void startReading() {
        channel().config().setAutoRead(true);
    }

    @Override
    public void write(final SendRuns runs, final int run) {
        final Channel out = channel();
        if (!out.isWritable()) {
            out.flush();
        }
        if (!out.isWritable()) {
            loop.counters().drop(DropReason.SEND_WOULD_BLOCK, runs.segmentCount(run));
            return;
        }
        touched = true;
        if (gso && runs.segmentCount(run) > 1) {
            writeSegmented(runs, run);
        } else {
            writeSingly(runs, run);
        }
    }

    private void writeSegmented(final SendRuns runs, final int run) {
        final ByteBuf bytes = copy(runs, runs.start(run), runs.length(run));
        final InetSocketAddress remote = runs.path(run).remote();
        final int datagrams = runs.segmentCount(run);
        final int length = runs.length(run);
        channel()
                .write(new SegmentedDatagramPacket(bytes, runs.segmentSize(run), remote))
                .addListener(future -> {
                    final Throwable cause = future.cause();
                    if (flushing
                            && cause instanceof Errors.NativeIoException refusal
                            && GsoRefusal.is(refusal.expectedErr())) {
                        gso &= !GsoRefusal.isForGood(refusal.expectedErr());
                        refused[refusedCount++] = run;
                    } else {
                        written(cause, datagrams, length);
                    }
                });
    }

    private void writeSingly(final SendRuns runs, final int run) {
        final Path path = runs.path(run);
        final InetSocketAddress remote = path.remote();
        for (int i = 0; i < runs.segmentCount(run); i++) {
            final int length = runs.segmentLength(run, i);
            final ByteBuf bytes = copy(runs, runs.segmentStart(run, i), length);
            final ChannelFuture written = channel().write(new DatagramPacket(bytes, remote));
            written.addListener(future -> written(future.cause(), 1, length));
        }
    }

    private ByteBuf copy(final SendRuns runs, final int start, final int length) {
        return channel()
                .alloc()
                .directBuffer(length, length)
                .writeBytes(runs.staging().asSlice(start, length).asByteBuffer());
    }

    private void written(final @Nullable Throwable cause, final int datagrams, final int length) {
        if (cause == null) {
            loop.counters().add(Counter.DATAGRAMS_SENT, datagrams);
            loop.counters().add(Counter.BYTES_SENT, length);
            loop.counters().add(Counter.SEND_RUNS, 1);
        } else if (!(cause instanceof ClosedChannelException)) {
            final int error = cause instanceof Errors.NativeIoException refusal ? refusal.expectedErr() : 0;
            loop.counters().drop(SendErrors.reason(error), datagrams);
        }
    }

    @Override
    public void flush(final SendRuns runs) {
        if (!touched) {
            return;
        }
        touched = false;
        flushing = true;
        channel().flush();
        flushing = false;
        if (refusedCount > 0) {
            for (int i = 0; i < refusedCount; i++) {
                writeSingly(runs, refused[i]);
            }
            refusedCount = 0;
            channel().flush();
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }
}
