/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.signaling.xmpp.Secret;
import org.jspecify.annotations.Nullable;

/** The bridge channel, over data channels and over WebSockets. */
public record ChannelSettings(Sctp sctp, WebSockets webSockets, PublicHttp publicHttp) {
    /** Data channels, of which a client has one: the bridge channel. */
    public record Sctp(boolean enabled) {}

    /**
     * WebSockets.
     *
     * @param serverId path element by which a proxy tells bridges apart
     * @param idleTimeout silence after which one is closed
     * @param tls whether clients are told {@code wss}; null: if the public server has TLS
     * @param domains {@code host:port} that clients are told, one URL each
     */
    public record WebSockets(
            boolean enabled,
            String serverId,
            boolean compression,
            boolean pings,
            Duration pingInterval,
            Duration idleTimeout,
            @Nullable Boolean tls,
            List<String> domains) {}

    /**
     * The server that clients reach; it serves WebSockets only.
     *
     * @param listen null: off
     * @param tls null: off
     */
    public record PublicHttp(
            @Nullable Listen listen, @Nullable TlsListen tls) {}

    /** A TLS port with the certificate and key of a Java key store. */
    public record TlsListen(
            Listen listen, Path keyStore, @Nullable Secret password) {}
}
