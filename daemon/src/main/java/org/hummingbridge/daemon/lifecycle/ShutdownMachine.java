/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import org.hummingbridge.daemon.settings.OperationSettings;

/**
 * The order of states on the way out: RUNNING, GRACEFUL_SHUTDOWN until calls have ended, SHUTTING_DOWN until Jicofo had time to
 * move the rest, then the end. Never goes back, and never looks at a clock itself: the caller asks {@link #review} from time to
 * time. Not thread-safe.
 */
final class ShutdownMachine {
    private final OperationSettings.Shutdown limits;
    private ShutdownState state = ShutdownState.RUNNING;
    private boolean graceful;
    private long enteredNanos;

    ShutdownMachine(final OperationSettings.Shutdown limits) {
        this.limits = limits;
    }

    ShutdownState state() {
        return state;
    }

    /** Whether a graceful shutdown was asked for; Jicofo expects it to stay so to the end. */
    boolean isGraceful() {
        return graceful;
    }

    void requestGraceful(final int participants, final long nowNanos) {
        if (state == ShutdownState.RUNNING) {
            graceful = true;
            enter(ShutdownState.GRACEFUL_SHUTDOWN, nowNanos);
            review(participants, nowNanos);
        }
    }

    void requestShutdown(final long nowNanos) {
        if (state != ShutdownState.SHUTTING_DOWN) {
            enter(ShutdownState.SHUTTING_DOWN, nowNanos);
        }
    }

    /** Moves on if it is time; true if the process is to end now. */
    boolean review(final int participants, final long nowNanos) {
        final long elapsedNanos = nowNanos - enteredNanos;
        return switch (state) {
            case RUNNING -> false;
            case GRACEFUL_SHUTDOWN -> {
                if (participants <= limits.gracefulMinParticipants()
                        || elapsedNanos >= limits.gracefulMax().toNanos()) {
                    enter(ShutdownState.SHUTTING_DOWN, nowNanos);
                }
                yield false;
            }
            case SHUTTING_DOWN -> elapsedNanos >= limits.shuttingDownDelay().toNanos();
        };
    }

    private void enter(final ShutdownState next, final long nowNanos) {
        state = next;
        enteredNanos = nowNanos;
    }
}
