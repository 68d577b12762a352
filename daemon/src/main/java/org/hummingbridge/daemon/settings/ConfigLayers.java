/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hummingbridge.daemon.settings.SettingsReport.Effective;

/**
 * The layers of a deployment's configuration, the strongest first: options of the command line, the legacy file, the HOCON file,
 * variables of the container, system properties, defaults. That is the order of jitsi-videobridge.
 *
 * @param variables first parts of keys that are the operator's own
 */
record ConfigLayers(Config effective, Set<String> variables, List<String> sources, List<String> warnings) {
    private static final List<String> SYSTEM_PROPERTIES = List.of("videobridge.", "ice4j.", "jmt.", "hummingbridge.");
    private static final List<String> LEGACY_SYSTEM_PROPERTIES = List.of("org.ice4j.", "org.jitsi.videobridge.");
    private static final String SYSTEM_PROPERTY = "system property";

    static ConfigLayers read(final DeploymentOptions options, final Surroundings surroundings, final KnownKeys known)
            throws StartupException {
        final List<String> sources = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();
        final DeploymentFiles files = DeploymentFiles.of(options, surroundings);
        final Map<String, LegacyProperties.Entry> legacy = legacySystemProperties(surroundings);
        if (files.properties() != null) {
            legacy.putAll(LegacyProperties.parse(files.propertiesName(), files.properties()));
            sources.add(files.properties().toString());
        }
        ConfigFile.Parsed file = ConfigFile.Parsed.NOTHING;
        if (files.config() != null) {
            file = ConfigFile.parse(files.configName(), files.config());
            sources.add(files.config().toString());
        }
        Config container = ConfigFactory.empty();
        if (options.environment()) {
            container = new DockerLayer(surroundings.environment()).read();
            sources.add("environment variables");
        }
        final Config lower = ConfigFile.resolve(
                file.config()
                        .withFallback(container)
                        .withFallback(systemProperties(surroundings))
                        .withFallback(known.defaults()),
                surroundings.environment());
        final Config upper = new LegacyLayer(legacy, warnings).over(renamed(lower));
        return new ConfigLayers(options.options().config().withFallback(upper), file.variables(), sources, warnings);
    }

    /** Keys that got another name in jitsi-videobridge, which still reads the old one. */
    private static Config renamed(final Config config) {
        Config result = config;
        for (final String member : List.of("enabled", "region", "relay-id")) {
            final String old = "videobridge.octo." + member;
            if (config.hasPath(old)) {
                result = result.withoutPath(old).withValue("videobridge.relay." + member, config.getValue(old));
            }
        }
        return result;
    }

    private static Config systemProperties(final Surroundings surroundings) {
        Config config = ConfigFactory.empty();
        for (final Map.Entry<String, String> each :
                surroundings.systemProperties().entrySet()) {
            if (SYSTEM_PROPERTIES.stream().anyMatch(each.getKey()::startsWith)) {
                config = config.withValue(
                        each.getKey(), ConfigValueFactory.fromAnyRef(each.getValue(), SYSTEM_PROPERTY));
            }
        }
        return config;
    }

    private static Map<String, LegacyProperties.Entry> legacySystemProperties(final Surroundings surroundings) {
        final Map<String, LegacyProperties.Entry> entries = new TreeMap<>();
        surroundings.systemProperties().forEach((name, value) -> {
            if (LEGACY_SYSTEM_PROPERTIES.stream().anyMatch(name::startsWith)) {
                entries.put(name, new LegacyProperties.Entry(value.strip(), SYSTEM_PROPERTY));
            }
        });
        return entries;
    }

    SettingsReport report(final KnownKeys known, final List<String> allWarnings) {
        final KeyCheck check = KeyCheck.of(effective, known, variables);
        final List<Effective> values = new ArrayList<>();
        for (final Map.Entry<String, ConfigValue> leaf :
                KnownKeys.leaves(effective).entrySet()) {
            if (known.isSetting(leaf.getKey())) {
                values.add(
                        new Effective(leaf.getKey(), shown(leaf.getKey(), leaf.getValue()), origin(leaf.getValue())));
            }
        }
        return new SettingsReport(
                sources,
                values,
                check.unknown().stream().map(KeyCheck.Unknown::warning).toList(),
                check.ignored(),
                allWarnings);
    }

    private static String origin(final ConfigValue value) {
        final String description = value.origin().description();
        return description.startsWith(KnownKeys.DEFAULTS) ? "default" : description;
    }

    private static String shown(final String key, final ConfigValue value) {
        return SecretKeys.contains(key) ? SecretKeys.REDACTED : value.render(ConfigRenderOptions.concise());
    }
}
