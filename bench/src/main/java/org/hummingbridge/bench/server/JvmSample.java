/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bridge's JVM says of itself: in its metrics, under our names or jitsi-videobridge's, and in a thread dump with counts of
 * allocation. Whatever it does not say is {@link #UNKNOWN}.
 *
 * @param loopAllocatedBytes by the media loops of a Hummingbridge since they started
 * @param allocatedBytes by all Java threads that live now
 */
public record JvmSample(
        double heapBytes, double gcPauses, double gcPauseMillis, double loopAllocatedBytes, double allocatedBytes) {
    public static final double UNKNOWN = -1;

    private static final Pattern THREAD =
            Pattern.compile("^\"([^\"]*)\".* allocated=([0-9.]+)([BKMG])", Pattern.MULTILINE);
    private static final String LOOPS = "udp-loop";

    static JvmSample of(final String metrics, final String threadDump) {
        final Map<String, Double> sums = sums(metrics);
        final double pauses = first(sums, "jvm_gc_pause_seconds_count", "jitsi_jvb_jvm_gc_count");
        final double seconds = sums.getOrDefault("jvm_gc_pause_seconds_sum", UNKNOWN);
        return new JvmSample(
                first(sums, "heap", "jitsi_jvb_jvm_heap_used"),
                pauses,
                seconds == UNKNOWN ? sums.getOrDefault("jitsi_jvb_jvm_gc_time", UNKNOWN) : seconds * 1000,
                allocated(threadDump, true),
                allocated(threadDump, false));
    }

    private static double first(final Map<String, Double> sums, final String ours, final String theirs) {
        return sums.getOrDefault(ours, sums.getOrDefault(theirs, UNKNOWN));
    }

    /** By name, over all labels; the heap's pools under "heap". */
    private static Map<String, Double> sums(final String metrics) {
        final Map<String, Double> sums = new TreeMap<>();
        for (final String line : metrics.lines().toList()) {
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            final int value = line.lastIndexOf(' ');
            final int labels = line.indexOf('{');
            String name = line.substring(0, labels < 0 ? Math.max(0, value) : labels);
            if (name.equals("jvm_memory_used_bytes")) {
                name = line.contains("area=\"heap\"") ? "heap" : name;
            }
            try {
                sums.merge(name, Double.parseDouble(line.substring(value + 1)), Double::sum);
            } catch (NumberFormatException e) {
                // Not a sample; the text is another program's.
            }
        }
        return sums;
    }

    private static double allocated(final String threadDump, final boolean loopsOnly) {
        final Matcher matcher = THREAD.matcher(threadDump);
        double sum = 0;
        boolean found = false;
        while (matcher.find()) {
            if (!loopsOnly || matcher.group(1).toLowerCase(Locale.ROOT).startsWith(LOOPS)) {
                sum += Double.parseDouble(matcher.group(2))
                        * unit(matcher.group(3).charAt(0));
                found = true;
            }
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
