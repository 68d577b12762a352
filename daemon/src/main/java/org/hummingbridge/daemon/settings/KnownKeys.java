/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Every key that means something: the settings of {@code reference.conf}, and those of {@code ignored.conf} which are accepted
 * without effect. An empty object among the former takes keys of the operator's choice.
 */
final class KnownKeys {
    /** How the origin of a default begins. */
    static final String DEFAULTS = "reference.conf";

    private final Config defaults = ConfigFactory.parseResources(
                    KnownKeys.class,
                    "reference.conf",
                    ConfigParseOptions.defaults().setOriginDescription(DEFAULTS))
            .resolve();
    private final TreeSet<String> settings = new TreeSet<>();
    private final TreeSet<String> maps = new TreeSet<>();
    private final NavigableMap<String, String> ignored = new TreeMap<>();

    KnownKeys() {
        walk(defaults.root(), "", (key, value) -> (isEmptyObject(value) ? maps : settings).add(key));
        final Config reasons = ConfigFactory.parseResources(KnownKeys.class, "ignored.conf");
        reasons.root().forEach((reason, keys) -> {
            for (final Object key : (List<?>) keys.unwrapped()) {
                ignored.put(key.toString(), reason);
            }
        });
    }

    Config defaults() {
        return defaults;
    }

    boolean isSetting(final String key) {
        return settings.contains(key) || maps.contains(key) || isIn(maps, key);
    }

    /** Why a key is accepted without effect, or null if it is not. */
    @Nullable
    String whyIgnored(final String key) {
        String prefix = key;
        while (true) {
            final String reason = ignored.get(prefix);
            if (reason != null) {
                return reason;
            }
            final int dot = prefix.lastIndexOf('.');
            if (dot < 0) {
                return null;
            }
            prefix = prefix.substring(0, dot);
        }
    }

    /** The key that somebody meant who misspelt it. */
    String nearest(final String key) {
        final TreeSet<String> all = new TreeSet<>(settings);
        all.addAll(maps);
        all.addAll(ignored.keySet());
        all.addAll(new LegacyKeys().names());
        return Spelling.nearest(key, all);
    }

    /** Values by key, in the order of {@code reference.conf} first and then by name; nulls included. */
    static SequencedMap<String, ConfigValue> leaves(final Config config) {
        final Map<String, ConfigValue> sorted = new TreeMap<>();
        walk(config.root(), "", sorted::put);
        return new LinkedHashMap<>(sorted);
    }

    /** A name with dots at the top is one key: a legacy one. */
    private static void walk(
            final ConfigObject object, final String prefix, final BiConsumer<String, ConfigValue> leaf) {
        object.forEach((name, value) -> {
            final boolean plain = name.indexOf('.') < 0 || prefix.isEmpty();
            final String key = prefix + (plain ? name : ConfigUtil.quoteString(name));
            if (value instanceof ConfigObject inner && !inner.isEmpty()) {
                walk(inner, key + ".", leaf);
            } else {
                leaf.accept(key, value);
            }
        });
    }

    private static boolean isEmptyObject(final ConfigValue value) {
        return value instanceof ConfigObject object && object.isEmpty();
    }

    private static boolean isIn(final Set<String> prefixes, final String key) {
        return prefixes.stream().anyMatch(prefix -> key.startsWith(prefix + "."));
    }
}
