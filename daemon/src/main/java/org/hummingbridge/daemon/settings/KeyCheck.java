/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.daemon.settings.SettingsReport.Ignored;

/** Finds keys that mean nothing, since a misspelt one would silently leave its setting at the default. */
record KeyCheck(List<Unknown> unknown, List<Ignored> ignored) {
    /** A key that means nothing. */
    record Unknown(String key, String origin, String nearest) {
        String warning() {
            return "Unknown setting " + key + " in " + origin + " has no effect; the nearest known one is " + nearest
                    + ": correct it, or take it out.";
        }
    }

    /** @param variables first parts of keys that the operator's own file refers to */
    static KeyCheck of(final Config effective, final KnownKeys known, final Set<String> variables) {
        final List<Unknown> unknown = new ArrayList<>();
        final List<Ignored> ignored = new ArrayList<>();
        for (final Map.Entry<String, ConfigValue> leaf :
                KnownKeys.leaves(effective).entrySet()) {
            final String key = leaf.getKey();
            if (known.isSetting(key) || variables.contains(key.split("\\.", 2)[0])) {
                continue;
            }
            final String origin = leaf.getValue().origin().description();
            final String reason = known.whyIgnored(key);
            if (reason != null) {
                ignored.add(new Ignored(key, origin, reason));
            } else {
                unknown.add(new Unknown(key, origin, known.nearest(key)));
            }
        }
        return new KeyCheck(unknown, ignored);
    }

    /** One sentence about the first unknown key. */
    String refusal() {
        final Unknown first = unknown.getFirst();
        final String others = unknown.size() == 1 ? "" : " (and " + (unknown.size() - 1) + " more)";
        return "Unknown setting " + first.key() + " in " + first.origin() + others + "; the nearest known one is "
                + first.nearest() + ": correct it, or take it out.";
    }
}
