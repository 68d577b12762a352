/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;

/** UDP by recvmmsg and sendmmsg through java.lang.foreign on Netty's epoll loops: the way that allocates nothing. */
final class FfmTransport implements Transport {
    private final boolean gso;

    /** {@code gso} as {@link FfmProbe} found it. */
    FfmTransport(final boolean gso) {
        this.gso = gso;
    }

    @Override
    public String name() {
        return "epoll with recvmmsg and sendmmsg by java.lang.foreign" + (gso ? ", GSO" : ", no GSO");
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public LoopTimer timer(final IoEventLoop executor, final Runnable onTime) throws IOException {
        return FfmTimer.open(executor, onTime);
    }

    @Override
    public boolean sharesPorts() {
        return true;
    }

    @Override
    public boolean gso() {
        return gso;
    }

    @Override
    public UdpPort open(
            final UdpLoop loop,
            final int socket,
            final InetSocketAddress local,
            final UdpPortConfig config,
            final boolean shared)
            throws IOException {
        return FfmUdpPort.open(loop, socket, local, config, shared);
    }
}
