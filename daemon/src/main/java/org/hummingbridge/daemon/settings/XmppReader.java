/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.ConfigObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.daemon.settings.Settings.Xmpp;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Trust;
import org.hummingbridge.signaling.xmpp.XmppComponent;
import org.hummingbridge.signaling.xmpp.XmppServer;

/** Reads where Jicofo finds the bridge. An entry that lacks something is left out with a warning, as its siblings may do. */
final class XmppReader {
    private static final String CLIENT = "videobridge.apis.xmpp-client.";
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);

    private final Values values;
    private final List<String> warnings;

    XmppReader(final Values values, final List<String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    Xmpp read() throws StartupException {
        return new Xmpp(
                servers(),
                components(),
                values.duration(CLIENT + "presence-interval", MIN_INTERVAL),
                values.bool(CLIENT + "stats-filter.enabled"),
                new LinkedHashSet<>(values.strings(CLIENT + "stats-filter.whitelist")));
    }

    private List<XmppServer> servers() throws StartupException {
        final List<XmppServer> servers = new ArrayList<>();
        for (final XmppEntry entry : entries(CLIENT + "configs", XmppEntry.SERVER_KEYS)) {
            if (entry.isComplete(List.of("HOSTNAME", "USERNAME", "PASSWORD", "MUC_JIDS", "MUC_NICKNAME"))) {
                servers.add(entry.server());
                warnIfUnverified(servers.getLast());
            }
        }
        return List.copyOf(servers);
    }

    private List<XmppComponent> components() throws StartupException {
        final List<XmppComponent> components = new ArrayList<>();
        for (final XmppEntry entry : entries("hummingbridge.xmpp.components", XmppEntry.COMPONENT_KEYS)) {
            if (entry.isComplete(List.of("HOSTNAME", "DOMAIN", "SECRET", "ALLOWED_FROM"))) {
                components.add(entry.component());
            }
        }
        return List.copyOf(components);
    }

    private List<XmppEntry> entries(final String key, final Set<String> known) throws StartupException {
        final ConfigObject all = values.object(key);
        final List<XmppEntry> entries = new ArrayList<>();
        for (final Map.Entry<String, ?> each : all.entrySet()) {
            if (!(each.getValue() instanceof ConfigObject entry)) {
                throw values.wrong(key, "give an object for " + each.getKey() + ", such as { HOSTNAME = localhost }");
            }
            entries.add(XmppEntry.of(key, each.getKey(), entry, known, warnings));
        }
        entries.sort(Comparator.comparing(XmppEntry::id));
        return entries;
    }

    private void warnIfUnverified(final XmppServer server) {
        if (server.tls().trust() instanceof Trust.Anybody && !XmppEntry.THIS_MACHINE.contains(server.host())) {
            warnings.add("The certificate of " + server.host() + " is not verified, so whoever is between can read the"
                    + " password: in " + CLIENT + "configs." + server.id()
                    + ", give CERTIFICATE_SHA256 or CERTIFICATE_AUTHORITY_FILE instead of"
                    + " DISABLE_CERTIFICATE_VERIFICATION.");
        }
    }
}
