/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the variables of docker-jitsi-meet's image say, with the defaults that they have there. Mappings have no local address: in a
 * container every address is behind the same NAT.
 */
final class DockerLayer {
    private static final Set<String> YES = Set.of("1", "t", "true", "y", "yes", "on");
    private static final Set<String> NO = Set.of("0", "f", "false", "n", "no", "off", "");
    private static final List<String> WITHOUT_EFFECT = List.of("BWE_ESTIMATOR_ENGINE", "ENABLE_VLA", "JVB_USE_USRSCTP");
    private static final String CONTAINER = "default of the container";

    /** By which the other containers of the deployment reach this one. */
    private static final String SERVICE = "jvb";

    private static final String DEFAULT_PORT = "10000";
    private static final String DEFAULT_STUN_SERVER = "meet-jit-si-turnrelay.jitsi.net:443";
    private static final String MAPPING = "ice4j.harvest.mapping.";

    private final Map<String, String> variables;
    private Config layer = ConfigFactory.empty();

    DockerLayer(final Map<String, String> variables) {
        this.variables = variables;
    }

    Config read() throws StartupException {
        set("videobridge.ice.udp.port", "JVB_PORT", DEFAULT_PORT);
        flag("videobridge.ice.advertise-private-candidates", "JVB_ADVERTISE_PRIVATE_CANDIDATES", true);
        flag("videobridge.apis.rest.enabled", "COLIBRI_REST_ENABLED", false);
        flag("videobridge.rest.shutdown.enabled", "SHUTDOWN_REST_ENABLED", false);
        flag("videobridge.cc.trust-bwe", "JVB_CC_TRUST_BWE", true);
        flag("videobridge.health.require-valid-address", "JVB_REQUIRE_VALID_ADDRESS", false);
        put("videobridge.http-servers.private.host", CONTAINER, "0.0.0.0");
        put("hummingbridge.http.allowed-hosts", CONTAINER, List.of(SERVICE, text("HOSTNAME", SERVICE)));
        put(MAPPING + "aws.enabled", origin("DISABLE_AWS_HARVESTER"), !isOn("DISABLE_AWS_HARVESTER", true));
        addresses();
        stun();
        relay();
        if (!isOn("JVB_DISABLE_XMPP", false)) {
            logins();
        }
        for (final String name : WITHOUT_EFFECT) {
            if (variables.containsKey(name)) {
                put(name, origin(name), text(name, ""));
            }
        }
        return layer;
    }

    private void addresses() throws StartupException {
        final String name =
                variables.getOrDefault("JVB_ADVERTISE_IPS", "").isBlank() ? "DOCKER_HOST_ADDRESS" : "JVB_ADVERTISE_IPS";
        final List<Map<String, Object>> mappings = new ArrayList<>();
        for (final String each : list(text(name, ""))) {
            final int hash = each.indexOf('#');
            final Map<String, Object> mapping = new LinkedHashMap<>();
            mapping.put("name", "ip-" + mappings.size());
            mapping.put("public-address", hash < 0 ? each : each.substring(0, hash));
            if (hash >= 0) {
                mapping.put("local-port", text("JVB_PORT", DEFAULT_PORT));
                mapping.put("public-port", each.substring(hash + 1));
            }
            mappings.add(mapping);
        }
        if (!mappings.isEmpty()) {
            put(MAPPING + "static-mappings", origin(name), mappings);
        }
    }

    /** The default server is not asked where the addresses are given: they are what the operator means. */
    private void stun() throws StartupException {
        final boolean addressesGiven = layer.hasPath(MAPPING + "static-mappings");
        final String servers = text("JVB_STUN_SERVERS", addressesGiven ? "" : DEFAULT_STUN_SERVER);
        final boolean off = isOn("JVB_DISABLE_STUN", false);
        put(
                MAPPING + "stun.addresses",
                origin(off ? "JVB_DISABLE_STUN" : "JVB_STUN_SERVERS"),
                off ? List.of() : list(servers));
    }

    private void relay() throws StartupException {
        if (isOn("ENABLE_OCTO", false)) {
            put("videobridge.relay.enabled", origin("ENABLE_OCTO"), true);
            set("videobridge.relay.region", "JVB_OCTO_REGION", "europe");
            final String id = text("JVB_OCTO_RELAY_ID", text("JVB_OCTO_BIND_ADDRESS", ""));
            put("videobridge.relay.relay-id", origin("JVB_OCTO_RELAY_ID"), id);
        }
    }

    private void logins() throws StartupException {
        final boolean own = isOn("ENABLE_JVB_XMPP_SERVER", false);
        final String prefix = own ? "JVB_" : "";
        final String servers = text(prefix + "XMPP_SERVER", own ? "xmpp.jvb.meet.jitsi" : "xmpp.meet.jitsi");
        final String rooms =
                text(prefix + "XMPP_INTERNAL_MUC_DOMAIN", own ? "muc.jvb.meet.jitsi" : "internal-muc.meet.jitsi");
        if (text("JVB_AUTH_PASSWORD", "").isEmpty()) {
            throw new StartupException("JVB_AUTH_PASSWORD is not set; give the password of the bridge's XMPP account,"
                    + " or JVB_DISABLE_XMPP=true to run without XMPP.");
        }
        final List<String> all = list(servers);
        for (int i = 0; i < all.size(); i++) {
            final HostAndPort server = HostAndPort.parse(all.get(i));
            final String entry = "videobridge.apis.xmpp-client.configs.shard" + i + ".";
            put(entry + "HOSTNAME", origin(prefix + "XMPP_SERVER"), server == null ? all.get(i) : server.host());
            if (server == null) {
                set(entry + "PORT", prefix + "XMPP_PORT", own ? "6222" : "5222");
            } else {
                put(entry + "PORT", origin(prefix + "XMPP_SERVER"), server.port());
            }
            set(entry + "DOMAIN", prefix + "XMPP_AUTH_DOMAIN", own ? "auth.jvb.meet.jitsi" : "auth.meet.jitsi");
            set(entry + "USERNAME", "JVB_AUTH_USER", "jvb");
            set(entry + "PASSWORD", "JVB_AUTH_PASSWORD", "");
            put(entry + "MUC_JIDS", origin("JVB_BREWERY_MUC"), text("JVB_BREWERY_MUC", "jvbbrewery") + "@" + rooms);
            set(entry + "MUC_NICKNAME", "JVB_MUC_NICKNAME", text("HOSTNAME", ""));
            put(entry + "DISABLE_CERTIFICATE_VERIFICATION", CONTAINER, true);
        }
    }

    private void set(final String key, final String name, final String otherwise) {
        put(key, origin(name), text(name, otherwise));
    }

    private void flag(final String key, final String name, final boolean otherwise) throws StartupException {
        put(key, origin(name), isOn(name, otherwise));
    }

    private void put(final String key, final String origin, final Object value) {
        layer = layer.withValue(key, ConfigValueFactory.fromAnyRef(value, origin));
    }

    private String origin(final String name) {
        return variables.getOrDefault(name, "").isEmpty()
                ? "default of the container for " + name
                : "environment variable " + name;
    }

    private boolean isOn(final String name, final boolean otherwise) throws StartupException {
        final String value = text(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
        if (!YES.contains(value) && !NO.contains(value)) {
            throw new StartupException("The environment variable " + name + " = \"" + value
                    + "\" cannot be used; give true or false, or 1 or 0.");
        }
        return YES.contains(value);
    }

    private String text(final String name, final String otherwise) {
        final String value = variables.get(name);
        return value == null || value.isEmpty() ? otherwise : value.strip();
    }

    private static List<String> list(final String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
