/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.ext.web.RoutingContext;

/** Tells browsers to run nothing that this server did not send, and to keep other sites from framing it. */
final class SecurityHeaders {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:;"
            + " media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void add(final RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }
}
