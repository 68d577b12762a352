/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import org.hummingbridge.sfu.datagram.Path;

/**
 * One participant's UDP socket: a port of its own, since bridges tell participants by their addresses. IPv4 only. Never waits;
 * what cannot be sent is lost and counted.
 */
public final class GeneratorSocket implements AutoCloseable {
    /** Holds what a bridge sends to one receiver while the generator is away for tens of milliseconds. */
    private static final int BUFFER_BYTES = 2 << 20;

    static final int ADDRESS_BYTES = 16;
    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

    private final Poller poller;
    private final Posix posix;
    private final int fd;
    private final InetSocketAddress local;
    private final MemorySegment address;
    private final MemorySegment datagram;
    private long sent;
    private long sendFailures;
    private boolean closed;

    /** Bound to a free port of {@code host} and registered with the poller under {@code tag}. */
    public GeneratorSocket(final Poller poller, final Inet4Address host, final int tag) throws IOException {
        this.poller = poller;
        this.posix = poller.posix();
        this.address = poller.arena().allocate(ADDRESS_BYTES, Long.BYTES);
        this.datagram = poller.arena().allocate(ReceiveBatch.MAX_DATAGRAM_BYTES, Long.BYTES);
        this.fd = Poller.checked(posix.socket(), "socket");
        buffer(Posix.SO_RCVBUFFORCE, Posix.SO_RCVBUF);
        buffer(Posix.SO_SNDBUFFORCE, Posix.SO_SNDBUF);
        set(Posix.SO_TIMESTAMPNS, 1);
        local = bind(host);
        poller.add(fd, tag);
    }

    private InetSocketAddress bind(final Inet4Address host) throws IOException {
        address(Path.of(0, host, 0));
        Poller.checked(posix.bind(fd, address.address(), ADDRESS_BYTES), "bind");
        final MemorySegment length = datagram;
        length.set(JAVA_INT, 0, ADDRESS_BYTES);
        Poller.checked(posix.getsockname(fd, address.address(), length.address()), "getsockname");
        return new InetSocketAddress(host, address.get(NETWORK_SHORT, 2) & 0xffff);
    }

    private void buffer(final int forced, final int allowed) throws IOException {
        if (set(forced, BUFFER_BYTES) < 0) {
            Poller.checked(set(allowed, BUFFER_BYTES), "setsockopt");
        }
    }

    private int set(final int option, final int value) {
        datagram.set(JAVA_INT, 0, value);
        return posix.setsockopt(fd, Posix.SOL_SOCKET, option, datagram.address(), Integer.BYTES);
    }

    private void address(final Path path) {
        write(path, address);
    }

    /** Writes a {@code struct sockaddr_in}. */
    static void write(final Path path, final MemorySegment address) {
        address.set(JAVA_SHORT, 0, Posix.AF_INET);
        address.set(NETWORK_SHORT, 2, (short) path.port());
        address.set(NETWORK_INT, 4, (int) path.low());
    }

    int fd() {
        return fd;
    }

    void left(final int datagrams) {
        sent += datagrams;
    }

    void failed(final int datagrams) {
        sendFailures += datagrams;
    }

    public InetSocketAddress local() {
        return local;
    }

    /**
     * The poller tells of it no longer, so that who sends to it pays for no notice either: on loopback that is the bridge, and for
     * each datagram.
     */
    public void unwatch() {
        poller.remove(fd);
    }

    /** What the bridge has sent since the last call, up to a batch; ask again while it is full. */
    public int read(final ReceiveBatch batch) {
        return closed ? 0 : batch.read(posix, fd);
    }

    public void send(final Path path, final byte[] bytes, final int offset, final int length) {
        address(path);
        MemorySegment.copy(bytes, offset, datagram, JAVA_BYTE, 0, length);
        if (!path.isIpv4() || posix.sendto(fd, datagram.address(), length, address.address(), ADDRESS_BYTES) < 0) {
            sendFailures++;
        } else {
            sent++;
        }
    }

    /** Datagrams that the kernel took. */
    public long sent() {
        return sent;
    }

    /** Datagrams that the kernel did not take. */
    public long sendFailures() {
        return sendFailures;
    }

    public static Inet4Address ipv4(final String host) throws IOException {
        if (InetAddress.getByName(host) instanceof Inet4Address address) {
            return address;
        }
        throw new UnknownHostException(host + " has no IPv4 address, and the generator speaks IPv4 only");
    }

    @Override
    public void close() {
        closed = true;
        poller.remove(fd);
        posix.close(fd);
    }
}
