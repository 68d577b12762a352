/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.StartupException;
import org.jspecify.annotations.Nullable;

/** What all HTTP servers have in common: bounds on what a client may hold open, and a readable refusal of a bad address. */
public final class ListeningServer {
    private static final int MAX_HEADER_BYTES = 8_192;
    private static final int MAX_REQUEST_LINE_BYTES = 4_096;
    private static final int OPEN_SECONDS = 10;
    private static final int CLOSE_MILLIS = 500;

    private ListeningServer() {}

    /**
     * Which setting says where a server listens.
     *
     * @param section that holds the {@code host} as well
     * @param portKey in the section
     * @param option of the command line for the port; null: there is none
     */
    record Setting(String section, String portKey, @Nullable String option) {
        String port() {
            return section + "." + portKey;
        }
    }

    /** Where people reach what listens there. */
    public static String url(final Listen listen, final int port, final String path) {
        final boolean anywhere =
                listen.host().equals("0.0.0.0") || listen.host().equals("::");
        final String host = listen.host().indexOf(':') >= 0 ? "[" + listen.host() + "]" : listen.host();
        return "http://" + (anywhere || host.equals("127.0.0.1") ? "localhost" : host) + ":" + port + path
                + (anywhere ? " (on all addresses)" : "");
    }

    static HttpServerOptions options(final int idleSeconds) {
        return new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setIdleTimeout(idleSeconds)
                .setHttp2ClearTextEnabled(false);
    }

    static HttpServer open(
            final Vertx vertx,
            final HttpServerOptions options,
            final int maxConnections,
            final Handler<HttpServerRequest> requests,
            final Listen listen,
            final Setting setting)
            throws StartupException {
        return open(vertx, options, maxConnections, connection -> {}, requests, listen, setting);
    }

    /** As above; {@code prepare} is given each new connection. */
    static HttpServer open(
            final Vertx vertx,
            final HttpServerOptions options,
            final int maxConnections,
            final Handler<HttpConnection> prepare,
            final Handler<HttpServerRequest> requests,
            final Listen listen,
            final Setting setting)
            throws StartupException {
        final AtomicInteger connections = new AtomicInteger();
        final HttpServer server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    prepare.handle(connection);
                    limit(connection, connections, maxConnections);
                })
                .requestHandler(requests);
        try {
            return server.listen(listen.port(), listen.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refusal(listen, setting, Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw refusal(listen, setting, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal(listen, setting, e);
        }
    }

    static void close(final HttpServer server) {
        try {
            server.shutdown(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2L * CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The process is about to end and takes the sockets with it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void limit(final HttpConnection connection, final AtomicInteger open, final int max) {
        connection.closeHandler(closed -> open.decrementAndGet());
        if (open.incrementAndGet() > max) {
            connection.close();
        }
    }

    private static StartupException refusal(final Listen listen, final Setting setting, final Throwable cause) {
        final String message = String.valueOf(cause.getMessage());
        final String where = setting.section() + ": TCP port " + listen.port() + " on " + listen.host();
        if (cause instanceof BindException && message.contains("in use")) {
            return new StartupException(
                    where + " is taken by another process; stop that one, or choose another port "
                            + (setting.option() == null ? "" : "by " + setting.option() + " or ") + "in "
                            + setting.port() + ".",
                    cause);
        }
        return new StartupException(
                where + " cannot be opened (" + message + "); choose an address of this machine in " + setting.section()
                        + ".host and a port that this user may open in " + setting.port() + ".",
                cause);
    }
}
