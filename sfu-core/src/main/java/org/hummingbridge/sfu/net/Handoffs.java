/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.jspecify.annotations.Nullable;

/** One loop's ways to hand datagrams to each of the others, and theirs to it. Used by its loop, once all are connected. */
final class Handoffs {
    /** By index of the loop; this loop's own place stays null. */
    private @Nullable Handoff[] outbound = new @Nullable Handoff[0];

    private Runnable[] wakers = {};
    private boolean[] used = {};
    private final List<Handoff> inbound = new ArrayList<>();

    /** Says how each loop is woken, by its index; before any is connected. */
    void join(final Runnable... newWakers) {
        wakers = newWakers.clone();
        outbound = new @Nullable Handoff[wakers.length];
        used = new boolean[wakers.length];
    }

    /** Opens the way to the loop with that index. */
    void connect(final int index, final Handoffs other) {
        final Handoff handoff = new Handoff();
        outbound[index] = handoff;
        other.inbound.add(handoff);
    }

    /** Takes the packet's reference; false if the way is full, or there is none, and the reference stays the caller's. */
    boolean offer(final DatagramSink sink, final PacketBuffer packet, final int target) {
        final Handoff handoff = outbound[target];
        if (handoff == null || !handoff.offer(sink, packet)) {
            return false;
        }
        used[target] = true;
        return true;
    }

    /** Wakes whom something was handed to since the last call. */
    void wake() {
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                used[i] = false;
                wakers[i].run();
            }
        }
    }

    /** What others hand to this loop. */
    List<Handoff> inbound() {
        return inbound;
    }
}
