/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hummingbridge.daemon.settings.ChannelSettings.WebSockets;
import org.hummingbridge.signaling.channel.BridgeChannels;
import org.hummingbridge.signaling.channel.WebSocketAddresses;
import org.hummingbridge.signaling.channel.WebSocketSession;

/**
 * Lets clients that know their endpoint's password upgrade to WebSocket at {@code
 * /colibri-ws/{server-id}/{conference-id}/{endpoint-id}?pwd={password}}. Never says which of conference, endpoint and password
 * was wrong, and serves nothing else.
 */
final class ChannelUpgrade implements Handler<HttpServerRequest> {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** Elements of the path, the empty one before the first slash included; what follows them does not matter. */
    private static final int PATH_ELEMENTS = 5;

    private static final String PASSWORD = WebSocketAddresses.PASSWORD + "=";

    private final Vertx vertx;
    private final BridgeChannels channels;
    private final String serverId;
    private final long pingEveryMillis;

    ChannelUpgrade(final Vertx vertx, final BridgeChannels channels, final WebSockets settings) {
        this.vertx = vertx;
        this.channels = channels;
        this.serverId = settings.serverId();
        this.pingEveryMillis = (settings.pings() ? settings.pingInterval() : Duration.ZERO).toMillis();
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final String[] path = path(request);
        if (path.length < PATH_ELEMENTS
                || !path[1].equals(WebSocketAddresses.PATH)
                || !decoded(path[2]).equals(serverId)
                || !request.canUpgradeToWebSocket()) {
            request.response().setStatusCode(NOT_FOUND).end();
            return;
        }
        final WebSocketSession session = channels.admit(decoded(path[3]), decoded(path[4]), password(request));
        if (session == null) {
            request.response().setStatusCode(FORBIDDEN).end("Forbidden");
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> ChannelSocket.open(
                        vertx, socket, (HttpServerConnection) request.connection(), session, pingEveryMillis));
    }

    private static String[] path(final HttpServerRequest request) {
        final String path = request.path();
        return path == null ? new String[0] : path.split("/", PATH_ELEMENTS + 1);
    }

    private static String decoded(final String element) {
        try {
            return URLDecoder.decode(element, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Nothing of ours looks like this.
            return "";
        }
    }

    private static String password(final HttpServerRequest request) {
        final String query = request.query();
        if (query == null || !query.startsWith(PASSWORD)) {
            return "";
        }
        final int end = query.indexOf('&');
        return query.substring(PASSWORD.length(), end < 0 ? query.length() : end);
    }
}
