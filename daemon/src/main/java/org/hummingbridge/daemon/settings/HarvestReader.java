/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.daemon.settings.Settings.Harvest;
import org.hummingbridge.daemon.settings.Settings.Loopback;
import org.hummingbridge.daemon.settings.Settings.Mapping;
import org.hummingbridge.daemon.settings.Settings.StunServer;

/** Reads which addresses are offered. Never looks a name up. */
final class HarvestReader {
    private static final String HARVEST = "ice4j.harvest.";
    private static final Set<String> MAPPING_KEYS =
            Set.of("local-address", "public-address", "local-port", "public-port", "name");

    private final Values values;

    HarvestReader(final Values values) {
        this.values = values;
    }

    Harvest read() throws StartupException {
        return new Harvest(
                values.bool(HARVEST + "use-ipv6"),
                values.bool(HARVEST + "use-link-local-addresses"),
                values.oneOf("hummingbridge.harvest.loopback", Loopback.class),
                values.addresses(HARVEST + "allowed-addresses"),
                values.addresses(HARVEST + "blocked-addresses"),
                Set.copyOf(values.strings(HARVEST + "allowed-interfaces")),
                Set.copyOf(values.strings(HARVEST + "blocked-interfaces")),
                mappings(HARVEST + "mapping.static-mappings"),
                values.bool("videobridge.ice.advertise-private-candidates"),
                stunServers(HARVEST + "mapping.stun.addresses"),
                values.bool(HARVEST + "mapping.aws.enabled"));
    }

    private List<StunServer> stunServers(final String key) throws StartupException {
        final List<StunServer> servers = new ArrayList<>();
        for (final String text : values.strings(key)) {
            final HostAndPort server = HostAndPort.parse(text);
            if (server == null) {
                throw values.wrong(key, "give servers with their ports, such as \"stun.example.org:3478\"");
            }
            servers.add(new StunServer(server.host(), server.port()));
        }
        return List.copyOf(servers);
    }

    private List<Mapping> mappings(final String key) throws StartupException {
        final List<Mapping> mappings = new ArrayList<>();
        for (final Config mapping : values.configs(key)) {
            for (final Map.Entry<String, ?> entry : mapping.root().entrySet()) {
                if (!MAPPING_KEYS.contains(entry.getKey())) {
                    throw values.wrong(
                            key,
                            "the nearest known member to " + entry.getKey() + " is "
                                    + Spelling.nearest(entry.getKey(), MAPPING_KEYS));
                }
            }
            mappings.add(mapping(key, mapping));
        }
        return List.copyOf(mappings);
    }

    private Mapping mapping(final String key, final Config config) throws StartupException {
        final Values member = new Values(key + ".", config);
        final boolean ports = config.hasPath("local-port");
        if (ports != config.hasPath("public-port")) {
            throw values.wrong(key, "give local-port and public-port both, or none");
        }
        final InetAddress local = config.hasPath("local-address") ? member.address("local-address") : null;
        final InetAddress mapped = member.address("public-address");
        if (local != null && local.getClass() != mapped.getClass()) {
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
