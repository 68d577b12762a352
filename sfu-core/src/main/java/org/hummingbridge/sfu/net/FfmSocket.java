/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import org.hummingbridge.sfu.datagram.Path;

/** A bound, non-blocking UDP socket of Linux and its options. Neither reads nor writes datagrams. */
final class FfmSocket {
    /** linux/sock_diag.h: nine words, the last of which counts the datagrams that found the receive buffer full. */
    private static final int MEMORY_INFO_BYTES = 36;

    private static final int DROPS_AT = 32;

    private final FileDescriptor descriptor;
    private final short family;
    private final MemorySegment state;
    private final MemorySegment name;
    private final MemorySegment option;
    private final MemorySegment length;
    private final MemorySegment memoryInfo;

    private FfmSocket(final Arena arena, final short family) throws IOException {
        this.family = family;
        this.state = Libc.newState(arena);
        this.name = arena.allocate(SocketAddressBytes.BYTES, Long.BYTES);
        this.option = arena.allocate(JAVA_INT);
        this.length = arena.allocate(JAVA_INT);
        this.memoryInfo = arena.allocate(MEMORY_INFO_BYTES, Integer.BYTES);
        this.descriptor =
                new FileDescriptor(checked(Libc.socket(state, family, Linux.SOCK_DGRAM_NONBLOCK_CLOEXEC), "socket"));
    }

    /** Its memory comes from {@code arena} and lives as long. */
    static FfmSocket bind(
            final Arena arena,
            final InetSocketAddress local,
            final boolean reusePort,
            final int receiveBufferBytes,
            final int sendBufferBytes)
            throws IOException {
        final InetAddress address = local.getAddress();
        final FfmSocket socket = new FfmSocket(arena, address instanceof Inet4Address ? Linux.AF_INET : Linux.AF_INET6);
        boolean bound = false;
        try {
            socket.set(Linux.SOL_SOCKET, Linux.SO_RCVBUF, receiveBufferBytes);
            socket.set(Linux.SOL_SOCKET, Linux.SO_SNDBUF, sendBufferBytes);
            if (reusePort) {
                socket.set(Linux.SOL_SOCKET, Linux.SO_REUSEPORT, 1);
            }
            SocketAddressBytes.writeLocal(socket.name, socket.family, local);
            final int nameBytes = SocketAddressBytes.length(socket.family);
            checked(Libc.bind(socket.state, socket.fd(), socket.name.address(), nameBytes), "bind");
            bound = true;
            return socket;
        } finally {
            if (!bound) {
                socket.close();
            }
        }
    }

    FileDescriptor descriptor() {
        return descriptor;
    }

    int fd() {
        return descriptor.intValue();
    }

    short family() {
        return family;
    }

    /** Loop only, once it reads. */
    MemorySegment state() {
        return state;
    }

    InetSocketAddress localAddress() throws IOException {
        length.set(JAVA_INT, 0, SocketAddressBytes.BYTES);
        checked(Libc.getsockname(state, fd(), name.address(), length.address()), "getsockname");
        return new Path(
                        0,
                        SocketAddressBytes.high(name, 0),
                        SocketAddressBytes.low(name, 0),
                        SocketAddressBytes.port(name, 0))
                .remote();
    }

    /** Linux reports what it reserves, which is double what it was asked for. */
    int bufferBytes(final int socketOption) throws IOException {
        return get(Linux.SOL_SOCKET, socketOption) / 2;
    }

    /** UDP_SEGMENT is known since Linux 4.18. */
    boolean supportsGso() {
        length.set(JAVA_INT, 0, Integer.BYTES);
        return Libc.getsockopt(state, fd(), Linux.SOL_UDP, Linux.UDP_SEGMENT, option.address(), length.address()) >= 0;
    }

    /** Datagrams that found the receive buffer full so far, modulo 2^32; negative if the kernel does not tell (before 4.12). */
    long drops() {
        length.set(JAVA_INT, 0, MEMORY_INFO_BYTES);
        final int result = Libc.getsockopt(
                state, fd(), Linux.SOL_SOCKET, Linux.SO_MEMINFO, memoryInfo.address(), length.address());
        return result < 0 || length.get(JAVA_INT, 0) < MEMORY_INFO_BYTES
                ? -1
                : Integer.toUnsignedLong(memoryInfo.get(JAVA_INT, DROPS_AT));
    }

    private void set(final int level, final int name, final int value) throws IOException {
        option.set(JAVA_INT, 0, value);
        checked(Libc.setsockopt(state, fd(), level, name, option.address(), Integer.BYTES), "setsockopt");
    }

    private int get(final int level, final int name) throws IOException {
        length.set(JAVA_INT, 0, Integer.BYTES);
        checked(Libc.getsockopt(state, fd(), level, name, option.address(), length.address()), "getsockopt");
        return option.get(JAVA_INT, 0);
    }

    private static int checked(final int result, final String call) throws IOException {
        if (result < 0) {
            throw new SocketException(call + ": " + Linux.message(-result));
        }
        return result;
    }

    void close() throws IOException {
        if (descriptor.isOpen()) {
            descriptor.close();
        }
    }
}
