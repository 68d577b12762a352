/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.hummingbridge.sfu.datagram.Loop;

/** Notices loops that do not get round to their work. Looking at the result costs nothing and asks no loop. */
public final class LoopHealth implements HealthCheck {
    /** How often {@link #ask} is to be called. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final String NAME = "loops";
    private static final long MAX_SILENCE_NANOS = 5_000_000_000L;

    private final List<? extends Loop> loops;
    private final LongSupplier nanoTime;
    private final AtomicLongArray lastSeen;

    public LoopHealth(final List<? extends Loop> loops, final LongSupplier nanoTime) {
        this.loops = loops;
        this.nanoTime = nanoTime;
        this.lastSeen = new AtomicLongArray(loops.size());
        for (int i = 0; i < loops.size(); i++) {
            lastSeen.set(i, nanoTime.getAsLong());
        }
    }

    /** Asks every loop for a sign of life. */
    public void ask() {
        for (int i = 0; i < loops.size(); i++) {
            final int index = i;
            loops.get(i).execute(() -> lastSeen.set(index, nanoTime.getAsLong()));
        }
    }

    @Override
    public HealthFinding look() {
        final long now = nanoTime.getAsLong();
        for (int i = 0; i < loops.size(); i++) {
            if (now - lastSeen.get(i) > MAX_SILENCE_NANOS) {
                return HealthFinding.failed(
                        NAME,
                        "Event loop " + i + " has not answered for more than 5 s; keep a thread dump (jstack) and"
                                + " restart the bridge.");
            }
        }
        return HealthFinding.passed(NAME, "All " + loops.size() + " event loops answer.");
    }
}
