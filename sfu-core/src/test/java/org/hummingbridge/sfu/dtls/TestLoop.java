/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A loop that runs on the test's own thread, when the test says so. */
final class TestLoop implements Executor {
    /** Ends a test that would hang; no promise about speed. */
    private static final long PATIENCE_SECONDS = 60;

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(final Runnable task) {
        tasks.add(task);
    }

    /** Runs tasks until the condition holds; false if patience runs out first. */
    boolean runUntil(final BooleanSupplier condition) {
        final long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                return false;
            }
            try {
                final Runnable task = tasks.poll(5, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            } catch (final InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return true;
    }

    /** Runs what is waiting now. */
    void runWaiting() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
