/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process on SIGINT, SIGTERM and SIGHUP: departs, closes as far as it gets in the time allowed, and exits with 0. A
 * second signal ends it at once, with 128 plus its number, as nothing was finished.
 */
final class StopOnSignal {
    /** For closing. Supervisors wait longer, people do not. */
    private static final Duration MAX_CLOSE = Duration.ofMillis(1_800);

    private static final int KILLED_BY = 128;

    private final Runnable depart;
    private final Runnable close;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private StopOnSignal(final Runnable depart, final Runnable close) {
        this.depart = depart;
        this.close = close;
    }

    /**
     * From now on.
     *
     * @param depart what takes its time, and keeps to it
     * @param close what comes then
     */
    static void install(final Runnable depart, final Runnable close) {
        final StopOnSignal stop = new StopOnSignal(depart, close);
        if (!Signals.handle(List.of("TERM", "INT", "HUP"), stop::onSignal)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stop::stopAndHalt, "stop"));
        }
    }

    private void onSignal(final int number) {
        if (stopping.compareAndSet(false, true)) {
            stopAndHalt();
        } else {
            System.out.println("Stopping at once.");
            System.out.flush();
            Runtime.getRuntime().halt(KILLED_BY + number);
        }
    }

    private void stopAndHalt() {
        System.out.println("Stopping.");
        System.out.flush();
        try {
            depart.run();
            Thread.ofPlatform().daemon().name("closing").start(close).join(MAX_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }
}
