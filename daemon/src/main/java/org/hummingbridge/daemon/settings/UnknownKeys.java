/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** Finds keys that mean nothing, since a misspelt one would silently leave its setting at the default. */
final class UnknownKeys {
    private UnknownKeys() {}

    static void refuse(final Config given, final Config known) throws StartupException {
        final Set<String> knownKeys = keys(known).keySet();
        final SequencedMap<String, ConfigOrigin> unknown = keys(given);
        unknown.keySet().removeAll(knownKeys);
        if (unknown.isEmpty()) {
            return;
        }
        final Map.Entry<String, ConfigOrigin> first = unknown.firstEntry();
        final String others = unknown.size() == 1 ? "" : " (and " + (unknown.size() - 1) + " more)";
        throw new StartupException("Unknown setting " + first.getKey() + " in "
                + first.getValue().description() + others + "; the nearest known one is "
                + nearest(first.getKey(), knownKeys) + ": correct it, or take it out.");
    }

    private static SequencedMap<String, ConfigOrigin> keys(final Config config) {
        final SequencedMap<String, ConfigOrigin> keys = new TreeMap<>();
        for (final Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            keys.put(entry.getKey(), entry.getValue().origin());
        }
        return keys;
    }

    static String nearest(final String key, final Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(key, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Levenshtein's: insertions, deletions and substitutions of one character. */
    static int distance(final String from, final String to) {
        int[] previous = new int[to.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            final int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                final int substitution = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
