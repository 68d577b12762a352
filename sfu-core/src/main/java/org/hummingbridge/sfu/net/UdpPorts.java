/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.StunRouter;

/**
 * All UDP sockets of the bridge and the loops that serve them: every address on every loop. Reads from the moment it is open;
 * never changes sockets or loops until it is closed.
 */
public final class UdpPorts implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_SECONDS = 10;

    private final MultiThreadIoEventLoopGroup group;
    private final TransportChoice choice;
    private final List<UdpLoop> loops = new ArrayList<>();
    private final Collection<String> warnings = new LinkedHashSet<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final KernelDrops kernelDrops = new KernelDrops();

    private UdpPorts(final TransportChoice choice, final int loopCount) {
        this.choice = choice;
        this.group = new MultiThreadIoEventLoopGroup(
                loopCount,
                new DefaultThreadFactory("udp-loop", true),
                choice.transport().ioHandlers());
        this.warnings.addAll(choice.warnings());
    }

    /** Opens everything or nothing. {@code router} is called from every loop. */
    public static UdpPorts open(final UdpPortConfig config, final StunRouter router) throws UdpBindException {
        return open(config, router, ByteBufAllocator.DEFAULT);
    }

    static UdpPorts open(final UdpPortConfig config, final StunRouter router, final ByteBufAllocator allocator)
            throws UdpBindException {
        final TransportChoice choice = TransportChoice.of(config.transport(), allocator);
        final UdpPorts ports = new UdpPorts(choice, loopCount(config, choice.transport()));
        boolean complete = false;
        try {
            ports.openLoops(config, router);
            complete = true;
            return ports;
        } finally {
            if (!complete) {
                ports.close();
            }
        }
    }

    private static int loopCount(final UdpPortConfig config, final Transport transport) {
        if (config.isRange()) {
            return config.lastPort() - config.firstPort() + 1;
        }
        return transport.sharesPorts() ? config.loops() : 1;
    }

    private void openLoops(final UdpPortConfig config, final StunRouter router) throws UdpBindException {
        final SecureRandom random = new SecureRandom();
        for (int i = 0; i < group.executorCount(); i++) {
            final UdpLoop loop = newLoop(i, config, router, random.nextLong());
            loop.executor().submit(loop::ownedByThisThread).syncUninterruptibly();
            loops.add(loop);
        }
        LoopLinks.join(loops.stream().map(UdpLoop::links).toList(), !config.isRange());
        for (int socket = 0; socket < config.addresses().size(); socket++) {
            openSockets(config, socket);
        }
        for (final UdpLoop loop : loops) {
            loop.executor()
                    .submit(() -> loop.ports().forEach(UdpPort::startReading))
                    .syncUninterruptibly();
        }
        kernelDrops.start();
    }

    private UdpLoop newLoop(
            final int index, final UdpPortConfig config, final StunRouter router, final long pathTableSeed)
            throws UdpBindException {
        try {
            return new UdpLoop(index, group.next(), config.arenaSlots(), router, pathTableSeed, choice.transport());
        } catch (IOException e) {
            throw new UdpBindException(config.addresses().getFirst(), config.firstPort(), e);
        }
    }

    /** One address on every loop; the probe for all of its ports comes first, since our own sockets would fail it. */
    private void openSockets(final UdpPortConfig config, final int socket) throws UdpBindException {
        final InetAddress address = config.addresses().get(socket);
        final int first = PortProbe.freePort(address, config.firstPort());
        for (int port = config.firstPort() + 1; port <= config.lastPort(); port++) {
            PortProbe.freePort(address, port);
        }
        final boolean shared = !config.isRange() && loops.size() > 1;
        for (final UdpLoop loop : loops) {
            final int port = config.isRange() ? first + loop.index() : first;
            try {
                final InetSocketAddress local = new InetSocketAddress(address, port);
                final UdpPort opened = choice.transport().open(loop, socket, local, config, shared);
                loop.ports().add(opened);
                SocketBufferWarning.check(opened, config, warnings);
                watchDrops(loop, opened, local);
            } catch (IOException e) {
                throw new UdpBindException(address, port, e);
            }
        }
    }

    private void watchDrops(final UdpLoop loop, final UdpPort port, final InetSocketAddress local) {
        if (port.tellsKernelDrops()) {
            kernelDrops.ask(() -> loop.execute(port::countKernelDrops));
        } else {
            kernelDrops.watch(local, more -> loop.execute(() -> loop.counters().add(Counter.KERNEL_DROPS, more)));
        }
    }

    public List<? extends Loop> loops() {
        return List.copyOf(loops);
    }

    /** Where {@code loop} receives what is sent to the {@code socket}-th address. */
    public InetSocketAddress localAddress(final int loop, final int socket) {
        return loops.get(loop).ports().get(socket).localAddress();
    }

    /** What serves the sockets and why nothing better does. */
    public String transport() {
        return choice.reason();
    }

    /** Whether runs of datagrams to one peer cost one trip through the kernel. */
    public boolean gso() {
        return loops.stream().flatMap(loop -> loop.ports().stream()).allMatch(UdpPort::gso);
    }

    /** Sentences for operators about what this machine should grant but does not. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Stops reading, drops what is queued and ends the threads. Not from a loop, which would wait for itself. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        kernelDrops.close();
        for (final UdpLoop loop : loops) {
            loop.executor().submit(loop::close).awaitUninterruptibly();
        }
        group.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        loops.forEach(UdpLoop::releaseQueued);
        loops.forEach(UdpLoop::recallErrands);
    }
}
