/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls out of the loop into other rooms and keeps their exceptions and errors from stopping it: one failing conference costs
 * itself, not the others on its loop. The only catch-all of this room; never retries and never hides a failure from the counters.
 */
final class Containment {
    /** A packet that always fails would otherwise fill the log at line rate. */
    private static final long LOG_INTERVAL_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Containment.class);

    private final int loop;
    private final Counters counters;
    private long lastLogNanos;
    private long unlogged;

    Containment(final int loop, final Counters counters) {
        this.loop = loop;
        this.counters = counters;
        this.lastLogNanos = System.nanoTime() - LOG_INTERVAL_NANOS;
    }

    /** A sink that throws keeps the packet's reference: only it can know whether it released it. */
    void deliver(final DatagramSink sink, final PacketBuffer packet, final long nowNanos) {
        try {
            sink.onDatagram(packet, nowNanos);
        } catch (Throwable failure) {
            note(failure);
        }
    }

    void batchEnd(final BatchTask task, final long nowNanos) {
        try {
            task.onBatchEnd(nowNanos);
        } catch (Throwable failure) {
            note(failure);
        }
    }

    void tick(final LoopTask task, final long nowNanos) {
        try {
            task.onTick(nowNanos);
        } catch (Throwable failure) {
            note(failure);
        }
    }

    void carryOut(final Errand errand, final Loop here, final long nowNanos) {
        try {
            errand.carryOut(here, nowNanos);
        } catch (Throwable failure) {
            note(failure);
        }
    }

    void run(final Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            note(failure);
        }
    }

    void flush(final SendBatch sends) {
        try {
            sends.flush();
        } catch (Throwable failure) {
            note(failure);
        }
    }

    /** Counts a failure and logs it unless one was logged within {@value #LOG_INTERVAL_NANOS} ns. */
    void note(final Throwable failure) {
        counters.add(Counter.LOOP_FAILURES, 1);
        final long now = System.nanoTime();
        if (now - lastLogNanos < LOG_INTERVAL_NANOS) {
            unlogged++;
            return;
        }
        lastLogNanos = now;
        LOG.error(
                "Loop {} goes on after a failure; {} more went unlogged since the last report",
                loop,
                unlogged,
                failure);
        unlogged = 0;
    }
}
