/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.media.Schedule;
import org.hummingbridge.bench.net.Poller;
import org.hummingbridge.bench.net.ReceiveBatch;

/**
 * The generator's one thread: reads what the bridge sends, sends what is due, ticks. Knows the measured window, and how late it
 * was itself in serving the schedule. Everything of the participants is touched on this thread alone.
 */
public final class GeneratorLoop implements Executor, AutoCloseable {
    /** Of ICE, DTLS, SCTP and feedback. */
    static final long TICK_NANOS = 5_000_000;

    /** Items of the schedule run between two looks at the sockets, so that neither side starves the other. */
    private static final int MAX_SENDS_PER_TURN = 64;

    private static final int OFFSET_SAMPLES = 32;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_LATENESS_NANOS = 60 * NANOS_PER_SECOND;
    private static final int DIGITS = 2;

    private final Poller poller = new Poller();
    private final ReceiveBatch batch = new ReceiveBatch(poller);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Schedule schedule = new Schedule();
    private final byte[] datagram = new byte[ReceiveBatch.MAX_DATAGRAM_BYTES];
    private final Histogram lateness = new Histogram(MAX_LATENESS_NANOS, DIGITS);
    private final Thread thread;
    private volatile boolean stopped;

    /** Wall clock minus monotonic clock, for the kernel's time stamps. Written before a window by the loop. */
    private long clockOffsetNanos = clockOffset();

    private long windowStartNanos = Long.MAX_VALUE;
    private long windowEndNanos = Long.MAX_VALUE;

    public GeneratorLoop() throws IOException {
        thread = Thread.ofPlatform().name("generator").daemon().start(this::run);
    }

    Poller poller() {
        return poller;
    }

    Schedule schedule() {
        return schedule;
    }

    /** Registers a participant; its place is the tag of its socket. */
    void add(final Participant participant) {
        participants.add(participant);
    }

    int nextTag() {
        return participants.size();
    }

    @Override
    public void execute(final Runnable task) {
        tasks.add(task);
        poller.wake();
    }

    /** Runs a task on the loop and waits for its result. Not from the loop. */
    public <T> T call(final Callable<T> task) throws IOException, InterruptedException {
        final CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Packets sent from {@code start} on and before {@code end} are measured. Loop only. */
    public void window(final long start, final long end) {
        clockOffsetNanos = clockOffset();
        windowStartNanos = start;
        windowEndNanos = end;
        lateness.reset();
    }

    /** What is sent from now on is not measured; returns the time. Loop only. */
    public long endWindow() {
        windowEndNanos = System.nanoTime();
        return windowEndNanos;
    }

    boolean isMeasured(final long sentNanos) {
        return sentNanos >= windowStartNanos && sentNanos < windowEndNanos;
    }

    /** How late sends were, in nanoseconds. Loop only. */
    public Histogram lateness() {
        return lateness;
    }

    /** CPU time of the loop's thread. */
    public long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    private void run() {
        long nextTick = System.nanoTime();
        while (!stopped) {
            final long wait = Math.min(schedule.nextNanos(), nextTick) - System.nanoTime();
            final int ready = poller.await(wait);
            for (int i = 0; i < ready; i++) {
                final int tag = poller.ready(i);
                if (tag >= 0) {
                    read(participants.get(tag));
                }
            }
            send();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            final long now = System.nanoTime();
            if (now >= nextTick) {
                nextTick = now + TICK_NANOS;
                for (int i = 0; i < participants.size(); i++) {
                    participants.get(i).onTick(now);
                }
            }
        }
    }

    private void read(final Participant participant) {
        final int count = participant.socket().read(batch);
        final long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            final int length = batch.length(i);
            if (length > 0) {
                batch.copy(i, datagram);
                final long arrived = batch.kernelNanos(i, now + clockOffsetNanos) - clockOffsetNanos;
                participant.onDatagram(datagram, length, batch, i, arrived, now);
            }
        }
    }

    private void send() {
        long now = System.nanoTime();
        for (int i = 0; i < MAX_SENDS_PER_TURN && schedule.nextNanos() <= now; i++) {
            if (isMeasured(now)) {
                lateness.recordValue(Math.min(MAX_LATENESS_NANOS, now - schedule.nextNanos()));
            }
            schedule.runNext(now);
            now = System.nanoTime();
        }
    }

    /** The shortest of several readings is the one that nothing came between. */
    private static long clockOffset() {
        long best = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < OFFSET_SAMPLES; i++) {
            final long before = System.nanoTime();
            final Instant wall = Instant.now();
            final long took = System.nanoTime() - before;
            if (took < best) {
                best = took;
                offset = wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano() - (before + took / 2);
            }
        }
        return offset;
    }

    @Override
    public void close() {
        execute(() -> {
            schedule.clear();
            participants.forEach(Participant::close);
            stopped = true;
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            // The sockets live until the process ends: the loop may still read them.
            Thread.currentThread().interrupt();
            return;
        }
        poller.close();
    }
}
