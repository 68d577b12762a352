/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.List;

/**
 * One loop's links to the others of its bridge: datagrams that are theirs, errands, and news of where paths lead.
 *
 * @param index of the loop
 * @param wake makes the loop look at them; any thread
 */
record LoopLinks(int index, Runnable wake, Handoffs handoffs, Errands errands, Routes routes) {
    /** Joins the loops of one bridge, in the order of their index, before any of them reads. */
    static void join(final List<LoopLinks> loops, final boolean samePort) {
        final Runnable[] wakers = loops.stream().map(LoopLinks::wake).toArray(Runnable[]::new);
        for (final LoopLinks loop : loops) {
            loop.handoffs.join(wakers);
            if (samePort) {
                // A peer takes media only from the address that it checked: elsewhere loops cannot send for each other.
                loop.errands.join(wakers);
            }
        }
        for (final LoopLinks loop : loops) {
            final List<LoopLinks> others =
                    loops.stream().filter(other -> other.index != loop.index).toList();
            others.forEach(other -> loop.handoffs.connect(other.index, other.handoffs));
            if (samePort) {
                others.forEach(other -> loop.errands.connect(other.index, other.errands));
                loop.routes.siblings(others.stream().map(LoopLinks::routes).toList());
            }
        }
    }
}
