/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pauses between attempts: they double up to a cap that depends on what went wrong, and are jittered, so that a fleet of
 * bridges does not return in step. Never reads a clock.
 */
final class Backoff {
    private static final long FIRST_MILLIS = 250;

    /** What is cheap to try and heals by itself is tried often: a bridge is to be there within 2 s of its server. */
    private static final long CAP_MILLIS = 1_000;

    /** What only a person heals; also keeps clear of servers that ban addresses after many wrong passwords. */
    private static final long PERSON_CAP_MILLIS = 10_000;

    /** Two bridges of the same name must not throw each other out all the time. */
    private static final long REPLACED_MILLIS = 20_000;

    private final RandomGenerator random;
    private int failures;
    private @Nullable XmppFailure last;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** A failure of another kind than the one before is news, such as of a server that is starting: short pauses again. */
    long nextNanos(XmppFailure failure) {
        if (failure != last) {
            reset();
            last = failure;
        }
        var wholeMillis = Math.min(FIRST_MILLIS << Math.min(failures, 16), capMillis(failure));
        if (failure == XmppFailure.REPLACED) {
            wholeMillis = REPLACED_MILLIS;
        }
        failures++;
        return MILLISECONDS.toNanos(wholeMillis / 2 + random.nextLong(wholeMillis / 2 + 1));
    }

    void reset() {
        failures = 0;
    }

    private static long capMillis(XmppFailure failure) {
        return switch (failure) {
            case WRONG_PASSWORD,
                    NO_COMMON_MECHANISM,
                    CERTIFICATE_NOT_TRUSTED,
                    CERTIFICATE_FILE_UNREADABLE,
                    TLS_NOT_OFFERED,
                    TLS_DEMANDED,
                    ROOM_CLOSED_TO_US,
                    OTHER -> PERSON_CAP_MILLIS;
            default -> CAP_MILLIS;
        };
    }
}
