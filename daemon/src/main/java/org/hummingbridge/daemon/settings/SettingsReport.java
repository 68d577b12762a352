/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the settings come from, for people. Never has a secret in it.
 *
 * @param sources what was read, the strongest first
 * @param values every setting that is in force
 * @param unknown sentences about keys that mean nothing, with the nearest one that does
 * @param ignored keys that are accepted without effect
 * @param warnings sentences about everything else that deserves a look
 */
public record SettingsReport(
        List<String> sources,
        List<Effective> values,
        List<String> unknown,
        List<Ignored> ignored,
        List<String> warnings) {
    public SettingsReport {
        sources = List.copyOf(sources);
        values = List.copyOf(values);
        unknown = List.copyOf(unknown);
        ignored = List.copyOf(ignored);
        warnings = List.copyOf(warnings);
    }

    /** A setting in force: its value as HOCON, and the file and line, option, variable or default that set it. */
    public record Effective(String key, String value, String origin) {}

    /** A key without effect. */
    public record Ignored(String key, String origin, String reason) {}

    /** Everything that an operator should see at start, one line each; ignored keys share one for each reason. */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>(unknown);
        lines.addAll(warnings);
        final Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (final Ignored each : ignored) {
            byReason.computeIfAbsent(each.reason(), _ -> new ArrayList<>()).add(each.key());
        }
        byReason.forEach(
                (reason, keys) -> lines.add("Without effect, " + reason + ": " + String.join(", ", keys) + "."));
        return lines;
    }
}
