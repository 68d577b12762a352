/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.net.InetAddress;
import java.util.List;

/**
 * What to open: every address on every loop. Checked when built, so that opening fails for the machine's reasons only.
 *
 * @param addresses local addresses, each bound by a socket of its own; the position is {@code Path.localSocket}
 * @param firstPort the port, or the first of a range; 0 lets the kernel choose
 * @param lastPort equal to {@code firstPort} for one port that all loops share; else loop i has {@code firstPort + i} to itself
 * @param loops event loops on a shared port; a range has as many loops as ports instead
 * @param transport which way to the kernel
 * @param receiveBufferBytes SO_RCVBUF to ask for
 * @param sendBufferBytes SO_SNDBUF to ask for
 * @param arenaSlots packet slots per loop, {@code PacketBuffer.CAPACITY} bytes each
 */
public record UdpPortConfig(
        List<InetAddress> addresses,
        int firstPort,
        int lastPort,
        int loops,
        UdpTransport transport,
        int receiveBufferBytes,
        int sendBufferBytes,
        int arenaSlots) {

    /** Addresses that one loop serves; more is a sign of docker bridges offered by mistake. */
    public static final int MAX_ADDRESSES = 64;

    /** Loops, and so ports of a range; a thread each. */
    public static final int MAX_LOOPS = 128;

    /** What Jitsi's handbook already has operators allow by {@code net.core.rmem_max}; about 80 ms of 1 Gbit/s. */
    private static final int DEFAULT_RECEIVE_BUFFER_BYTES = 10 << 20;

    /** Twice what one flush can stage, so that a burst to a whole conference fits. */
    private static final int DEFAULT_SEND_BUFFER_BYTES = 2 << 20;

    /** 128 MiB when all are in use: a second and a half of history for 40,000 packets/s received, more than one core forwards. */
    private static final int DEFAULT_ARENA_SLOTS = 65_536;

    public UdpPortConfig {
        addresses = List.copyOf(addresses);
        check(
                !addresses.isEmpty() && addresses.size() <= MAX_ADDRESSES,
                "1.." + MAX_ADDRESSES + " addresses are needed");
        check(
                firstPort >= 0 && lastPort <= 65_535 && firstPort <= lastPort,
                "the ports are not a range within 0..65535");
        check(firstPort > 0 || lastPort == 0, "a range cannot start at port 0");
        check(
                lastPort - firstPort < MAX_LOOPS,
                "a port range gives each loop a port; more than " + MAX_LOOPS + " are too many");
        check(loops > 0 && loops <= MAX_LOOPS, "1.." + MAX_LOOPS + " loops are needed");
        check(receiveBufferBytes > 0 && sendBufferBytes > 0, "socket buffers need a positive size");
        check(arenaSlots > 0, "an arena needs slots");
    }

    /** One loop per core on one port, everything else as it suits most machines. */
    public static UdpPortConfig of(final List<InetAddress> addresses, final int port) {
        return new UdpPortConfig(
                addresses,
                port,
                port,
                Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors()),
                UdpTransport.AUTO,
                DEFAULT_RECEIVE_BUFFER_BYTES,
                DEFAULT_SEND_BUFFER_BYTES,
                DEFAULT_ARENA_SLOTS);
    }

    public UdpPortConfig withPorts(final int first, final int last) {
        return new UdpPortConfig(
                addresses, first, last, loops, transport, receiveBufferBytes, sendBufferBytes, arenaSlots);
    }

    public UdpPortConfig withLoops(final int count) {
        return new UdpPortConfig(
                addresses, firstPort, lastPort, count, transport, receiveBufferBytes, sendBufferBytes, arenaSlots);
    }

    public UdpPortConfig withTransport(final UdpTransport wanted) {
        return new UdpPortConfig(
                addresses, firstPort, lastPort, loops, wanted, receiveBufferBytes, sendBufferBytes, arenaSlots);
    }

    public UdpPortConfig withSocketBuffers(final int receiveBytes, final int sendBytes) {
        return new UdpPortConfig(addresses, firstPort, lastPort, loops, transport, receiveBytes, sendBytes, arenaSlots);
    }

    public UdpPortConfig withArenaSlots(final int slots) {
        return new UdpPortConfig(
                addresses, firstPort, lastPort, loops, transport, receiveBufferBytes, sendBufferBytes, slots);
    }

    boolean isRange() {
        return lastPort > firstPort;
    }

    private static void check(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
