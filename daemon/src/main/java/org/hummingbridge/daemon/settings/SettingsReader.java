/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hummingbridge.daemon.settings.Settings.Ciphers;
import org.hummingbridge.daemon.settings.Settings.Http;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.Settings.Srtp;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** Reads settings out of layered configuration. Never opens a socket or resolves a name to check them. */
public final class SettingsReader {
    private final Values values;
    private final List<String> warnings;

    private SettingsReader(final Values values, final List<String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    /**
     * The settings of a file (null: the defaults) under the options of the command line, and nothing else. A key that means
     * nothing is refused.
     */
    public static Settings read(final @Nullable Path file, final CommandLineOptions options) throws StartupException {
        final KnownKeys known = new KnownKeys();
        final ConfigFile.Parsed given = file == null ? ConfigFile.Parsed.NOTHING : ConfigFile.parse("--config ", file);
        final Config lower = ConfigFile.resolve(given.config().withFallback(known.defaults()), System.getenv());
        final Config effective = options.config().withFallback(lower);
        final KeyCheck check = KeyCheck.of(effective, known, given.variables());
        if (!check.unknown().isEmpty()) {
            throw new StartupException(check.refusal());
        }
        return settings(effective, new ArrayList<>());
    }

    /**
     * The settings of a deployment as jitsi-videobridge would find them. A value that cannot be used is refused; a key that
     * means nothing is reported, since a typing error must not keep a bridge from its work.
     */
    public static LoadedSettings readDeployment(final DeploymentOptions options) throws StartupException {
        return readDeployment(options, Surroundings.ofThisProcess());
    }

    static LoadedSettings readDeployment(final DeploymentOptions options, final Surroundings surroundings)
            throws StartupException {
        final KnownKeys known = new KnownKeys();
        final ConfigLayers layers = ConfigLayers.read(options, surroundings, known);
        final List<String> warnings = new ArrayList<>(layers.warnings());
        final Settings settings = settings(layers.effective(), warnings);
        if (settings.xmpp().servers().isEmpty() && settings.xmpp().components().isEmpty()) {
            warnings.add("No XMPP login is set"
                    + (layers.sources().isEmpty() ? " and no configuration file was found" : "")
                    + ", so Jicofo does not find this bridge: add one to videobridge.apis.xmpp-client.configs.");
        }
        return new LoadedSettings(settings, layers.report(known, warnings));
    }

    private static Settings settings(final Config config, final List<String> warnings) throws StartupException {
        try {
            return new SettingsReader(new Values("", config), warnings).settings();
        } catch (ConfigException e) {
            throw new StartupException("Configuration: " + e.getMessage() + ".", e);
        }
    }

    private Settings settings() throws StartupException {
        return new Settings(
                new MediaReader(values).read(),
                new HarvestReader(values).read(),
                new IceReader(values).read(),
                new Srtp(profiles(), values.oneOf("hummingbridge.srtp.ciphers", Ciphers.class)),
                new Http(
                        listen("videobridge.http-servers.private"),
                        Set.copyOf(values.strings("hummingbridge.http.allowed-hosts"))),
                listen("hummingbridge.metrics"),
                new XmppReader(values, warnings).read(),
                new ChannelReader(values, warnings).read(),
                new ConferenceReader(values).read(),
                new OperationReader(values, warnings).read());
    }

    private Listen listen(final String key) throws StartupException {
        return new Listen(values.string(key + ".host"), values.port(key + ".port"));
    }

    private List<SrtpProfile> profiles() throws StartupException {
        final String key = "hummingbridge.srtp.profiles";
        final List<SrtpProfile> profiles = new ArrayList<>();
        for (final String name : values.strings(key)) {
            profiles.add(values.named(key, name, SrtpProfile.class));
        }
        if (profiles.isEmpty()) {
            throw values.wrong(key, "name at least one profile");
        }
        return List.copyOf(profiles);
    }
}
