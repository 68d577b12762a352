/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.time.Duration;

/**
 * How long a bridge that was told to stop keeps serving: while calls may still end by themselves, then while their
 * participants are being moved elsewhere. Never looks at a clock itself. Not thread-safe.
 */
final class DepartureMachine {
    /** Whoever has not sent a packet for two looks in a row has moved; senders of audio send 50 a second. */
    private static final int QUIET_LOOKS = 2;

    /**
     * How long it takes at most.
     *
     * @param drain for calls to end by themselves; zero: none are waited for
     * @param move for participants to be moved
     */
    record Limits(Duration drain, Duration move) {}

    /** What is being done. */
    enum Phase {
        DRAINING,
        MOVING,
        DONE
    }

    private final Limits limits;
    private Phase phase;
    private long enteredNanos;
    private long mediaBefore = -1;
    private int quiet;

    DepartureMachine(final Limits limits, final long nowNanos) {
        this.limits = limits;
        this.enteredNanos = nowNanos;
        this.phase = limits.drain().isZero() ? Phase.MOVING : Phase.DRAINING;
    }

    Phase phase() {
        return phase;
    }

    /**
     * Moves on if it is time.
     *
     * @param participants how many are here
     * @param mediaPackets how many authentic packets came since the start
     */
    Phase review(final int participants, final long mediaPackets, final long nowNanos) {
        final long elapsedNanos = nowNanos - enteredNanos;
        quiet = mediaPackets == mediaBefore ? quiet + 1 : 0;
        mediaBefore = mediaPackets;
        if (phase == Phase.DRAINING
                && (participants == 0 || elapsedNanos >= limits.drain().toNanos())) {
            phase = Phase.MOVING;
            enteredNanos = nowNanos;
            quiet = 0;
        } else if (phase == Phase.MOVING
                && (participants == 0
                        || quiet >= QUIET_LOOKS
                        || elapsedNanos >= limits.move().toNanos())) {
            phase = Phase.DONE;
        }
        return phase;
    }
}
