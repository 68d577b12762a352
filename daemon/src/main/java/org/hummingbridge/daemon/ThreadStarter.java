/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscUnboundedArrayQueue;

/**
 * Has an executor begin tasks on a thread of this class, for callers that are media loops: an executor that makes a thread for each
 * task makes some 500 bytes of garbage on whoever calls it. Never waits, neither for the executor nor for other callers. What is
 * not begun when it is closed never is.
 */
final class ThreadStarter implements Executor, AutoCloseable {
    private static final int CHUNK = 256;

    /** Its callers bound it: a conference's channels have one task here at a time. */
    private final MpscUnboundedArrayQueue<Runnable> tasks = new MpscUnboundedArrayQueue<>(CHUNK);

    private final Executor executor;
    private final Thread thread;
    private volatile boolean closed;

    ThreadStarter(final Executor executor) {
        this.executor = executor;
        this.thread = Thread.ofPlatform().name("starter").daemon().start(this::run);
    }

    @Override
    public void execute(final Runnable task) {
        tasks.offer(task);
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            final Runnable task = tasks.poll();
            if (task == null) {
                LockSupport.park(this);
            } else {
                start(task);
            }
        }
    }

    private void start(final Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // The executor is shut down, as the process is about to be.
            closed = true;
        }
    }

    /** Waits until it begins nothing more, be it closed or its executor shut down. */
    void join() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
