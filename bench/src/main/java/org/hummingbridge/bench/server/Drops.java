/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packets that a Hummingbridge did not pass on, by its own reasons, out of its metrics. */
public final class Drops {
    private static final Pattern DROPS = Pattern.compile(
            "^hummingbridge_dropped_packets_total\\{.*reason=\"([^\"]*)\".*} (\\S+)$", Pattern.MULTILINE);

    private Drops() {}

    /** Counts over all loops since the bridge started; empty for other bridges. */
    static Map<String, Long> of(final String metrics) {
        final Map<String, Long> drops = new TreeMap<>();
        final Matcher matcher = DROPS.matcher(metrics);
        while (matcher.find()) {
            drops.merge(matcher.group(1), (long) Double.parseDouble(matcher.group(2)), Long::sum);
        }
        return drops;
    }

    /** Those that came in between, without the reasons that did not. */
    public static Map<String, Long> between(final Map<String, Long> before, final Map<String, Long> after) {
        final Map<String, Long> difference = new TreeMap<>();
        after.forEach((reason, count) -> {
            final long more = count - before.getOrDefault(reason, 0L);
            if (more > 0) {
                difference.put(reason, more);
            }
        });
        return difference;
    }
}
