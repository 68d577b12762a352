/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.daemon.settings.Settings.Ciphers;
import org.hummingbridge.daemon.settings.Settings.Harvest;
import org.hummingbridge.daemon.settings.Settings.Http;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.Settings.Loopback;
import org.hummingbridge.daemon.settings.Settings.Mapping;
import org.hummingbridge.daemon.settings.Settings.Media;
import org.hummingbridge.daemon.settings.Settings.Srtp;
import org.hummingbridge.daemon.settings.Settings.Transport;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** Reads settings out of layered configuration. Never opens a socket or resolves a name to check them. */
public final class SettingsReader {
    private static final Set<String> MAPPING_KEYS =
            Set.of("local-address", "public-address", "local-port", "public-port", "name");

    private final Values values;

    private SettingsReader(final Values values) {
        this.values = values;
    }

    /** The settings of a file (null: the defaults) under the options of the command line. */
    public static Settings read(final @Nullable Path file, final CommandLineOptions options) throws StartupException {
        final Config config = ConfigFile.load(file, options.byKey());
        try {
            return new SettingsReader(new Values(config)).settings();
        } catch (ConfigException e) {
            throw new StartupException("Configuration: " + e.getMessage() + ".", e);
        }
    }

    private Settings settings() throws StartupException {
        return new Settings(
                media(),
                harvest(),
                new Srtp(profiles(), values.oneOf("hummingbridge.srtp.ciphers", Ciphers.class)),
                new Http(
                        listen("videobridge.http-servers.private"),
                        Set.copyOf(values.strings("hummingbridge.http.allowed-hosts"))),
                listen("hummingbridge.metrics"));
    }

    private Listen listen(final String key) throws StartupException {
        return new Listen(values.string(key + ".host"), values.port(key + ".port"));
    }

    private Media media() throws StartupException {
        final int[] ports = ports();
        return new Media(
                ports[0],
                ports[1],
                values.integer("hummingbridge.udp.loops", 0, 128),
                values.oneOf("hummingbridge.udp.transport", Transport.class),
                values.integer("ice4j.harvest.udp.receive-buffer-size", 65_536, 1 << 30));
    }

    private int[] ports() throws StartupException {
        final String key = "hummingbridge.udp.ports";
        final String range = values.string(key);
        if (range.isEmpty()) {
            final int port = values.port("videobridge.ice.udp.port");
            return new int[] {port, port};
        }
        if (!range.matches("\\d{1,5}:\\d{1,5}")) {
            throw values.wrong(key, "give the first and the last port, such as \"10000:10003\"");
        }
        final String[] ends = range.split(":", 2);
        final int first = Integer.parseInt(ends[0]);
        final int last = Integer.parseInt(ends[1]);
        if (first < 1 || last > 65_535 || last < first || last - first >= 128) {
            throw values.wrong(key, "give 1 to 128 ports between 1 and 65535, the lower one first");
        }
        return new int[] {first, last};
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

    private Harvest harvest() throws StartupException {
        final String key = "ice4j.harvest.";
        return new Harvest(
                values.bool(key + "use-ipv6"),
                values.bool(key + "use-link-local-addresses"),
                values.oneOf("hummingbridge.harvest.loopback", Loopback.class),
                values.addresses(key + "allowed-addresses"),
                values.addresses(key + "blocked-addresses"),
                Set.copyOf(values.strings(key + "allowed-interfaces")),
                Set.copyOf(values.strings(key + "blocked-interfaces")),
                mappings(key + "mapping.static-mappings"));
    }

    private List<Mapping> mappings(final String key) throws StartupException {
        final List<Mapping> mappings = new ArrayList<>();
        for (final Config mapping : values.configs(key)) {
            for (final Map.Entry<String, ?> entry : mapping.root().entrySet()) {
                if (!MAPPING_KEYS.contains(entry.getKey())) {
                    throw values.wrong(
                            key,
                            "the nearest known member to " + entry.getKey() + " is "
                                    + UnknownKeys.nearest(entry.getKey(), MAPPING_KEYS));
                }
            }
            mappings.add(mapping(key, mapping));
        }
        return List.copyOf(mappings);
    }

    private Mapping mapping(final String key, final Config config) throws StartupException {
        final Values member = new Values(config);
        final boolean ports = config.hasPath("local-port");
        if (ports != config.hasPath("public-port")) {
            throw values.wrong(key, "give local-port and public-port both, or none");
        }
        final InetAddress local = member.address("local-address");
        final InetAddress mapped = member.address("public-address");
        if (local.getClass() != mapped.getClass()) {
            throw values.wrong(key, "local-address and public-address are of one IP version");
        }
        return new Mapping(
                local,
                mapped,
                ports ? member.port("local-port") : 0,
                ports ? member.port("public-port") : 0,
                config.hasPath("name") ? member.string("name") : "static");
    }
}
