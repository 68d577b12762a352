/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.List;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.jspecify.annotations.Nullable;

/**
 * Stages a loop's datagrams and hands them to the port of their path, one kernel flush per port. Flushes early when the staging
 * area is full; never holds datagrams back otherwise.
 */
final class UdpSendBatch implements SendBatch {
    private final SendRuns runs = new SendRuns();
    private final List<? extends UdpPort> ports;
    private final Counters counters;

    /** Of the slot that was opened last. Written only when it changes, for the garbage collector takes note of every reference. */
    private @Nullable Path open;

    /** What the open slot has room for; 0 if there is none. */
    private int openLength;

    /** {@code ports} by {@link Path#localSocket}; may be filled after this batch is built. */
    UdpSendBatch(final List<? extends UdpPort> ports, final Counters counters) {
        this.ports = ports;
        this.counters = counters;
    }

    @Override
    public void begin(final Path path, final int maxLength) {
        if (maxLength <= 0 || maxLength > PacketBuffer.CAPACITY) {
            throw new IllegalArgumentException("a datagram of up to " + maxLength + " bytes does not fit a slot");
        }
        if (!runs.hasRoomFor(maxLength)) {
            flush();
        }
        if (!path.equals(open)) {
            open = path;
        }
        openLength = maxLength;
    }

    @Override
    public byte[] array() {
        return runs.bytes();
    }

    @Override
    public int position() {
        return 0;
    }

    @Override
    public void commit(final int length) {
        final Path path = open;
        if (path == null || length <= 0 || length > openLength) {
            throw new IllegalStateException("commit of " + length + " bytes, begun with " + openLength);
        }
        openLength = 0;
        runs.append(path, length);
    }

    @Override
    public void abort() {
        openLength = 0;
    }

    @Override
    public void flush() {
        if (runs.count() == 0) {
            return;
        }
        try {
            for (int run = 0; run < runs.count(); run++) {
                final int socket = runs.path(run).localSocket();
                if (socket >= 0 && socket < ports.size()) {
                    ports.get(socket).write(runs, run);
                } else {
                    counters.drop(DropReason.SEND_FAILED, runs.segmentCount(run));
                }
            }
            for (int i = 0; i < ports.size(); i++) {
                ports.get(i).flush(runs);
            }
        } finally {
            runs.clear();
        }
    }
}
