/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.jspecify.annotations.Nullable;

/**
 * One loop's errands: those that others do for it, by the index of the other loop, and those that it does for others. Costs
 * nothing in turns without any.
 */
final class Errands {
    private final Containment containment;
    private final List<Inbound> inbound = new ArrayList<>();
    private @Nullable ErrandLane[] outbound = new @Nullable ErrandLane[0];
    private Runnable[] wakers = {};

    /** What is handed over to each loop at the end of the turn. */
    private @Nullable Errand[] prepared = new @Nullable Errand[0];

    private boolean anyPrepared;

    /** What another loop asks for, and what is done of it but not given back yet. */
    private static final class Inbound {
        private final ErrandLane lane;
        private final @Nullable Errand[] done = new @Nullable Errand[ErrandLane.MAX_UNDER_WAY];
        private int count;

        Inbound(final ErrandLane lane) {
            this.lane = lane;
        }

        void giveBack() {
            for (int i = 0; i < count; i++) {
                final Errand errand = done[i];
                done[i] = null;
                if (errand != null) {
                    lane.giveBack(errand);
                }
            }
            count = 0;
        }
    }

    Errands(final Containment containment) {
        this.containment = containment;
    }

    /** Before any loop runs. {@code wakers} make the loop of that index look at its errands; any thread. */
    void join(final Runnable[] wakersOfLoops) {
        wakers = wakersOfLoops;
        outbound = new @Nullable ErrandLane[wakersOfLoops.length];
        prepared = new @Nullable Errand[wakersOfLoops.length];
    }

    /** Opens the way to the loop with that index. Before any loop runs. */
    void connect(final int loop, final Errands other) {
        final ErrandLane lane = new ErrandLane();
        outbound[loop] = lane;
        other.inbound.add(new Inbound(lane));
    }

    boolean leadsTo(final int loop) {
        return loop >= 0 && loop < outbound.length && outbound[loop] != null;
    }

    /** See {@link Loop#send}. */
    void send(final Errand errand, final int loop) {
        if (!leadsTo(loop)) {
            throw new IllegalArgumentException("loop " + loop + " cannot send for this one");
        }
        handOver(loop);
        prepared[loop] = errand;
        anyPrepared = true;
    }

    /** Hands over what is prepared, and wakes those who got something. */
    void handOver() {
        if (!anyPrepared) {
            return;
        }
        anyPrepared = false;
        for (int loop = 0; loop < prepared.length; loop++) {
            handOver(loop);
        }
    }

    private void handOver(final int loop) {
        final Errand errand = prepared[loop];
        final ErrandLane lane = outbound[loop];
        if (errand == null || lane == null) {
            return;
        }
        prepared[loop] = null;
        errand.leave();
        if (lane.offer(errand)) {
            wakers[loop].run();
        } else {
            errand.comeBack();
        }
    }

    /** Does what others have asked for; how many errands that were. To be followed by {@link #giveBack} once the sends are flushed. */
    int carryOut(final Loop here, final long now) {
        int done = 0;
        for (int i = 0; i < inbound.size(); i++) {
            final Inbound from = inbound.get(i);
            // At most what was under way at once, so that a busy neighbour leaves this loop its turns.
            while (from.count < ErrandLane.MAX_UNDER_WAY) {
                final Errand errand = from.lane.poll();
                if (errand == null) {
                    break;
                }
                containment.carryOut(errand, here, now);
                from.done[from.count++] = errand;
                done++;
            }
        }
        return done;
    }

    /** Gives back what was done. Whoever takes it back may rely on it that everything has left. */
    void giveBack() {
        for (int i = 0; i < inbound.size(); i++) {
            inbound.get(i).giveBack();
        }
    }

    /** Gives back undone what others have asked for. This loop, or any thread once the loops have ended. */
    void refuse() {
        for (final Inbound from : inbound) {
            from.giveBack();
            for (Errand errand = from.lane.poll(); errand != null; errand = from.lane.poll()) {
                from.lane.giveBack(errand);
            }
        }
    }

    /** Takes back what others have done. */
    void takeBack() {
        for (int i = 0; i < outbound.length; i++) {
            final ErrandLane lane = outbound[i];
            if (lane != null && lane.underWay() > 0) {
                lane.takeBack();
            }
        }
    }

    /** Whether nothing is under way and nothing prepared. */
    boolean allBack() {
        for (int i = 0; i < outbound.length; i++) {
            final ErrandLane lane = outbound[i];
            if (prepared[i] != null || (lane != null && lane.underWay() > 0)) {
                return false;
            }
        }
        return true;
    }

    /** Takes back everything, done or not. Once the loops have ended and each has refused. */
    void recall() {
        takeBack();
        for (int i = 0; i < prepared.length; i++) {
            final Errand errand = prepared[i];
            if (errand != null) {
                prepared[i] = null;
                errand.leave();
                errand.comeBack();
            }
        }
    }
}
