/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/** One direction of a link in simulated time: loses a share of what is sent, delays the rest, reorders by jitter. */
final class DelayedLink {
    private final PriorityQueue<Flight> flights = new PriorityQueue<>();
    private final Random random;
    private final double loss;
    private final long delayNanos;
    private final long jitterNanos;

    DelayedLink(final Random random, final double loss, final long delayNanos, final long jitterNanos) {
        this.random = random;
        this.loss = loss;
        this.delayNanos = delayNanos;
        this.jitterNanos = jitterNanos;
    }

    void send(final byte[] bytes, final int offset, final int length, final long nowNanos) {
        if (random.nextDouble() >= loss) {
            final long at = nowNanos + delayNanos + (long) (random.nextDouble() * jitterNanos);
            flights.add(new Flight(at, Arrays.copyOfRange(bytes, offset, offset + length)));
        }
    }

    /** Hands over all that has arrived by {@code nowNanos}. */
    void deliver(final long nowNanos, final Consumer<byte[]> to) {
        while (!flights.isEmpty() && flights.peek().atNanos <= nowNanos) {
            to.accept(flights.remove().bytes);
        }
    }

    private record Flight(long atNanos, byte[] bytes) implements Comparable<Flight> {
        @Override
        public int compareTo(final Flight other) {
            return Long.compare(atNanos, other.atNanos);
        }
    }
}
