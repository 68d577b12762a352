/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A metadata service that insists on its token. */
final class LoopbackMetadata implements AutoCloseable {
    private static final String TOKEN = "AQAEAExampleToken==";

    private final HttpServer server;
    private final String local;
    private final @Nullable String mapped;

    LoopbackMetadata(final String local, final @Nullable String mapped) throws IOException {
        this.local = local;
        this.mapped = mapped;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    AwsMetadata client() {
        return new AwsMetadata(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(10));
    }

    private void answer(final HttpExchange exchange) throws IOException {
        final String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        final boolean allowed = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
        switch (request) {
            case "PUT /latest/api/token" -> {
                final String seconds = exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token-ttl-seconds");
                send(exchange, seconds == null ? 400 : 200, TOKEN);
            }
            case "GET /latest/meta-data/local-ipv4" -> send(exchange, allowed ? 200 : 401, local);
            case "GET /latest/meta-data/public-ipv4" ->
                send(exchange, !allowed ? 401 : mapped == null ? 404 : 200, mapped == null ? "none" : mapped);
            default -> send(exchange, 404, "none");
        }
    }

    private static void send(final HttpExchange exchange, final int status, final String body) throws IOException {
        final byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
