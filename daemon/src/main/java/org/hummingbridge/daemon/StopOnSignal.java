/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.time.Duration;

/** Ends the process with exit code 0 on SIGINT, SIGTERM and SIGHUP: cleanly, or as far as it gets in the time allowed. */
final class StopOnSignal {
    /** Supervisors wait longer, people do not. */
    private static final Duration MAX_STOP = Duration.ofMillis(1_800);

    private StopOnSignal() {}

    static void install(final Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndHalt(stop), "stop"));
    }

    /** A JVM that ends by a signal exits with 128 plus its number; halting in the hook is the way to say that all is well. */
    private static void stopAndHalt(final Runnable stop) {
        System.out.println("Stopping.");
        final Thread stopping = Thread.ofPlatform().daemon().name("stopping").start(stop);
        try {
            stopping.join(MAX_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
