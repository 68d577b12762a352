/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import java.util.Random;

/**
 * One direction of a scripted link: says when each datagram comes out of it, or that it does not. Never touches a socket or a
 * clock; the same seed and the same datagrams lose the same ones.
 */
final class Bottleneck {
    static final long LOST = Long.MIN_VALUE;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    /** IPv4 and UDP headers take part of the link too. */
    private static final int OVERHEAD_BYTES = 28;

    private final Random random;
    private Link link;
    private boolean isBusy;
    private long freeAtNanos;
    private long latestNanos;

    /**
     * What the link is like now.
     *
     * @param kbps 0 for no limit
     * @param delayMillis from one end to the other when the queue is empty
     * @param lossRatio of datagrams, at random
     * @param queueMillis what would wait longer than this is dropped
     */
    record Link(int kbps, int delayMillis, double lossRatio, int queueMillis) {
        static final Link UNLIMITED = new Link(0, 0, 0, 0);
    }

    Bottleneck(final long seed, final Link link) {
        this.random = new Random(seed);
        this.link = link;
    }

    /** What waits in the queue stays there. */
    void become(final Link next) {
        link = next;
    }

    /** The time at which a datagram that goes in now comes out, never before an earlier one; or {@link #LOST}. */
    long arrivalNanos(final int sizeBytes, final long nowNanos) {
        if (random.nextDouble() < link.lossRatio()) {
            return LOST;
        }
        long out = nowNanos;
        if (link.kbps() > 0) {
            final long start = isBusy && freeAtNanos - nowNanos > 0 ? freeAtNanos : nowNanos;
            if (start - nowNanos > link.queueMillis() * NANOS_PER_MILLI) {
                return LOST;
            }
            out = start + (sizeBytes + OVERHEAD_BYTES) * 8 * NANOS_PER_SECOND / (link.kbps() * 1_000L);
            freeAtNanos = out;
        }
        out += link.delayMillis() * NANOS_PER_MILLI;
        latestNanos = isBusy && latestNanos - out > 0 ? latestNanos : out;
        isBusy = true;
        return latestNanos;
    }
}
