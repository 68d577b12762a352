/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file in HOCON. Includes of files that do not exist are none, as templates have them. */
final class ConfigFile {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\??\"?([A-Za-z0-9_-]+)");
    private static final Set<String> OURS = Set.of("videobridge", "ice4j", "jmt", "hummingbridge");

    private ConfigFile() {}

    /** @param name how the operator named the file: an option, or nothing */
    static Parsed parse(final String name, final Path file) throws StartupException {
        if (!Files.isReadable(file)) {
            throw new StartupException(name + file + " cannot be read; name an existing file that this user may read.");
        }
        try {
            final Config config = ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
            final Set<String> variables = SUBSTITUTION
                    .matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(root -> !OURS.contains(root))
                    .collect(Collectors.toSet());
            return new Parsed(config, variables);
        } catch (IOException e) {
            throw new StartupException(name + file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (ConfigException e) {
            throw new StartupException(name + file + " is not valid HOCON: " + e.getMessage() + ".", e);
        }
    }

    /**
     * What a file says, and what it refers to.
     *
     * @param variables first parts of the keys in its substitutions: names of the operator's own choice among them
     */
    record Parsed(Config config, Set<String> variables) {
        static final Parsed NOTHING = new Parsed(ConfigFactory.empty(), Set.of());
    }

    /** Fills in what values refer to: other values, then variables of the environment. */
    static Config resolve(final Config config, final Map<String, String> environment) throws StartupException {
        try {
            return config.resolve(ConfigResolveOptions.noSystem().appendResolver(new Variables(environment)));
        } catch (ConfigException e) {
            throw new StartupException(
                    "The configuration refers to something that is not there: " + e.getMessage() + ".", e);
        }
    }

    private record Variables(Map<String, String> environment) implements ConfigResolver {
        @Override
        public @Nullable ConfigValue lookup(final String path) {
            final String value = environment.get(path);
            return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment variable " + path);
        }

        @Override
        public ConfigResolver withFallback(final ConfigResolver fallback) {
            return this;
        }
    }
}
