/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many handshakes of the process compute at once, first come first served, so that a storm of joins does not
 * starve the loops. Never counts a handshake that waits for its peer.
 */
public final class HandshakeLimiter {
    private static final int COMPUTING_PER_PROCESSOR = 4;

    private final Semaphore computing;
    private final AtomicInteger running = new AtomicInteger();

    public HandshakeLimiter(final int maxComputing) {
        computing = new Semaphore(maxComputing, true);
    }

    /** A limiter of the customary size for a machine. */
    public static HandshakeLimiter forProcessors(final int processors) {
        return new HandshakeLimiter(COMPUTING_PER_PROCESSOR * processors);
    }

    /** Handshakes that have a thread now, computing or waiting. */
    public int running() {
        return running.get();
    }

    void begin() {
        running.incrementAndGet();
    }

    void end() {
        running.decrementAndGet();
    }

    void enter() throws InterruptedException {
        computing.acquire();
    }

    void leave() {
        computing.release();
    }
}
