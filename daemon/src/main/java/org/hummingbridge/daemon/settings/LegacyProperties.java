/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of {@code sip-communicator.properties}, each with its line. Never says what they mean. */
final class LegacyProperties {
    private static final Pattern KEY = Pattern.compile("\\s*([^#!\\s=:][^\\s=:]*).*");

    /** @param origin file and line, for messages */
    record Entry(String value, String origin) {}

    private LegacyProperties() {}

    static SequencedMap<String, Entry> parse(final String name, final Path file) throws StartupException {
        try {
            final String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            final Map<String, Integer> lines = lines(text.lines().toList());
            final Properties properties = new Properties();
            try (Reader reader = new StringReader(text)) {
                properties.load(reader);
            }
            final SequencedMap<String, Entry> entries = new TreeMap<>();
            for (final String key : properties.stringPropertyNames()) {
                final Integer line = lines.get(key);
                entries.put(
                        key, new Entry(properties.getProperty(key).strip(), file + (line == null ? "" : ": " + line)));
            }
            return entries;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException(
                    name + file + " cannot be read (" + e.getMessage()
                            + "); name an existing file of Java properties that this user may read.",
                    e);
        }
    }

    /** Later entries of a key take the place of earlier ones. */
    private static Map<String, Integer> lines(final List<String> lines) {
        final Map<String, Integer> byKey = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            final Matcher key = KEY.matcher(lines.get(i));
            if (key.matches()) {
                byKey.put(key.group(1), i + 1);
            }
        }
        return byKey;
    }
}
