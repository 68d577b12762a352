/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where clients find the WebSocket server.
 *
 * @param secure whether TLS is between them and whatever they connect to first
 * @param serverId path element by which a proxy tells bridges apart
 * @param domains {@code host:port}, one URL each; empty: no WebSockets are offered
 */
public record WebSocketAddresses(boolean secure, String serverId, List<String> domains) {
    /** No WebSockets are offered. */
    public static final WebSocketAddresses NONE = new WebSocketAddresses(false, "", List.of());

    /** First element of the path. */
    public static final String PATH = "colibri-ws";

    /** First member of the query. */
    public static final String PASSWORD = "pwd";

    public WebSocketAddresses {
        domains = List.copyOf(domains);
    }

    List<String> of(final String conferenceId, final String endpointId, final String password) {
        final String path = String.join("/", "", PATH, element(serverId), element(conferenceId), element(endpointId));
        final String rest = path + "?" + PASSWORD + "=" + password;
        return domains.stream()
                .map(domain -> (secure ? "wss://" : "ws://") + domain + rest)
                .toList();
    }

    private static String element(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
