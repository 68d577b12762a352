/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jitsi.xmpp.extensions.colibri.ColibriStatsExtension;

/** Turns a snapshot into the {@code stats} element of the presence. Never leaves open whether the bridge drains. */
final class PresenceStats {
    private static final String DRAIN = "drain";

    private PresenceStats() {}

    static ColibriStatsExtension of(final SequencedMap<String, Object> snapshot, final PresenceSettings settings) {
        final SequencedMap<String, Object> values = new LinkedHashMap<>(snapshot);
        settings.labels().putInto(values);
        // A focus takes silence about it for true, and gives such a bridge nothing.
        values.putIfAbsent(DRAIN, false);
        settings.whitelist().ifPresent(names -> values.keySet().retainAll(names));
        final ColibriStatsExtension stats = new ColibriStatsExtension();
        for (final Map.Entry<String, Object> value : values.entrySet()) {
            if (isPrintable(value.getValue())) {
                stats.addStat(value.getKey(), value.getValue().toString());
            }
        }
        return stats;
    }

    private static boolean isPrintable(final Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof String;
    }
}
