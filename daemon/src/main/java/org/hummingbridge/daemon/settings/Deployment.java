/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hummingbridge.daemon.settings.SettingsReport.Effective;

/**
 * The layers of a deployment's configuration, the strongest first: options of the command line, the legacy file, the HOCON file,
 * variables of the container, system properties, defaults. That is the order of jitsi-videobridge.
 */
record Deployment(Config effective, List<String> sources, List<String> warnings) {
    static Deployment read(final DeploymentOptions options, final Surroundings surroundings, final KnownKeys known)
            throws StartupException {
        final List<String> sources = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();
        final DeploymentFiles files = DeploymentFiles.of(options, surroundings);
        Config file = ConfigFactory.empty();
        if (files.config() != null) {
            file = ConfigFile.parse(files.configName(), files.config());
            sources.add(files.config().toString());
        }
        final Config lower = ConfigFile.resolve(file.withFallback(known.defaults()), surroundings.environment());
        return new Deployment(options.options().config().withFallback(lower), sources, warnings);
    }

    SettingsReport report(final KnownKeys known, final List<String> allWarnings) {
        final KeyCheck check = KeyCheck.of(effective, known);
        final List<Effective> values = new ArrayList<>();
        for (final Map.Entry<String, ConfigValue> leaf :
                KnownKeys.leaves(effective).entrySet()) {
            if (known.isSetting(leaf.getKey())) {
                values.add(new Effective(
                        leaf.getKey(),
                        shown(leaf.getKey(), leaf.getValue()),
                        leaf.getValue().origin().description()));
            }
        }
        return new SettingsReport(
                sources,
                values,
                check.unknown().stream().map(KeyCheck.Unknown::warning).toList(),
                check.ignored(),
                allWarnings);
    }

    private static String shown(final String key, final ConfigValue value) {
        return SecretKeys.contains(key) ? SecretKeys.REDACTED : value.render(ConfigRenderOptions.concise());
    }
}
