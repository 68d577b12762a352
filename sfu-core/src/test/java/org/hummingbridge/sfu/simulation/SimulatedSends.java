/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.net.InetSocketAddress;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;

/** What a simulated loop sends: every datagram leaves as soon as it is written, and one at a time. */
final class SimulatedSends implements SendBatch {
    private final SimulatedNetwork network;
    private final InetSocketAddress from;
    private final Counters counters;
    private final byte[] slot = new byte[PacketBuffer.CAPACITY];
    private Path path = new Path(0, 0, 0, 0);
    private boolean open;
    private boolean connected = true;

    SimulatedSends(final SimulatedNetwork network, final InetSocketAddress from, final Counters counters) {
        this.network = network;
        this.from = from;
        this.counters = counters;
    }

    /** Lets everything vanish from now on. */
    void disconnect() {
        connected = false;
    }

    @Override
    public void begin(final Path newPath, final int maxLength) {
        if (open || maxLength > slot.length) {
            throw new IllegalStateException("begin(" + maxLength + ") while " + (open ? "open" : "closed"));
        }
        path = newPath;
        open = true;
    }

    @Override
    public byte[] array() {
        return slot;
    }

    @Override
    public int position() {
        return 0;
    }

    @Override
    public void commit(final int length) {
        open = false;
        counters.add(Counter.DATAGRAMS_SENT, 1);
        if (connected) {
            network.send(from, path.remote(), slot, 0, length);
        }
    }

    @Override
    public void abort() {
        open = false;
    }

    @Override
    public void flush() {}
}
