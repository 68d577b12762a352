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
import org.hummingbridge.bench.net.SendBatch;

/**
 * One thread of the generator: reads what the bridge sends, sends what is due, ticks. Knows the measured window, how late it
 * was itself in serving the schedule, and how long it worked. Everything of its participants is touched on this thread alone.
 * Where it has a core of its own it may poll instead of sleeping: the wake-up of a thread that sleeps, and the notice that a
 * socket has something, are charged to whoever sends, which is the bridge. When a datagram came is told by the kernel, so that
 * nothing is lost by looking a little later.
 */
public final class GeneratorLoop implements Executor, AutoCloseable {
    /** Of ICE, DTLS, SCTP and feedback. */
    static final long TICK_NANOS = 5_000_000;

    /** Participants tick in turns, so that hundreds of them do not hold up the sockets all at once. */
    private static final int TICK_TURNS = 5;

    /** Items of the schedule run between two looks at the sockets, so that neither side starves the other. */
    private static final int MAX_SENDS_PER_TURN = 64;

    /** How often a loop that polls looks at each socket. */
    private static final long LOOK_NANOS = 1_000_000;

    /** Sockets that it looks at between two looks at the schedule. */
    private static final int LOOKS_PER_TURN = 16;

    private static final int OFFSET_SAMPLES = 32;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_LATENESS_NANOS = 60 * NANOS_PER_SECOND;
    private static final int DIGITS = 2;

    private final Poller poller = new Poller();
    private final ReceiveBatch batch = new ReceiveBatch(poller);
    private final SendBatch sends = new SendBatch(poller);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Schedule schedule = new Schedule();
    private final byte[] datagram = new byte[ReceiveBatch.MAX_DATAGRAM_BYTES];
    private final Histogram lateness = new Histogram(MAX_LATENESS_NANOS, DIGITS);
    private final Histogram audioLatency = new Histogram(Reception.MAX_LATENCY_NANOS, Reception.DIGITS);
    private final Histogram videoLatency = new Histogram(Reception.MAX_LATENCY_NANOS, Reception.DIGITS);
    private final Thread thread;
    private volatile boolean stopped;

    /** The socket that a loop that polls looks at next; behind the last it waits for {@link #nextRoundNanos}. */
    private int nextLook;

    private long nextRoundNanos;

    /** Written by the loop, on behalf of {@link #poll}. */
    private volatile boolean polls;

    /** Time in turns that did something. Written by the loop alone, for those who measure. */
    private volatile long workNanos;

    /** Likewise. */
    private volatile long received;

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

    SendBatch sendBatch() {
        return sends;
    }

    Schedule schedule() {
        return schedule;
    }

    /** Registers a participant; its place is the tag of its socket. */
    void add(final Participant participant) {
        participants.add(participant);
        if (polls) {
            participant.socket().unwatch();
        }
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

    /** Packets sent from {@code start} on and before {@code end} are measured. On the loop, or while it stands still. */
    void window(final long start, final long end) {
        clockOffsetNanos = clockOffset();
        windowStartNanos = start;
        windowEndNanos = end;
        lateness.reset();
        audioLatency.reset();
        videoLatency.reset();
        participants.forEach(Participant::beginWindow);
    }

    /** What is sent from {@code end} on is not measured. Loop only. */
    void endWindow(final long end) {
        windowEndNanos = end;
    }

    boolean isMeasured(final long sentNanos) {
        return sentNanos >= windowStartNanos && sentNanos < windowEndNanos;
    }

    /** Of what its participants received, in nanoseconds. Loop only. */
    Histogram audioLatency() {
        return audioLatency;
    }

    /** Likewise. */
    Histogram videoLatency() {
        return videoLatency;
    }

    /** How late sends were, in nanoseconds. Loop only. */
    Histogram lateness() {
        return lateness;
    }

    /** From now on the loop does not sleep. Not from the loop. */
    void poll() throws IOException, InterruptedException {
        call(() -> {
            participants.forEach(participant -> participant.socket().unwatch());
            polls = true;
            return null;
        });
    }

    boolean polls() {
        return polls;
    }

    /** How long the loop has worked: CPU time while it sleeps in between, time of turns that found something while it polls. */
    long busyNanos() {
        return polls ? workNanos : ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    /** Datagrams that it has sent in batches and received so far. Not from the loop. */
    long datagrams() throws IOException, InterruptedException {
        return call(() -> sends.sent() + received);
    }

    private void run() {
        long turn = System.nanoTime();
        long nextTick = turn;
        int tickTurn = 0;
        while (!stopped) {
            boolean worked = polls ? look(turn) : await(Math.min(schedule.nextNanos(), nextTick) - turn);
            worked |= send();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            final long now = System.nanoTime();
            if (now >= nextTick) {
                nextTick = now + TICK_NANOS / TICK_TURNS;
                for (int i = tickTurn; i < participants.size(); i += TICK_TURNS) {
                    participants.get(i).onTick(now);
                }
                tickTurn = (tickTurn + 1) % TICK_TURNS;
                worked = true;
            }
            if (worked) {
                sends.flush();
            }
            turn = worked ? worked(turn) : now;
        }
    }

    private boolean await(final long nanos) {
        final int ready = poller.await(nanos);
        for (int i = 0; i < ready; i++) {
            final int tag = poller.ready(i);
            if (tag >= 0) {
                read(participants.get(tag));
            }
        }
        return ready > 0;
    }

    /** Looks at the next few sockets, if it is time. */
    private boolean look(final long now) {
        if (nextLook >= participants.size()) {
            if (now < nextRoundNanos) {
                Thread.onSpinWait();
                return false;
            }
            nextLook = 0;
            nextRoundNanos = now + LOOK_NANOS;
        }
        final int end = Math.min(participants.size(), nextLook + LOOKS_PER_TURN);
        for (; nextLook < end; nextLook++) {
            read(participants.get(nextLook));
        }
        return true;
    }

    /** A turn that began at {@code start} ends now, which is returned. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The loop is the only writer.
    private long worked(final long start) {
        final long end = System.nanoTime();
        workNanos += end - start;
        return end;
    }

    /** Until the socket is empty: it is not told again. */
    private void read(final Participant participant) {
        int count;
        do {
            count = participant.socket().read(batch);
            take(participant, count);
        } while (count == ReceiveBatch.MAX_DATAGRAMS);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Likewise.
    private void take(final Participant participant, final int count) {
        final long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            final int length = batch.length(i);
            if (length > 0) {
                batch.copy(i, datagram);
                final long arrived = batch.kernelNanos(i, now + clockOffsetNanos) - clockOffsetNanos;
                participant.onDatagram(datagram, length, batch, i, arrived, now);
            }
        }
        received += count;
    }

    private boolean send() {
        long now = System.nanoTime();
        int ran = 0;
        while (ran < MAX_SENDS_PER_TURN && schedule.nextNanos() <= now) {
            if (isMeasured(now)) {
                lateness.recordValue(Math.min(MAX_LATENESS_NANOS, now - schedule.nextNanos()));
            }
            schedule.runNext(now);
            // The next source is another participant's: what this one sent need not wait for it.
            sends.flush();
            ran++;
            now = System.nanoTime();
        }
        return ran > 0;
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
