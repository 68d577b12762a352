/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/** Remembers which of the last 64 record numbers have come (RFC 6347 §4.1.2.6). Takes only numbers of authentic records. */
final class ReplayWindow {
    /** Record numbers below the highest one, itself included; as many as the TLS library looks back. */
    static final int SIZE = Long.SIZE;

    private long highest = -1;

    /** Bit n: {@code highest - n} has come. */
    private long seen;

    boolean isFresh(final long number) {
        final long age = highest - number;
        return age < 0 || (age < SIZE && (seen & 1L << age) == 0);
    }

    void mark(final long number) {
        if (number > highest) {
            final long step = number - highest;
            seen = step < SIZE ? seen << step : 0;
            highest = number;
        }
        final long age = highest - number;
        if (age < SIZE) {
            seen |= 1L << age;
        }
    }
}
