/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bridge's JVM says of itself: in its metrics, under our names or jitsi-videobridge's, and in a thread dump with counts of
 * allocation. Whatever it does not say is {@link #UNKNOWN}.
 *
 * @param allocatedBytes by all Java threads that live now
 */
public record JvmSample(double heapBytes, double gcPauses, double gcPauseMillis, double allocatedBytes) {
    public static final double UNKNOWN = -1;

    private static final Pattern THREAD =
            Pattern.compile("^\"[^\"]*\".* allocated=([0-9.]+)([BKMG])", Pattern.MULTILINE);

    static JvmSample of(final String metrics, final String threadDump) {
        final Scrape scrape = new Scrape(metrics);
        final double seconds = scrape.sum("jvm_gc_pause_seconds_sum");
        return new JvmSample(
                first(
                        scrape.sum("jvm_memory_used_bytes", labels -> labels.contains("area=\"heap\"")),
                        scrape.sum("jitsi_jvb_jvm_heap_used")),
                first(scrape.sum("jvm_gc_pause_seconds_count"), scrape.sum("jitsi_jvb_jvm_gc_count")),
                first(seconds < 0 ? UNKNOWN : seconds * 1000, scrape.sum("jitsi_jvb_jvm_gc_time")),
                allocated(threadDump));
    }

    private static double first(final double ours, final double theirs) {
        return ours < 0 ? theirs : ours;
    }

    private static double allocated(final String threadDump) {
        final Matcher matcher = THREAD.matcher(threadDump);
        double sum = 0;
        boolean found = false;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1)) * unit(matcher.group(2).charAt(0));
            found = true;
        }
        return found ? sum : UNKNOWN;
    }

    private static double unit(final char unit) {
        return switch (unit) {
            case 'K' -> 1L << 10;
            case 'M' -> 1L << 20;
            case 'G' -> 1L << 30;
            default -> 1;
        };
    }
}
