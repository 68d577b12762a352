/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import org.hummingbridge.bench.server.JvmSample;
import org.hummingbridge.bench.server.LoopSample;

/**
 * How the media loops of a Hummingbridge worked about the measured time. Negative figures are unknown.
 *
 * @param gsoShare of the datagrams left with another one in the same trip through the kernel's stack
 * @param datagramsPerRun that the kernel was handed
 * @param turnsPerPacket reads that woke a loop or found it awake, by packets forwarded
 * @param allocatedBytesPerPacket exact, over the loops and what they do besides forwarding
 * @param slotsMade for packets, of 2.1 kB and kept: bytes that are allocated, but no garbage
 * @param longestStallMillis at the end of the measured time: see {@link LoopSample#longestStallMillis}
 */
public record LoopCost(
        double gsoShare,
        double datagramsPerRun,
        double turnsPerPacket,
        double allocatedBytesPerPacket,
        double slotsMade,
        double longestStallMillis) {
    static final LoopCost UNKNOWN = new LoopCost(
            JvmSample.UNKNOWN,
            JvmSample.UNKNOWN,
            JvmSample.UNKNOWN,
            JvmSample.UNKNOWN,
            JvmSample.UNKNOWN,
            JvmSample.UNKNOWN);

    /** All counts are of the time between the two samples, which is a little longer than the measured one. */
    public static LoopCost between(final LoopSample before, final LoopSample after) {
        final double packets = after.forwarded() - before.forwarded();
        final double datagrams = after.datagrams() - before.datagrams();
        final double runs = after.sendRuns() - before.sendRuns();
        if (packets <= 0 || datagrams <= 0 || runs <= 0) {
            return UNKNOWN;
        }
        return new LoopCost(
                1 - runs / datagrams,
                datagrams / runs,
                (after.readBatches() - before.readBatches()) / packets,
                before.allocatedBytes() < 0 || after.allocatedBytes() < 0
                        ? JvmSample.UNKNOWN
                        : (after.allocatedBytes() - before.allocatedBytes()) / packets,
                before.slots() < 0 || after.slots() < 0 ? JvmSample.UNKNOWN : after.slots() - before.slots(),
                after.longestStallMillis());
    }
}
