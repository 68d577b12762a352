/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values of a configuration within their bounds, or a sentence that names the key, where it was set, and the bounds.
 *
 * @param path what stands before every key where the operator wrote it; ends with a dot or is empty
 */
record Values(String path, Config config) {
    private static final Pattern BITRATE =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(?:([kmg]?)bps)?", Pattern.CASE_INSENSITIVE);

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Reads one value; throws what the library throws. */
    private interface Getter<T> {
        T get(Config config, String key);
    }

    boolean has(final String key) {
        return config.hasPath(key);
    }

    String string(final String key) throws StartupException {
        return get(key, Config::getString, "give a text");
    }

    @Nullable
    String stringOrNull(final String key) throws StartupException {
        return has(key) ? string(key) : null;
    }

    /** Whether it is set to nothing but spaces. */
    boolean isBlank(final String key) {
        return config.getValue(key).unwrapped() instanceof String text && text.isBlank();
    }

    boolean bool(final String key) throws StartupException {
        return get(key, Config::getBoolean, "give true or false");
    }

    List<String> strings(final String key) throws StartupException {
        return get(key, Config::getStringList, "give a list, such as [\"one\", \"two\"]");
    }

    List<? extends Config> configs(final String key) throws StartupException {
        return get(key, Config::getConfigList, "give a list of objects, such as [{ name = value }]");
    }

    ConfigObject object(final String key) throws StartupException {
        return get(key, Config::getObject, "give an object, such as { name = value }");
    }

    int port(final String key) throws StartupException {
        return integer(key, 0, 65_535);
    }

    /** A port, or null where -1 says that there is none. */
    @Nullable
    Integer portOrNull(final String key) throws StartupException {
        final int port = integer(key, -1, 65_535);
        return port < 0 ? null : port;
    }

    int integer(final String key, final int min, final int max) throws StartupException {
        final String fix = "give a number from " + min + " to " + max;
        final long value = get(key, Config::getLong, fix);
        if (value < min || value > max) {
            throw wrong(key, fix);
        }
        return (int) value;
    }

    double number(final String key, final double min, final double max) throws StartupException {
        final String fix = "give a number from " + min + " to " + max;
        final double value = get(key, Config::getDouble, fix);
        // Written so that NaN is refused too.
        if (!(value >= min && value <= max)) {
            throw wrong(key, fix);
        }
        return value;
    }

    /** Bits per second, with or without a unit. */
    long bitrateBps(final String key) throws StartupException {
        final Matcher matcher = BITRATE.matcher(string(key));
        if (!matcher.matches()) {
            throw wrong(key, "give a bitrate with its unit, such as \"500 kbps\" or \"2.5 mbps\"");
        }
        final double scale =
                switch (Objects.requireNonNullElse(matcher.group(2), "").toLowerCase(Locale.ROOT)) {
                    case "k" -> 1e3;
                    case "m" -> 1e6;
                    case "g" -> 1e9;
                    default -> 1;
                };
        return Math.round(Double.parseDouble(matcher.group(1)) * scale);
    }

    /** A time of at least {@code min}; a bare number is milliseconds. */
    Duration duration(final String key, final Duration min) throws StartupException {
        final String fix = "give a time with its unit, such as \"500 ms\", \"5 seconds\" or \"1 minute\", of at least "
                + min.toMillis() + " ms and at most " + LONGEST.toDays() + " days";
        final Duration value = get(key, Config::getDuration, fix);
        if (value.compareTo(min) < 0 || value.compareTo(LONGEST) > 0) {
            throw wrong(key, fix);
        }
        return value;
    }

    <E extends Enum<E>> E oneOf(final String key, final Class<E> type) throws StartupException {
        return named(key, string(key), type);
    }

    <E extends Enum<E>> E named(final String key, final String name, final Class<E> type) throws StartupException {
        for (final E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name.replace('-', '_'))) {
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
        return literal(key, string(key));
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
        final String shown =
                SecretKeys.contains(key) ? SecretKeys.REDACTED : value.render(ConfigRenderOptions.concise());
        return new StartupException(
                path + key + " = " + shown + " (" + value.origin().description() + ") cannot be used; " + fix + ".");
    }

    private <T> T get(final String key, final Getter<T> getter, final String fix) throws StartupException {
        try {
            return getter.get(config, key);
        } catch (ConfigException.Missing e) {
            throw new StartupException(
                    path + key + " is missing (" + config.origin().description() + "); " + fix + ".", e);
        } catch (ConfigException.WrongType | ConfigException.BadValue e) {
            throw wrong(key, fix);
        }
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
        final String name = constant.name();
        final boolean standard = name.startsWith("AE") && name.indexOf('_') >= 0;
        return standard ? name : name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
