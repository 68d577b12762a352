/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the datagrams that a Hummingbridge was sent so far.
 *
 * @param read by its loops
 * @param droppedByKernel because its socket was full
 * @param drops of what was read or was to be sent, by reason: a datagram may hold much that is dropped, and nothing
 */
public record Intake(long read, long droppedByKernel, Map<String, Long> drops) {
    /** Null for bridges of other makes. */
    static @Nullable Intake of(final String metrics, final long droppedByKernel) {
        final double read = new Scrape(metrics).sum("hummingbridge_datagrams_received_total");
        return read < 0 ? null : new Intake((long) read, droppedByKernel, Drops.of(metrics));
    }
}
