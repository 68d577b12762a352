/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hummingbridge.signaling.xmpp.Secret;
import org.hummingbridge.signaling.xmpp.TlsPolicy;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Trust;
import org.hummingbridge.signaling.xmpp.XmppClients;
import org.hummingbridge.signaling.xmpp.XmppComponent;
import org.hummingbridge.signaling.xmpp.XmppServer;

/** A login or component of the configuration, in which neither case nor hyphens of keys matter. */
record XmppEntry(String path, String id, Values values, List<String> warnings) {
    private static final String SECURITY_MODE = "SECURITY_MODE";
    private static final String NO_VERIFICATION = "DISABLE_CERTIFICATE_VERIFICATION";
    private static final String AUTHORITY_FILE = "CERTIFICATE_AUTHORITY_FILE";
    private static final String PIN = "CERTIFICATE_SHA256";

    static final Set<String> SERVER_KEYS = Set.of(
            "HOSTNAME",
            "PORT",
            "DOMAIN",
            "USERNAME",
            "PASSWORD",
            "MUC_JIDS",
            "MUC_NICKNAME",
            "IQ_HANDLER_MODE",
            NO_VERIFICATION,
            SECURITY_MODE,
            AUTHORITY_FILE,
            PIN);

    static final Set<String> COMPONENT_KEYS = Set.of("HOSTNAME", "PORT", "DOMAIN", "SECRET", "ALLOWED_FROM");

    private static final int MAX_PORT = 65_535;
    private static final int CLIENT_PORT = 5222;
    private static final int COMPONENT_PORT = 5347;
    static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    static XmppEntry of(
            final String section,
            final String id,
            final ConfigObject entry,
            final Set<String> known,
            final List<String> warnings) {
        final String path = section + "." + id;
        Config config = ConfigFactory.empty(entry.origin().description());
        for (final Map.Entry<String, ConfigValue> each : new TreeMap<>(entry).entrySet()) {
            final String key = each.getKey().toUpperCase(Locale.ROOT).replace('-', '_');
            if (!known.contains(key)) {
                warnings.add("Unknown setting " + path + "." + each.getKey() + " ("
                        + each.getValue().origin().description() + ") is ignored; the nearest known one is "
                        + Spelling.nearest(key, known) + ".");
            } else if (each.getValue().valueType() != ConfigValueType.NULL) {
                config = config.withValue(key, each.getValue());
            }
        }
        return new XmppEntry(path, id, new Values(path + ".", config), warnings);
    }

    /** Whether all of these are there; warns otherwise. */
    boolean isComplete(final List<String> required) throws StartupException {
        for (final String key : required) {
            if (!values.has(key) || values.isBlank(key)) {
                warnings.add(path + " (" + values.config().origin().description() + ") is left out, because it has no "
                        + key + ": add it.");
                return false;
            }
        }
        return true;
    }

    XmppServer server() throws StartupException {
        final String host = values.string("HOSTNAME");
        final XmppServer server = new XmppServer(
                id,
                host,
                port(CLIENT_PORT),
                values.has("DOMAIN") ? values.string("DOMAIN") : host,
                values.string("USERNAME"),
                new Secret(values.string("PASSWORD")),
                list("MUC_JIDS"),
                values.string("MUC_NICKNAME"),
                new TlsPolicy(mode(host), trust()));
        try {
            XmppClients.check(server);
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
        return server;
    }

    XmppComponent component() throws StartupException {
        final XmppComponent component = new XmppComponent(
                id,
                values.string("HOSTNAME"),
                port(COMPONENT_PORT),
                values.string("DOMAIN"),
                new Secret(values.string("SECRET")),
                list("ALLOWED_FROM"));
        try {
            XmppClients.check(component);
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
        return component;
    }

    private StartupException unusable(final IllegalArgumentException reason) {
        return new StartupException(
                path + " (" + values.config().origin().description() + ") cannot be used: " + reason.getMessage() + ".",
                reason);
    }

    private int port(final int otherwise) throws StartupException {
        return values.has("PORT") ? values.integer("PORT", 1, MAX_PORT) : otherwise;
    }

    /** A list of HOCON, or one text with commas. */
    private List<String> list(final String key) throws StartupException {
        final boolean isList = values.config().getValue(key).valueType() == ConfigValueType.LIST;
        final List<String> given =
                isList ? values.strings(key) : List.of(values.string(key).split(",", -1));
        final List<String> members = given.stream()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        if (members.isEmpty()) {
            throw values.wrong(key, "name at least one, such as \"name@example.org\"");
        }
        return members;
    }

    private TlsPolicy.Mode mode(final String host) throws StartupException {
        if (!values.has(SECURITY_MODE)) {
            return THIS_MACHINE.contains(host) ? TlsPolicy.Mode.IF_POSSIBLE : TlsPolicy.Mode.REQUIRED;
        }
        return switch (values.string(SECURITY_MODE).toLowerCase(Locale.ROOT)) {
            case "required" -> TlsPolicy.Mode.REQUIRED;
            case "ifpossible" -> TlsPolicy.Mode.IF_POSSIBLE;
            case "disabled" -> TlsPolicy.Mode.DISABLED;
            default -> throw values.wrong(SECURITY_MODE, "choose one of required, ifpossible, disabled");
        };
    }

    /** A file of authorities or a pin wins over switching verification off, which templates do without being asked. */
    private Trust trust() throws StartupException {
        if (values.has(AUTHORITY_FILE) && values.has(PIN)) {
            throw values.wrong(PIN, "give either it or " + AUTHORITY_FILE);
        }
        if (values.has(AUTHORITY_FILE)) {
            final Path file = Path.of(values.string(AUTHORITY_FILE));
            if (!Files.isReadable(file)) {
                throw values.wrong(AUTHORITY_FILE, "name a PEM file that this user may read");
            }
            return new Trust.AuthorityFile(file);
        }
        if (values.has(PIN)) {
            final String hex = values.string(PIN).replace(":", "").toLowerCase(Locale.ROOT);
            if (!hex.matches("[0-9a-f]{64}")) {
                throw values.wrong(
                        PIN, "give the 32 bytes that openssl x509 -in FILE -noout -fingerprint -sha256 prints");
            }
            return new Trust.Pinned(hex);
        }
        return values.has(NO_VERIFICATION) && values.bool(NO_VERIFICATION)
                ? new Trust.Anybody()
                : new Trust.Authorities();
    }
}
