/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;

/**
 * What all loops count, added up when it is asked for. Asks no loop.
 *
 * @param loops in the order of their indices
 */
public record LoopCounters(List<Counters> loops) {
    public LoopCounters {
        loops = List.copyOf(loops);
    }

    public long sum(final Counter counter) {
        return loops.stream().mapToLong(loop -> loop.get(counter)).sum();
    }

    public long sum(final DropReason reason) {
        return loops.stream().mapToLong(loop -> loop.get(reason)).sum();
    }

    /** Authenticated packets of media and its feedback since the start. */
    public long mediaPackets() {
        return sum(Counter.RTP_RECEIVED) + sum(Counter.RTCP_RECEIVED);
    }
}
