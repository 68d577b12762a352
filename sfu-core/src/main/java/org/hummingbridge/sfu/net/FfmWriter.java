/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.lang.foreign.Arena;
import java.lang.ref.Reference;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;

/**
 * Writes runs by sendmmsg, each as one GSO message or as single datagrams. What the kernel does not take at once is dropped and
 * counted, never kept; allocates nothing.
 */
final class FfmWriter {
    private static final int FLAGS = Linux.MSG_DONTWAIT | Linux.MSG_NOSIGNAL;

    private final FfmSocket socket;
    private final Counters counters;
    private final MessageHeaders messages;

    /** Of every message queued: the run and the part of it that it carries. */
    private final int[] starts = new int[SendRuns.MAX_RUNS];

    private final int[] lengths = new int[SendRuns.MAX_RUNS];
    private final int[] segmentSizes = new int[SendRuns.MAX_RUNS];
    private int count;
    private boolean gso;

    FfmWriter(final Arena arena, final FfmSocket socket, final Counters counters) {
        this.socket = socket;
        this.counters = counters;
        this.messages = new MessageHeaders(arena, SendRuns.MAX_RUNS);
        this.gso = socket.supportsGso();
        for (int i = 0; i < SendRuns.MAX_RUNS; i++) {
            messages.nameLength(i, SocketAddressBytes.length(socket.family()));
        }
    }

    boolean gso() {
        return gso;
    }

    void write(final SendRuns runs, final int run) {
        if (gso && runs.segmentCount(run) > 1) {
            add(runs, run, runs.start(run), runs.length(run), runs.segmentSize(run));
            return;
        }
        for (int i = 0; i < runs.segmentCount(run); i++) {
            add(runs, run, runs.segmentStart(run, i), runs.segmentLength(run, i), 0);
        }
    }

    private void add(final SendRuns runs, final int run, final int start, final int length, final int segmentSize) {
        if (count == SendRuns.MAX_RUNS) {
            flush(runs);
        }
        if (!SocketAddressBytes.write(messages.names(), messages.nameAt(count), socket.family(), runs.path(run))) {
            counters.drop(DropReason.SEND_FAILED, datagrams(length, segmentSize));
            return;
        }
        messages.payload(count, runs.staging().address() + start, length);
        messages.segmentSize(count, segmentSize);
        starts[count] = start;
        lengths[count] = length;
        segmentSizes[count] = segmentSize;
        count++;
    }

    private static int datagrams(final int length, final int segmentSize) {
        return segmentSize == 0 ? 1 : (length + segmentSize - 1) / segmentSize;
    }

    /** Hands the kernel everything queued, in order; it reads where the runs are staged. */
    void flush(final SendRuns runs) {
        try {
            int next = 0;
            while (next < count) {
                next = send(runs, next);
            }
            count = 0;
        } finally {
            Reference.reachabilityFence(runs);
        }
    }

    /** Which message to go on with. */
    private int send(final SendRuns runs, final int next) {
        final int result = Libc.sendmmsg(socket.state(), socket.fd(), messages.address(next), count - next, FLAGS);
        if (result <= 0) {
            return result == -Linux.EINTR ? next : failed(runs, next, -result);
        }
        for (int i = 0; i < result; i++) {
            sent(lengths[next + i], segmentSizes[next + i]);
        }
        return next + result;
    }

    /** Which message to go on with after {@code message} met {@code error}. */
    private int failed(final SendRuns runs, final int message, final int error) {
        if (error == Linux.EAGAIN) {
            for (int i = message; i < count; i++) {
                dropped(DropReason.SEND_WOULD_BLOCK, lengths[i], segmentSizes[i]);
            }
            return count;
        }
        if (segmentSizes[message] > 0 && GsoRefusal.is(error)) {
            gso &= !GsoRefusal.isForGood(error);
            sendSingly(runs, message);
        } else {
            dropped(SendErrors.reason(error), lengths[message], segmentSizes[message]);
        }
        return message + 1;
    }

    private void sendSingly(final SendRuns runs, final int message) {
        final int end = starts[message] + lengths[message];
        for (int start = starts[message]; start < end; start += segmentSizes[message]) {
            final int length = Math.min(segmentSizes[message], end - start);
            messages.payload(message, runs.staging().address() + start, length);
            messages.segmentSize(message, 0);
            final int result = Libc.sendmmsg(socket.state(), socket.fd(), messages.address(message), 1, FLAGS);
            if (result == 1) {
                sent(length, 0);
            } else {
                dropped(SendErrors.reason(-result), length, 0);
            }
        }
    }

    private void sent(final int length, final int segmentSize) {
        counters.add(Counter.DATAGRAMS_SENT, datagrams(length, segmentSize));
        counters.add(Counter.BYTES_SENT, length);
        counters.add(Counter.SEND_RUNS, 1);
    }

    private void dropped(final DropReason reason, final int length, final int segmentSize) {
        counters.drop(reason, datagrams(length, segmentSize));
    }
}
