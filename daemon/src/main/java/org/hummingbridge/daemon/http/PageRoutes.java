/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * The page, from the class path under {@code /webroot}. Serves only files that are part of the program, keeps them in memory,
 * and writes nothing to disk.
 */
public final class PageRoutes implements RouteModule {
    private static final String ROOT = "/webroot";

    /** Names of plain files in folders; neither hidden ones nor a way up. */
    private static final Pattern SERVED = Pattern.compile("(/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "json", "application/json",
            "webmanifest", "application/manifest+json");

    /** Only files that exist get in, so it is as bounded as the program itself. */
    private final ConcurrentMap<String, Buffer> files = new ConcurrentHashMap<>();

    @Override
    public void mount(final Router router) {
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::serve);
    }

    private void serve(final RoutingContext context) {
        final String normalized = context.normalizedPath();
        final String path = normalized.equals("/") ? "/index.html" : normalized;
        final String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        final Optional<Buffer> file = type != null && SERVED.matcher(path).matches() ? file(path) : Optional.empty();
        if (file.isEmpty()) {
            context.next();
            return;
        }
        // Another version of the bridge may answer at the same address in the next minute.
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Length", Integer.toString(file.get().length()))
                .putHeader("Cache-Control", "no-cache");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.end();
        } else {
            context.end(file.get());
        }
    }

    private Optional<Buffer> file(final String path) {
        final Buffer known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        final Optional<Buffer> read = read(path);
        read.ifPresent(content -> files.put(path, content));
        return read;
    }

    private static Optional<Buffer> read(final String path) {
        try (InputStream stream = PageRoutes.class.getResourceAsStream(ROOT + path)) {
            return stream == null ? Optional.empty() : Optional.of(Buffer.buffer(stream.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
