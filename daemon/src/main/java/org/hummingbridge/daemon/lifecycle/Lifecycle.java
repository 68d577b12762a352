/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the bridge tells others about its willingness: drain, graceful shutdown, shutdown. Thread-safe; ends no call itself and
 * never the process: whoever started the bridge waits in {@link #awaitEnd} and closes it then.
 */
public final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    /** How soon the last participant's leaving is noticed. */
    private static final Duration REVIEW_PERIOD = Duration.ofMillis(500);

    private final ShutdownMachine machine;
    private final IntSupplier participants;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService scheduler;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean reviewing;
    private boolean drain;
    private boolean departing;

    /**
     * @param initialDrain {@code initial-drain-mode}
     * @param participants how many are here now; asks no loop
     * @param nanoTime monotonic
     * @param scheduler looks after participants and time during a shutdown; not closed here
     */
    public Lifecycle(
            final OperationSettings.Shutdown limits,
            final boolean initialDrain,
            final IntSupplier participants,
            final LongSupplier nanoTime,
            final ScheduledExecutorService scheduler) {
        this.machine = new ShutdownMachine(limits);
        this.drain = initialDrain;
        this.participants = participants;
        this.nanoTime = nanoTime;
        this.scheduler = scheduler;
    }

    /** Calls {@code listener} after every change that Jicofo is to hear of, on the thread that made it. */
    public void onChange(final Runnable listener) {
        listeners.add(listener);
    }

    public synchronized ShutdownState state() {
        return machine.state();
    }

    /** Stays true once it is. */
    public synchronized boolean isGracefulShutdown() {
        return machine.isGraceful();
    }

    public boolean isShuttingDown() {
        return state() == ShutdownState.SHUTTING_DOWN;
    }

    /** Whether new conferences are to be refused with {@code graceful-shutdown}; those that exist go on. */
    public boolean rejectsNewConferences() {
        return state() != ShutdownState.RUNNING;
    }

    public synchronized boolean isDraining() {
        return drain;
    }

    /** Only told to others; this bridge refuses nothing while it drains. */
    public void drain(final boolean wanted) {
        final boolean changed;
        synchronized (this) {
            changed = drain != wanted;
            drain = wanted;
        }
        if (changed) {
            LOG.info("Drain mode is {}", wanted ? "on" : "off");
            tell();
        }
    }

    /** Refuses new conferences and ends once the others have ended. */
    public void requestGracefulShutdown() {
        change(() -> machine.requestGraceful(participants.getAsInt(), nanoTime.getAsLong()));
    }

    /** Has everybody moved elsewhere, and then ends. */
    public void requestShutdown() {
        change(() -> machine.requestShutdown(nanoTime.getAsLong()));
    }

    /** Waits until the process is to end because somebody asked for it by {@code requestShutdown} or the graceful one. */
    public void awaitEnd() throws InterruptedException {
        end.await();
    }

    /** From now on the caller sees to the end, in its own time: {@link #awaitEnd} waits on behind {@code shutting-down-delay}. */
    synchronized void beginDeparture() {
        departing = true;
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }

    private void change(final Runnable request) {
        final boolean changed;
        synchronized (this) {
            final ShutdownState before = machine.state();
            request.run();
            changed = machine.state() != before;
            if (!reviewing) {
                reviewing = true;
                Repeating.start(scheduler, REVIEW_PERIOD, this::review);
            }
        }
        if (changed) {
            announce();
        }
    }

    void review() {
        final boolean changed;
        final boolean over;
        synchronized (this) {
            final ShutdownState before = machine.state();
            over = machine.review(participants.getAsInt(), nanoTime.getAsLong()) && !departing;
            changed = machine.state() != before;
        }
        if (changed) {
            announce();
        }
        if (over) {
            end.countDown();
        }
    }

    private void announce() {
        LOG.info("Shutdown state is {} with {} participants", state(), participants.getAsInt());
        tell();
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
