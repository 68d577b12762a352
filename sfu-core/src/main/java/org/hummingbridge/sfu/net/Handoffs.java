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
    private boolean mayHoldMore;

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

    /** Delivers what others have handed to this loop; how many datagrams that were. */
    int deliver(final Containment containment, final long nowNanos) {
        int taken = 0;
        mayHoldMore = false;
        for (int i = 0; i < inbound.size(); i++) {
            final int batch = deliver(inbound.get(i), containment, nowNanos);
            taken += batch;
            mayHoldMore |= batch == Handoff.MAX_PACKETS;
        }
        return taken;
    }

    /** At most what was under way at once, so that a busy neighbour leaves this loop its turns. */
    private static int deliver(final Handoff handoff, final Containment containment, final long nowNanos) {
        int taken = 0;
        while (taken < Handoff.MAX_PACKETS) {
            final PacketBuffer packet = handoff.pollPacket();
            if (packet == null) {
                break;
            }
            containment.deliver(handoff.pollSink(), packet, nowNanos);
            taken++;
        }
        return taken;
    }

    /** Whether the last {@link #deliver} may have left something. */
    boolean mayHoldMore() {
        return mayHoldMore;
    }

    /** Drops what others have handed to this loop. The loop, or any thread once the loops have ended. */
    void release() {
        for (final Handoff handoff : inbound) {
            for (PacketBuffer packet = handoff.pollPacket(); packet != null; packet = handoff.pollPacket()) {
                handoff.pollSink();
                packet.release();
            }
        }
    }
}
