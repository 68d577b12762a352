/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.jspecify.annotations.Nullable;

/**
 * When something wants to be looked at next, as part of a larger whole that is looked at no later: one load tells of a whole that
 * nothing in it is due. Whatever happens meanwhile can only bring it forward. Never rests for longer than {@link #MAX_REST_NANOS},
 * so that what nobody announced is late and not lost.
 *
 * <p>Order of calls: {@link #take} in every tick of the whole, and if it was true, {@link #by} for everything that is known to come;
 * {@link #remind} in every tick in which the whole was taken; {@link #by} at any time.
 */
final class Due {
    /** Half of what consent and the rest of ICE allow for (RFC 7675), and as often as a conference looks for who fell silent. */
    static final long MAX_REST_NANOS = 500_000_000;

    private final @Nullable Due whole;
    private long nanos;

    /** Something that is due at once. */
    Due(final @Nullable Due whole, final long now) {
        this.whole = whole;
        this.nanos = now;
        remind();
    }

    /** Whether it is time; if so, what comes next is to be said by {@link #by}. */
    boolean take(final long now) {
        if (!isAt(now)) {
            return false;
        }
        nanos = now + MAX_REST_NANOS;
        return true;
    }

    /** Whether it would be time. */
    boolean isAt(final long now) {
        return now - nanos >= 0;
    }

    /** It is to be looked at no later than then. */
    void by(final long wantedNanos) {
        if (wantedNanos - nanos < 0) {
            nanos = wantedNanos;
        }
        remind();
    }

    /** Lets the whole know, which has begun to rest anew. */
    void remind() {
        if (whole != null && nanos - whole.nanos < 0) {
            whole.by(nanos);
        }
    }
}
