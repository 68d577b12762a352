/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of a configuration within their bounds, or a sentence that names the key, where it was set, and the bounds. */
record Values(Config config) {
    String string(final String key) {
        return config.getString(key);
    }

    boolean bool(final String key) {
        return config.getBoolean(key);
    }

    List<String> strings(final String key) {
        return config.getStringList(key);
    }

    List<? extends Config> configs(final String key) {
        return config.getConfigList(key);
    }

    int port(final String key) throws StartupException {
        return integer(key, 0, 65_535);
    }

    int integer(final String key, final int min, final int max) throws StartupException {
        final long value = config.getLong(key);
        if (value < min || value > max) {
            throw wrong(key, "give a number from " + min + " to " + max);
        }
        return (int) value;
    }

    <E extends Enum<E>> E oneOf(final String key, final Class<E> type) throws StartupException {
        return named(key, config.getString(key), type);
    }

    <E extends Enum<E>> E named(final String key, final String name, final Class<E> type) throws StartupException {
        for (final E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw wrong(
                key,
                "choose one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Values::label)
                                .collect(Collectors.joining(", ")));
    }

    InetAddress address(final String key) throws StartupException {
        return literal(key, config.getString(key));
    }

    Set<InetAddress> addresses(final String key) throws StartupException {
        final Set<InetAddress> addresses = new LinkedHashSet<>();
        for (final String text : strings(key)) {
            addresses.add(literal(key, text));
        }
        return addresses;
    }

    /** A refusal of what is set for {@code key}; {@code fix} says what to do instead. */
    StartupException wrong(final String key, final String fix) {
        final ConfigValue value = config.getValue(key);
        return new StartupException(key + " = " + value.render(ConfigRenderOptions.concise()) + " ("
                + value.origin().description() + ") cannot be used; " + fix + ".");
    }

    private InetAddress literal(final String key, final String text) throws StartupException {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "give IP addresses, not names");
        }
    }

    /** Names of standards keep their spelling, words of ours are in lower case. */
    private static String label(final Enum<?> constant) {
        return constant.name().indexOf('_') >= 0
                ? constant.name()
                : constant.name().toLowerCase(Locale.ROOT);
    }
}
