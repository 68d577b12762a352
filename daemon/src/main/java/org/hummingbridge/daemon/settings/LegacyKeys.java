/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Keys of {@code sip-communicator.properties} with the settings that they stand for and how their values are written. */
final class LegacyKeys {
    /** The two that make a mapping together. */
    static final String LOCAL_ADDRESS = "org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS";

    static final String PUBLIC_ADDRESS = "org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS";

    private static final String JVB = "org.jitsi.videobridge.";
    private static final String HARVEST = "org.ice4j.ice.harvest.";
    private static final String CONSENT = "org.ice4j.ice.CONSENT_FRESHNESS_";
    private static final String MAPPING = "ice4j.harvest.mapping.";
    private static final String PRIVATE = "videobridge.http-servers.private.";
    private static final String PUBLIC = "videobridge.http-servers.public.";

    private final SequencedMap<String, LegacyKey> byName = new TreeMap<>();

    /** A key, and what makes a HOCON value of a legacy one. */
    record LegacyKey(String setting, Function<String, Object> conversion) {}

    LegacyKeys() {
        addresses();
        consent();
        http();
        bridge();
    }

    SequencedMap<String, LegacyKey> byName() {
        return byName;
    }

    /** All that can be misspelt. */
    List<String> names() {
        final List<String> names = new ArrayList<>(byName.keySet());
        names.add(LOCAL_ADDRESS);
        names.add(PUBLIC_ADDRESS);
        return names;
    }

    private void addresses() {
        add(HARVEST + "STUN_MAPPING_HARVESTER_ADDRESSES", MAPPING + "stun.addresses", text -> list(text, ","));
        add(HARVEST + "DISABLE_AWS_HARVESTER", MAPPING + "aws.enabled", LegacyKeys::negated);
        add(HARVEST + "ALLOWED_ADDRESSES", "ice4j.harvest.allowed-addresses", text -> list(text, ";"));
        add(HARVEST + "BLOCKED_ADDRESSES", "ice4j.harvest.blocked-addresses", text -> list(text, ";"));
        add(HARVEST + "ALLOWED_INTERFACES", "ice4j.harvest.allowed-interfaces", text -> list(text, ";"));
        add(HARVEST + "BLOCKED_INTERFACES", "ice4j.harvest.blocked-interfaces", text -> list(text, ";"));
        add(HARVEST + "DISABLE_LINK_LOCAL_ADDRESSES", "ice4j.harvest.use-link-local-addresses", LegacyKeys::negated);
        add("org.ice4j.ipv6.DISABLED", "ice4j.harvest.use-ipv6", LegacyKeys::negated);
        add(HARVEST + "AbstractUdpListener.SO_RCVBUF", "ice4j.harvest.udp.receive-buffer-size", text -> text);
        add(JVB + "SINGLE_PORT_HARVESTER_PORT", "videobridge.ice.udp.port", text -> text);
    }

    private void consent() {
        add(CONSENT + "INTERVAL", "ice4j.consent-freshness.interval", LegacyKeys::millis);
        add(CONSENT + "WAIT_INTERVAL", "ice4j.consent-freshness.original-wait-interval", LegacyKeys::millis);
        add(CONSENT + "MAX_RETRANSMISSIONS", "ice4j.consent-freshness.max-retransmissions", text -> text);
        add("org.ice4j.MAX_CHECK_LIST_SIZE", "ice4j.ice.max-check-list-size", text -> text);
    }

    private void http() {
        add(JVB + "rest.COLIBRI_WS_DISABLE", "videobridge.websockets.enabled", LegacyKeys::negated);
        add(JVB + "rest.COLIBRI_WS_DOMAIN", "videobridge.websockets.domain", text -> text);
        add(JVB + "rest.COLIBRI_WS_TLS", "videobridge.websockets.tls", text -> text);
        add(JVB + "rest.COLIBRI_WS_SERVER_ID", "videobridge.websockets.server-id", text -> text);
        add(JVB + "rest.private.jetty.host", PRIVATE + "host", text -> text);
        add(JVB + "rest.private.jetty.port", PRIVATE + "port", text -> text);
        add(JVB + "rest.jetty.host", PUBLIC + "host", text -> text);
        add(JVB + "rest.jetty.port", PUBLIC + "port", text -> text);
        add(JVB + "rest.jetty.tls.port", PUBLIC + "tls-port", text -> text);
        add(JVB + "rest.jetty.sslContextFactory.keyStorePath", PUBLIC + "key-store-path", text -> text);
        add(JVB + "rest.jetty.sslContextFactory.keyStorePassword", PUBLIC + "key-store-password", text -> text);
        add(JVB + "ENABLE_REST_COLIBRI", "videobridge.apis.rest.enabled", text -> text);
        add(JVB + "ENABLE_REST_SHUTDOWN", "videobridge.rest.shutdown.enabled", text -> text);
    }

    private void bridge() {
        final String status = "videobridge.ep-connection-status.";
        add(JVB + "TRUST_BWE", "videobridge.cc.trust-bwe", text -> text);
        add(JVB + "ONSTAGE_PREFERRED_HEIGHT", "videobridge.cc.onstage-preferred-height-px", text -> text);
        add(JVB + "ONSTAGE_PREFERRED_FRAME_RATE", "videobridge.cc.onstage-preferred-framerate", text -> text);
        add(JVB + "REGION", "videobridge.relay.region", text -> text);
        add(JVB + "health.INTERVAL", "videobridge.health.interval", LegacyKeys::millis);
        add(JVB + "health.TIMEOUT", "videobridge.health.timeout", LegacyKeys::millis);
        add(JVB + "health.STICKY_FAILURES", "videobridge.health.sticky-failures", text -> text);
        add(
                JVB + "EndpointConnectionStatus.FIRST_TRANSFER_TIMEOUT",
                status + "first-transfer-timeout",
                LegacyKeys::millis);
        add(JVB + "EndpointConnectionStatus.MAX_INACTIVITY_LIMIT", status + "max-inactivity-limit", LegacyKeys::millis);
    }

    private void add(final String legacy, final String setting, final Function<String, Object> conversion) {
        byName.put(legacy, new LegacyKey(setting, conversion));
    }

    /** Everything that is not "true" is false, as Java has it. */
    private static Object negated(final String text) {
        return !Boolean.parseBoolean(text);
    }

    private static Object millis(final String text) {
        return text + " ms";
    }

    private static List<String> list(final String text, final String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
