/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.daemon.settings.ChannelSettings.PublicHttp;
import org.hummingbridge.daemon.settings.ChannelSettings.Sctp;
import org.hummingbridge.daemon.settings.ChannelSettings.TlsListen;
import org.hummingbridge.daemon.settings.ChannelSettings.WebSockets;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.signaling.xmpp.Secret;
import org.jspecify.annotations.Nullable;

/** Reads how clients get to the bridge channel. Warns where WebSockets are asked for and cannot be reached. */
final class ChannelReader {
    private static final String WEB_SOCKETS = "videobridge.websockets.";
    private static final String PUBLIC = "videobridge.http-servers.public.";
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

    private final Values values;
    private final List<String> warnings;

    ChannelReader(final Values values, final List<String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    ChannelSettings read() throws StartupException {
        final Sctp sctp = new Sctp(values.bool("videobridge.sctp.enabled"));
        final PublicHttp http = publicHttp();
        final WebSockets webSockets = webSockets();
        if (webSockets.enabled() && http.listen() == null && http.tls() == null) {
            warnings.add(WEB_SOCKETS + "enabled is true, but " + PUBLIC + "port and " + PUBLIC
                    + "tls-port are -1, so no client reaches a WebSocket: set a port, such as 9090.");
        } else if (webSockets.enabled() && webSockets.domains().isEmpty()) {
            warnings.add(WEB_SOCKETS + "enabled is true, but " + WEB_SOCKETS
                    + "domains is empty, so no client is told of WebSockets: add the host:port that clients reach.");
        }
        return new ChannelSettings(sctp, webSockets, http);
    }

    private WebSockets webSockets() throws StartupException {
        return new WebSockets(
                values.bool(WEB_SOCKETS + "enabled"),
                values.string(WEB_SOCKETS + "server-id"),
                values.bool(WEB_SOCKETS + "enable-compression"),
                values.bool(WEB_SOCKETS + "send-keepalive-pings"),
                values.duration(WEB_SOCKETS + "keepalive-ping-interval", MIN_TIMEOUT),
                values.duration(WEB_SOCKETS + "idle-timeout", MIN_TIMEOUT),
                values.has(WEB_SOCKETS + "tls") ? values.bool(WEB_SOCKETS + "tls") : null,
                domains());
    }

    private List<String> domains() throws StartupException {
        final List<String> domains = new ArrayList<>();
        final String single = values.stringOrNull(WEB_SOCKETS + "domain");
        if (single != null) {
            domains.add(single);
        }
        values.strings(WEB_SOCKETS + "domains").stream()
                .filter(each -> !domains.contains(each))
                .forEach(domains::add);
        return List.copyOf(domains);
    }

    private PublicHttp publicHttp() throws StartupException {
        final String host = values.string(PUBLIC + "host");
        final Integer port = values.portOrNull(PUBLIC + "port");
        return new PublicHttp(port == null ? null : new Listen(host, port), tls(host));
    }

    private @Nullable TlsListen tls(final String host) throws StartupException {
        final Integer port = values.portOrNull(PUBLIC + "tls-port");
        if (port == null) {
            return null;
        }
        final String keyStore = values.stringOrNull(PUBLIC + "key-store-path");
        if (keyStore == null) {
            throw values.wrong(PUBLIC + "tls-port", "name a key store by " + PUBLIC + "key-store-path as well");
        }
        if (!Files.isReadable(Path.of(keyStore))) {
            throw values.wrong(PUBLIC + "key-store-path", "name a Java key store that this user may read");
        }
        final String password = values.stringOrNull(PUBLIC + "key-store-password");
        return new TlsListen(new Listen(host, port), Path.of(keyStore), password == null ? null : new Secret(password));
    }
}
