/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.attack;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends a stranger's datagrams at a steady rate from several ports, in bursts of a few milliseconds. */
final class StrangerThread implements AutoCloseable {
    private static final int PORTS = 32;
    private static final long TURN_NANOS = 2_000_000;

    private final Stranger kind;
    private final Stranger.Target target;
    private final int pps;
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;

    /** Written by the thread alone, read by whoever counts. */
    private volatile long taken;

    StrangerThread(final Stranger kind, final Stranger.Target target, final int pps) throws IOException {
        this.kind = kind;
        this.target = target;
        this.pps = pps;
        for (int i = 0; i < PORTS; i++) {
            channels.add(DatagramChannel.open());
        }
        thread = Thread.ofPlatform().name("stranger").daemon().start(this::run);
    }

    private void run() {
        final SplittableRandom random = new SplittableRandom(1);
        final byte[] bytes = new byte[Stranger.MAX_BYTES];
        final long start = System.nanoTime();
        long sent = 0;
        while (!stopped) {
            synchronized (this) {
                final long due = (System.nanoTime() - start) / 1000 * pps / 1_000_000;
                for (; sent < due && !stopped; sent++) {
                    final int length = kind.write(bytes, target, random);
                    send(channels.get((int) (sent % PORTS)), bytes, length);
                }
            }
            LockSupport.parkNanos(TURN_NANOS);
        }
    }

    /** Runs a task while nothing is sent; what was due meanwhile leaves behind it. */
    synchronized <T> T still(final Callable<T> task) throws IOException, InterruptedException {
        try {
            return task.call();
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Datagrams that the kernel took. */
    long sent() {
        return taken;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The thread is the only writer.
    private void send(final DatagramChannel channel, final byte[] bytes, final int length) {
        try {
            channel.send(ByteBuffer.wrap(bytes, 0, length), target.address());
            taken++;
        } catch (SocketException e) {
            // What the kernel does not take, it does not take.
        } catch (IOException e) {
            stopped = true;
        }
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (final DatagramChannel channel : channels) {
            channel.close();
        }
    }
}
