/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Limits of a bandwidth estimate, in bits per second on the wire.
 *
 * @param initialBps what a transport may be sent before anything is known of it
 * @param minBps the estimate never falls below this, so that audio and the smallest picture go on
 * @param maxBps the estimate never rises above this
 */
public record EstimatorSettings(long initialBps, long minBps, long maxBps) {
    /**
     * jitsi-videobridge starts at 2.5 Mbps, under which a thin link drowns for its first second. With a first probe of three times
     * and a second of six times this, a good link is known to carry 2.5 Mbps after two round trips.
     */
    private static final long INITIAL_BPS = 500_000;

    /** jitsi-videobridge's. */
    private static final long MIN_BPS = 30_000;

    private static final long MAX_BPS = 20_000_000;

    /** No link of a participant has more; keeps all arithmetic far from overflow. */
    private static final long LARGEST_BPS = 10_000_000_000L;

    public EstimatorSettings {
        if (minBps < 1 || minBps > initialBps || initialBps > maxBps || maxBps > LARGEST_BPS) {
            throw new IllegalArgumentException("Wanted: 0 < minimum <= initial <= maximum <= 10 Gbps, got minimum "
                    + minBps + ", initial " + initialBps + ", maximum " + maxBps);
        }
    }

    public static EstimatorSettings defaults() {
        return new EstimatorSettings(INITIAL_BPS, MIN_BPS, MAX_BPS);
    }
}
