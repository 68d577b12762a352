/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many handshakes of the process compute at once, and lets conferences have turns one after the other (see
 * {@link TurnQueue}), so that a storm of joins starves neither the loops nor other conferences' joins. Never counts a handshake
 * that waits for its peer as computing.
 *
 * <p>A handshake's thread starts only with its turn: virtual threads that were started earlier would be run in their order.
 */
public final class HandshakeLimiter {
    /** A handshake computes without a pause; more of them than cores only take turns at being slow. */
    private static final int COMPUTING_PER_PROCESSOR = 1;

    /**
     * Handshakes that have a thread, most of them waiting for their peer or for a turn, with some 50 kB each. Those beyond it
     * have to wait for one to end.
     */
    private static final int MAX_RUNNING = 1_000;

    /** What all conferences share. */
    private final Turns turns;

    public HandshakeLimiter(final int maxComputing) {
        this(maxComputing, MAX_RUNNING);
    }

    HandshakeLimiter(final int maxComputing, final int maxRunning) {
        this(new Turns(maxComputing, maxRunning));
    }

    private HandshakeLimiter(final Turns turns) {
        this.turns = turns;
    }

    /** A limiter of the customary size for a machine. */
    public static HandshakeLimiter forProcessors(final int processors) {
        return new HandshakeLimiter(COMPUTING_PER_PROCESSOR * processors);
    }

    /** The same limits for one more conference, whose handshakes share its turns. */
    public HandshakeLimiter forConference() {
        return new HandshakeLimiter(turns);
    }

    /** How it stands. */
    public HandshakeLoad load() {
        return turns.load();
    }

    /** Takes a place for a handshake; false if there is none now. */
    boolean begin() {
        if (turns.running.incrementAndGet() <= turns.maxRunning) {
            return true;
        }
        turns.running.decrementAndGet();
        turns.deferred.increment();
        return false;
    }

    void end() {
        turns.running.decrementAndGet();
    }

    /** Starts a handshake's thread when it is its turn, which it has then. */
    Waiter start(final Thread thread) {
        return turns.start(this, thread);
    }

    /** Takes one back that has not started; false if it has. */
    boolean withdraw(final Waiter waiter) {
        return turns.withdraw(this, waiter);
    }

    /** Waits for another turn, which comes before those of handshakes that have not started. */
    void enter() throws InterruptedException {
        turns.enter(this);
    }

    void leave() {
        turns.leave();
    }

    /** Who computes and who waits for it, of all conferences. */
    private static final class Turns {
        private final ReentrantLock lock = new ReentrantLock();
        private final TurnQueue<Waiter> waiting = new TurnQueue<>();
        private final int maxComputing;
        private final int maxRunning;
        private final AtomicInteger running = new AtomicInteger();
        private final LongAdder waited = new LongAdder();
        private final LongAdder deferred = new LongAdder();
        private int computing;

        Turns(final int maxComputing, final int maxRunning) {
            this.maxComputing = maxComputing;
            this.maxRunning = maxRunning;
        }

        Waiter start(final Object room, final Thread thread) {
            final Waiter waiter = new Waiter(thread);
            lock.lock();
            try {
                if (!takeFree()) {
                    waited.increment();
                    waiting.add(room, false, waiter);
                } else {
                    waiter.giveTurn();
                }
            } finally {
                lock.unlock();
            }
            return waiter;
        }

        boolean withdraw(final Object room, final Waiter waiter) {
            lock.lock();
            try {
                return waiting.remove(room, false, waiter);
            } finally {
                lock.unlock();
            }
        }

        void enter(final Object room) throws InterruptedException {
            final Waiter waiter = new Waiter(Thread.currentThread());
            lock.lock();
            try {
                if (takeFree()) {
                    return;
                }
                waited.increment();
                waiting.add(room, true, waiter);
            } finally {
                lock.unlock();
            }
            while (!waiter.hasTurn) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    giveUp(room, waiter);
                    throw new InterruptedException();
                }
            }
        }

        private boolean takeFree() {
            if (computing == maxComputing) {
                return false;
            }
            computing++;
            return true;
        }

        private void giveUp(final Object room, final Waiter waiter) {
            lock.lock();
            try {
                if (!waiting.remove(room, true, waiter)) {
                    passOn();
                }
            } finally {
                lock.unlock();
            }
        }

        void leave() {
            lock.lock();
            try {
                passOn();
            } finally {
                lock.unlock();
            }
        }

        private void passOn() {
            final Waiter next = waiting.poll();
            if (next == null) {
                computing--;
            } else {
                next.giveTurn();
            }
        }

        HandshakeLoad load() {
            lock.lock();
            try {
                return new HandshakeLoad(running.get(), computing, waiting.size(), waited.sum(), deferred.sum());
            } finally {
                lock.unlock();
            }
        }
    }

    /** One that waits for a turn: a thread that is to start then, or one that is parked. */
    static final class Waiter {
        private final Thread thread;

        /** Written by the thread that passes its turn on. */
        private volatile boolean hasTurn;

        private Waiter(final Thread thread) {
            this.thread = thread;
        }

        private void giveTurn() {
            hasTurn = true;
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            } else {
                LockSupport.unpark(thread);
            }
        }
    }
}
