/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves on a signal without cutting calls off: refuses new ones for as long as is allowed, tells Jicofo to move everybody,
 * leaves its rooms, and goes on forwarding until the participants are gone. Takes no longer than its limits; closes nothing.
 */
public final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
    private static final long LOOK_MILLIS = 200;

    private final Lifecycle lifecycle;
    private final DepartureMachine.Limits limits;
    private final Runnable leaveRooms;
    private final IntSupplier participants;
    private final LongSupplier mediaPackets;
    private final LongSupplier nanoTime;

    /**
     * @param drain {@code hummingbridge.shutdown.term-drain}: for calls to end by themselves; zero: none are waited for
     * @param move {@code hummingbridge.shutdown.term-deadline}: for participants to be moved
     * @param leaveRooms leaves the brewery; takes about a second at most
     * @param participants how many are here now; asks no loop
     * @param mediaPackets authentic packets since the start; asks no loop
     */
    public Departure(
            final Lifecycle lifecycle,
            final Duration drain,
            final Duration move,
            final Runnable leaveRooms,
            final IntSupplier participants,
            final LongSupplier mediaPackets,
            final LongSupplier nanoTime) {
        this.lifecycle = lifecycle;
        this.limits = new DepartureMachine.Limits(drain, move);
        this.leaveRooms = leaveRooms;
        this.participants = participants;
        this.mediaPackets = mediaPackets;
        this.nanoTime = nanoTime;
    }

    /** Returns when everybody has gone or the time is up; an interrupt cuts it short. */
    public void run() {
        final DepartureMachine machine = new DepartureMachine(limits, nanoTime.getAsLong());
        lifecycle.beginDeparture();
        try {
            if (machine.phase() == DepartureMachine.Phase.DRAINING) {
                LOG.info("Waiting up to {} for calls to end", limits.drain());
                lifecycle.requestGracefulShutdown();
                await(machine, DepartureMachine.Phase.DRAINING);
            }
            lifecycle.requestShutdown();
            leaveRooms.run();
            await(machine, DepartureMachine.Phase.MOVING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(final DepartureMachine machine, final DepartureMachine.Phase phase) throws InterruptedException {
        while (machine.review(participants.getAsInt(), mediaPackets.getAsLong(), nanoTime.getAsLong()) == phase) {
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
