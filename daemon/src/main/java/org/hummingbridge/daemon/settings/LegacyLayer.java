/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hummingbridge.daemon.settings.LegacyKeys.LegacyKey;

/**
 * Lays legacy entries over the newer configuration: they take precedence, logins replace all logins, and the NAT pair comes before
 * the mappings. Entries that stand for nothing are left for the report under their own names.
 */
final class LegacyLayer {
    private static final String LOGIN = "org.jitsi.videobridge.xmpp.user.";
    private static final String LOGINS = "videobridge.apis.xmpp-client.configs";
    private static final String MAPPINGS = "ice4j.harvest.mapping.static-mappings";

    private final Map<String, LegacyProperties.Entry> entries;
    private final LegacyKeys keys = new LegacyKeys();
    private final List<String> warnings;
    private Config layer = ConfigFactory.empty();

    LegacyLayer(final Map<String, LegacyProperties.Entry> entries, final List<String> warnings) {
        this.entries = new TreeMap<>(entries);
        this.entries.values().removeIf(entry -> entry.value().isEmpty());
        this.warnings = warnings;
    }

    /** The whole configuration. */
    Config over(final Config lower) {
        Config rest = lower;
        entries.forEach(this::take);
        final Config logins = logins();
        if (!logins.isEmpty()) {
            rest = rest.withoutPath(LOGINS);
            layer = layer.withValue(LOGINS, logins.root());
        }
        natPair(lower);
        return layer.withFallback(rest);
    }

    private static boolean isPart(final String key) {
        return key.startsWith(LOGIN) || key.equals(LegacyKeys.LOCAL_ADDRESS) || key.equals(LegacyKeys.PUBLIC_ADDRESS);
    }

    private void take(final String name, final LegacyProperties.Entry entry) {
        final LegacyKey key = keys.byName().get(name);
        if (key != null) {
            layer = layer.withValue(key.setting(), value(name, key.conversion().apply(entry.value())));
        } else if (!isPart(name)) {
            layer = layer.withValue(ConfigUtil.quoteString(name), value(name, entry.value()));
        }
    }

    private Config logins() {
        Config logins = ConfigFactory.empty();
        for (final String name : entries.keySet()) {
            final int dot = name.lastIndexOf('.');
            if (name.startsWith(LOGIN) && dot > LOGIN.length()) {
                final String id = name.substring(LOGIN.length(), dot);
                final String path = ConfigUtil.joinPath(id, name.substring(dot + 1));
                logins = logins.withValue(path, value(name, entry(name).value()));
            }
        }
        return logins;
    }

    private void natPair(final Config lower) {
        if (!entries.containsKey(LegacyKeys.LOCAL_ADDRESS) && !entries.containsKey(LegacyKeys.PUBLIC_ADDRESS)) {
            return;
        }
        for (final String needed : List.of(LegacyKeys.LOCAL_ADDRESS, LegacyKeys.PUBLIC_ADDRESS)) {
            if (!entries.containsKey(needed)) {
                final String other =
                        needed.equals(LegacyKeys.LOCAL_ADDRESS) ? LegacyKeys.PUBLIC_ADDRESS : LegacyKeys.LOCAL_ADDRESS;
                warnings.add(other + " (" + entry(other).origin() + ") has no effect without " + needed + ": add it.");
                return;
            }
        }
        final Map<String, Object> pair = new HashMap<>();
        pair.put(
                "local-address",
                value(LegacyKeys.LOCAL_ADDRESS, entry(LegacyKeys.LOCAL_ADDRESS).value()));
        pair.put(
                "public-address",
                value(
                        LegacyKeys.PUBLIC_ADDRESS,
                        entry(LegacyKeys.PUBLIC_ADDRESS).value()));
        pair.put("name", "NAT_HARVESTER");
        final List<ConfigValue> mappings = new ArrayList<>();
        mappings.add(ConfigValueFactory.fromMap(pair, origin(LegacyKeys.PUBLIC_ADDRESS)));
        mappings.addAll(lower.getList(MAPPINGS));
        layer = layer.withValue(MAPPINGS, ConfigValueFactory.fromIterable(mappings, origin(LegacyKeys.PUBLIC_ADDRESS)));
    }

    private ConfigValue value(final String name, final Object value) {
        return ConfigValueFactory.fromAnyRef(value, origin(name));
    }

    private String origin(final String name) {
        return entry(name).origin() + ", " + name;
    }

    private LegacyProperties.Entry entry(final String name) {
        return Objects.requireNonNull(entries.get(name));
    }
}
