/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process on SIGINT, SIGTERM and SIGHUP: departs, closes as far as it gets in the time allowed, and exits with 0. A
 * second signal ends it at once, with 128 plus its number, as nothing was finished.
 */
final class StopOnSignal {
    /** For closing. Supervisors wait longer, people do not. */
    private static final Duration MAX_CLOSE = Duration.ofMillis(1_800);

    private static final int KILLED_BY = 128;

    private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);

    private final Runnable depart;
    private final Runnable close;
    private final IntConsumer halt;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** @param halt ends the process with that status */
    StopOnSignal(final Runnable depart, final Runnable close, final IntConsumer halt) {
        this.depart = depart;
        this.close = close;
        this.halt = halt;
    }

    /**
     * From now on.
     *
     * @param depart what takes its time, and keeps to it
     * @param close what comes then
     */
    static void install(final Runnable depart, final Runnable close) {
        final StopOnSignal stop = new StopOnSignal(depart, close, Runtime.getRuntime()::halt);
        if (!Signals.handle(List.of("TERM", "INT", "HUP"), stop::onSignal)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stop::stopAndHalt, "stop"));
        }
    }

    void onSignal(final int number) {
        if (stopping.compareAndSet(false, true)) {
            stopAndHalt();
        } else {
            System.out.println("Stopping at once.");
            System.out.flush();
            halt.accept(KILLED_BY + number);
        }
    }

    private void stopAndHalt() {
        System.out.println("Stopping.");
        System.out.flush();
        try {
            depart();
            Thread.ofPlatform().daemon().name("closing").start(close).join(MAX_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            System.out.flush();
            halt.accept(0);
        }
    }

    /** What goes wrong there keeps nothing open. */
    private void depart() {
        try {
            depart.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Could not wait for participants to be moved; closing at once", e);
        }
    }
}
