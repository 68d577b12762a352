/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.hummingbridge.sfu.datagram.PacketBuffer;

/** UDP through Netty's channels, over epoll or NIO; the two differ in options only. */
final class NettyTransport implements Transport {
    /** Datagrams per recvmmsg, and so the longest read batch; the figure that the measurements settled on. */
    static final int READ_BATCH = 64;

    /** Netty queues what the kernel would not take; past this the port drops. One flush of full-sized packets fits. */
    private static final WriteBufferWaterMark OUTBOUND_BYTES =
            new WriteBufferWaterMark(SendRuns.STAGING_BYTES, 2 * SendRuns.STAGING_BYTES);

    private final boolean epoll;
    private final ByteBufAllocator allocator;

    private NettyTransport(final boolean epoll, final ByteBufAllocator allocator) {
        this.epoll = epoll;
        this.allocator = allocator;
    }

    static NettyTransport epoll(final ByteBufAllocator allocator) {
        return new NettyTransport(true, allocator);
    }

    static NettyTransport nio(final ByteBufAllocator allocator) {
        return new NettyTransport(false, allocator);
    }

    @Override
    public String name() {
        if (!epoll) {
            return "NIO (one system call per datagram)";
        }
        return gso() ? "epoll (recvmmsg, sendmmsg, GSO)" : "epoll (recvmmsg, sendmmsg)";
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    @Override
    public boolean sharesPorts() {
        return epoll;
    }

    @Override
    public boolean gso() {
        return epoll && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    }

    @Override
    public UdpPort open(
            final UdpLoop loop,
            final int socket,
            final InetSocketAddress local,
            final UdpPortConfig config,
            final boolean shared)
            throws IOException {
        final NettyUdpPort port = new NettyUdpPort(loop, socket, gso(), epoll);
        final int slotBytes = PacketBuffer.CAPACITY;
        final Bootstrap bootstrap = new Bootstrap()
                .group(loop.executor())
                .channelFactory(channels(local.getAddress()))
                .handler(port)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.SO_RCVBUF, config.receiveBufferBytes())
                .option(ChannelOption.SO_SNDBUF, config.sendBufferBytes())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTBOUND_BYTES)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(epoll ? slotBytes * READ_BATCH : slotBytes)
                                .maxMessagesPerRead(READ_BATCH));
        if (epoll) {
            bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, slotBytes);
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, shared);
        }
        final ChannelFuture bound = bootstrap.bind(local).awaitUninterruptibly();
        if (bound.cause() instanceof IOException failure) {
            throw failure;
        } else if (!bound.isSuccess()) {
            throw new IOException("the channel could not be opened", bound.cause());
        }
        return port;
    }

    private ChannelFactory<DatagramChannel> channels(final InetAddress local) {
        final SocketProtocolFamily family =
                local instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        return epoll ? () -> new EpollDatagramChannel(family) : () -> new NioDatagramChannel(family);
    }
}
