/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.util.Locale;
import java.util.Map;

/**
 * What became of all datagrams between two moments at which nothing was under way, so that the sums add up.
 *
 * @param seconds between them: longer than the measured time
 * @param hostile datagrams that the attack sent, those by which a traitor's conference is kept up among them
 * @param others datagrams that the measured call sent
 * @param read by the bridge
 * @param droppedByKernel because the bridge's socket was full
 * @param drops the bridge's own, by reason
 */
public record AttackAccount(
        double seconds, long hostile, long others, long read, long droppedByKernel, Map<String, Long> drops) {
    /** Datagrams of which nobody knows what became; 0 unless something is wrong. */
    public long missing() {
        return hostile + others - read - droppedByKernel;
    }

    public double hostilePps() {
        return hostile / seconds;
    }

    public long dropped() {
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d hostile (%.0f/s for %.1f s) + %d of the call = %d read + %d dropped by the kernel + %d missing; dropped %s",
                hostile,
                hostilePps(),
                seconds,
                others,
                read,
                droppedByKernel,
                missing(),
                drops);
    }
}
