/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.net.InetSocketAddress;

/**
 * One socket on one loop: feeds the loop whole read batches and sends runs for it. Errors of the network are counted; they
 * never close the socket and never reach the caller.
 */
interface UdpPort {
    InetSocketAddress localAddress();

    /** What the kernel granted, counted as it was asked for (Linux reports the double). */
    int receiveBufferBytes();

    /** What the kernel granted, counted as it was asked for. */
    int sendBufferBytes();

    /** Whether runs leave as one GSO write; turns false for good when the device refuses. */
    boolean gso();

    /** Begins to feed the loop; what arrived since the port was bound waits in the kernel. Loop only. */
    void startReading();

    /** Takes the run; its bytes are read until the next {@link #flush} returns. Loop only. */
    void write(SendRuns runs, int run);

    /** Hands the kernel what was written. Loop only. */
    void flush(SendRuns runs);

    /** Whether {@link #countKernelDrops} works here. Any thread, before the port reads. */
    default boolean tellsKernelDrops() {
        return false;
    }

    /** Counts the datagrams that found the receive buffer full since the last call. Loop only. */
    default void countKernelDrops() {}

    /** Closes the socket and gives back its memory. Loop only. */
    void close();
}
