/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers of configuration: options of the command line over the file over the defaults. Never takes a key that the defaults do
 * not have.
 */
final class ConfigFile {
    private ConfigFile() {}

    static Config defaults() {
        return ConfigFactory.parseResources(ConfigFile.class, "reference.conf");
    }

    /**
     * @param options values by key and by the option that gave them, as {@code key -> [option, value]}
     */
    static Config load(final @Nullable Path file, final Map<String, Option> options) throws StartupException {
        final Config defaults = defaults();
        Config given = file == null ? ConfigFactory.empty() : parse(file);
        UnknownKeys.refuse(given, defaults);
        for (final Map.Entry<String, Option> option : options.entrySet()) {
            given = given.withValue(
                    option.getKey(),
                    ConfigValueFactory.fromAnyRef(
                            option.getValue().value(), option.getValue().name()));
        }
        return given.withFallback(defaults).resolve();
    }

    /** A value from the command line, and the name of the option for messages. */
    record Option(String name, Object value) {}

    private static Config parse(final Path file) throws StartupException {
        if (!Files.isReadable(file)) {
            throw new StartupException(
                    "--config " + file + " cannot be read; name an existing file, or leave --config out.");
        }
        try {
            return ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
        } catch (ConfigException e) {
            throw new StartupException("--config " + file + " is not valid HOCON: " + e.getMessage() + ".", e);
        }
    }
}
