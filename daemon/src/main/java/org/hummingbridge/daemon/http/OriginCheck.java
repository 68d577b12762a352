/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only requests through that were meant for this machine: the Host is localhost, a literal address or a configured name,
 * against DNS rebinding; and the Origin, where a browser gives one, is that very host, against requests and WebSockets from
 * other sites' pages. Never looks at anything else.
 */
final class OriginCheck implements Handler<RoutingContext> {
    private static final int FORBIDDEN = 403;
    private static final int MISDIRECTED = 421;

    private final Set<String> allowedHosts;

    OriginCheck(final Set<String> allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    @Override
    public void handle(final RoutingContext context) {
        final HostAndPort authority = context.request().authority();
        final String origin = context.request().getHeader("Origin");
        if (authority == null || !isOurs(authority.host())) {
            refuse(context, MISDIRECTED, "This host name is not among hummingbridge.http.allowed-hosts.");
        } else if (origin != null && !isSame(origin, authority)) {
            refuse(context, FORBIDDEN, "Requests of other origins are not served.");
        } else {
            context.next();
        }
    }

    private boolean isOurs(final String host) {
        final String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || isLiteral(name) || allowedHosts.contains(name);
    }

    private static boolean isSame(final String origin, final HostAndPort authority) {
        final URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        final @Nullable String host = uri.getHost();
        return host != null
                && host.equalsIgnoreCase(authority.host())
                && port(uri.getPort(), uri.getScheme()) == port(authority.port(), uri.getScheme());
    }

    private static int port(final int port, final String scheme) {
        if (port > 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    private static boolean isLiteral(final String host) {
        final boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(final RoutingContext context, final int status, final String reason) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain")
                .end(reason);
    }
}
