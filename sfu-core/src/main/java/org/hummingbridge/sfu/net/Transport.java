/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A way to the kernel: what it can do here, and how it opens a port. Holds no state of any port. */
interface Transport {
    /** One clause for the start-up report. */
    String name();

    IoHandlerFactory ioHandlers();

    /** A timer of that loop, which calls {@code onTime} on it. Any thread but the loop's own. */
    default LoopTimer timer(final IoEventLoop executor, final Runnable onTime) throws IOException {
        return new ScheduledTimer(executor, onTime);
    }

    /** Whether several sockets can bind one port and share its datagrams. */
    boolean sharesPorts();

    boolean gso();

    /** Opens a bound port that does not read yet. Any thread but the loop's own. */
    UdpPort open(UdpLoop loop, int socket, InetSocketAddress local, UdpPortConfig config, boolean shared)
            throws IOException;
}
