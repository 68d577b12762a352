/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.util.Objects.requireNonNull;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * A port without a socket, on which sending costs next to nothing: notes where runs are staged and copies nothing until they
 * are carried. The staging area is used anew behind a flush, so what one flush sends is to be carried before the next.
 */
final class MemoryPort implements UdpPort {
    private final InetSocketAddress local;
    private final @Nullable Path[] paths = new @Nullable Path[SendRuns.MAX_RUNS];
    private final int[] starts = new int[SendRuns.MAX_RUNS];
    private final int[] lengths = new int[SendRuns.MAX_RUNS];
    private final int[] segmentSizes = new int[SendRuns.MAX_RUNS];
    private final byte[] bytes = new byte[PacketBuffer.CAPACITY];
    private MemorySegment staged = MemorySegment.NULL;
    private int runs;
    private int datagrams;
    private boolean flushed;

    MemoryPort(final InetSocketAddress local) {
        this.local = local;
    }

    int runs() {
        return runs;
    }

    int datagrams() {
        return datagrams;
    }

    @Override
    public void write(final SendRuns from, final int run) {
        if (flushed) {
            throw new IllegalStateException("the last flush has not been carried: a batch has to fit the staging area");
        }
        paths[runs] = from.path(run);
        starts[runs] = from.start(run);
        lengths[runs] = from.length(run);
        segmentSizes[runs] = from.segmentSize(run);
        datagrams += from.segmentCount(run);
        runs++;
    }

    @Override
    public void flush(final SendRuns from) {
        staged = from.staging();
        flushed = true;
    }

    /** Hands over what was flushed, in order. */
    void carry(final HandLoop.Wire wire) {
        for (int run = 0; run < runs; run++) {
            final int end = starts[run] + lengths[run];
            for (int at = starts[run]; at < end; at += segmentSizes[run]) {
                final int length = Math.min(segmentSizes[run], end - at);
                MemorySegment.copy(staged, JAVA_BYTE, at, bytes, 0, length);
                wire.carry(requireNonNull(paths[run]), bytes, 0, length);
            }
        }
        runs = 0;
        datagrams = 0;
        flushed = false;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public int receiveBufferBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int sendBufferBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean gso() {
        return true;
    }

    @Override
    public void startReading() {}

    @Override
    public void close() {}
}
