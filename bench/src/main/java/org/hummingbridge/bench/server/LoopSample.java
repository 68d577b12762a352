/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import org.jspecify.annotations.Nullable;

/**
 * What the media loops of a Hummingbridge have counted so far, all of them together, out of its metrics.
 *
 * @param forwarded RTP packets that receivers were sent
 * @param datagrams of any kind that were sent
 * @param sendRuns in which they were handed to the kernel: GSO runs and single datagrams
 * @param readBatches turns that read something
 * @param slots made for packets, of 2 KiB and kept: part of what they allocated
 * @param allocatedBytes exact; {@link JvmSample#UNKNOWN} if not told
 * @param longestStallMillis the longest that packets had to wait for a turn lately, at least over the last minute
 */
public record LoopSample(
        double forwarded,
        double datagrams,
        double sendRuns,
        double readBatches,
        double slots,
        double allocatedBytes,
        double longestStallMillis) {
    /** A share of the turns' work that is no turn's own: how late one began. */
    private static final String LATE = "work=\"late\"";

    /** Null for bridges of other makes. */
    static @Nullable LoopSample of(final Scrape scrape) {
        final double forwarded = scrape.sum("hummingbridge_rtp_forwarded_total");
        return forwarded < 0
                ? null
                : new LoopSample(
                        forwarded,
                        scrape.sum("hummingbridge_datagrams_sent_total"),
                        scrape.sum("hummingbridge_send_runs_total"),
                        scrape.sum("hummingbridge_read_batches_total"),
                        scrape.sum("hummingbridge_packet_slots_total"),
                        scrape.sum("hummingbridge_loop_allocated_bytes_total"),
                        stallMillis(scrape));
    }

    private static double stallMillis(final Scrape scrape) {
        final double seconds = scrape.max("hummingbridge_longest_stall_seconds", labels -> !labels.contains(LATE));
        return seconds < 0 ? scrape.max("hummingbridge_longest_stall_nanos", labels -> true) / 1e6 : seconds * 1000;
    }
}
