/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.hummingbridge.sfu.datagram.Loop;

/** Notices loops that do not get round to their work. Looking at the result costs nothing and asks no loop. */
final class LoopHealth {
    /** How often {@link #ask} is to be called. */
    static final long PERIOD_MILLIS = 1_000;

    private static final long MAX_SILENCE_NANOS = 5_000_000_000L;

    private final List<? extends Loop> loops;
    private final LongSupplier nanoTime;
    private final AtomicLongArray lastSeen;

    LoopHealth(final List<? extends Loop> loops, final LongSupplier nanoTime) {
        this.loops = loops;
        this.nanoTime = nanoTime;
        this.lastSeen = new AtomicLongArray(loops.size());
        for (int i = 0; i < loops.size(); i++) {
            lastSeen.set(i, nanoTime.getAsLong());
        }
    }

    /** Asks every loop for a sign of life. */
    void ask() {
        for (int i = 0; i < loops.size(); i++) {
            final int index = i;
            loops.get(i).execute(() -> lastSeen.set(index, nanoTime.getAsLong()));
        }
    }

    /** What is wrong, or nothing. */
    Optional<String> ailment() {
        final long now = nanoTime.getAsLong();
        for (int i = 0; i < loops.size(); i++) {
            if (now - lastSeen.get(i) > MAX_SILENCE_NANOS) {
                return Optional.of("Event loop " + i + " has not answered for more than 5 s.");
            }
        }
        return Optional.empty();
    }
}
