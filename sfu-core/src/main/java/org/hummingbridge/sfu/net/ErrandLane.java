/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.Errand;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Errands from one loop to another and back: one writer and one reader each way, in order. Never wakes anybody. The indices of each
 * queue lie on cache lines of their own (SpscArrayQueue pads them), so the two loops meet only where something is handed over.
 */
final class ErrandLane {
    /** More than whoever sends errands keeps of them for one lane: a full lane costs what is in the errand. */
    static final int MAX_UNDER_WAY = 128;

    private final SpscArrayQueue<Errand> there = new SpscArrayQueue<>(MAX_UNDER_WAY);
    private final SpscArrayQueue<Errand> back = new SpscArrayQueue<>(MAX_UNDER_WAY);

    /** Known to the sending loop only. */
    private int underWay;

    /** False if the other loop is too far behind. Sending loop. */
    boolean offer(final Errand errand) {
        // Those that wait to be taken back count, too: the way back is never full.
        if (underWay == MAX_UNDER_WAY || !there.offer(errand)) {
            return false;
        }
        underWay++;
        return true;
    }

    /** Receiving loop. */
    @Nullable
    Errand poll() {
        return there.poll();
    }

    /** Receiving loop, once for every errand that was polled. */
    void giveBack(final Errand errand) {
        if (!back.offer(errand)) {
            throw new IllegalStateException("more errands came back than were sent");
        }
    }

    /** Sending loop. */
    int underWay() {
        return underWay;
    }

    /** Lets those come back that are over. Sending loop. */
    void takeBack() {
        for (Errand errand = back.poll(); errand != null; errand = back.poll()) {
            underWay--;
            errand.comeBack();
        }
    }
}
