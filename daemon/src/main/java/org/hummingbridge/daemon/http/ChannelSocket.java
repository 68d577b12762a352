/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.atomic.AtomicLong;
import org.hummingbridge.signaling.channel.WebSocketOutlet;
import org.hummingbridge.signaling.channel.WebSocketSession;

/**
 * One client's WebSocket, between Vert.x and its session. Keeps the way open through proxies by pings, and cuts off a client that
 * does not read instead of keeping what it should have read.
 */
final class ChannelSocket implements WebSocketOutlet {
    /** Characters that wait for a client; several times what a conference of hundreds says in the time of a hiccup. */
    static final long MAX_QUEUED = 1024 * 1024;

    /** RFC 6455 §7.4.1: no close frame came. */
    private static final int ABNORMAL = 1006;

    private static final int TOO_BIG = 1009;

    private final ServerWebSocket socket;
    private final HttpServerConnection connection;
    private final WebSocketSession session;
    private final MessageAssembly assembly = new MessageAssembly(BridgeChannelServer.MAX_MESSAGE_BYTES);
    private final AtomicLong queued = new AtomicLong();

    /** Since the last ping was due; written by whoever sends. */
    private volatile boolean hasSent;

    /** Since the last ping was due. */
    private boolean hasReceived;

    /** Written by whoever sends. */
    private volatile boolean isCut;

    private ChannelSocket(
            final ServerWebSocket socket, final HttpServerConnection connection, final WebSocketSession session) {
        this.socket = socket;
        this.connection = connection;
        this.session = session;
    }

    /** On the socket's event loop, before it can have received anything. */
    static void open(
            final Vertx vertx,
            final ServerWebSocket socket,
            final HttpServerConnection connection,
            final WebSocketSession session,
            final long pingEveryMillis) {
        final ChannelSocket outlet = new ChannelSocket(socket, connection, session);
        final long pings = pingEveryMillis > 0 ? vertx.setPeriodic(pingEveryMillis, _ -> outlet.pingIfIdle()) : -1;
        socket.frameHandler(outlet::received);
        socket.exceptionHandler(outlet::failed);
        socket.closeHandler(_ -> {
            vertx.cancelTimer(pings);
            final Short status = socket.closeStatusCode();
            session.closed(status == null || outlet.isCut ? ABNORMAL : status);
        });
        session.opened(outlet);
    }

    @Override
    public void send(final String text) {
        if (isCut || socket.isClosed()) {
            return;
        }
        if (queued.addAndGet(text.length()) > MAX_QUEUED) {
            cut();
            return;
        }
        hasSent = true;
        socket.writeTextMessage(text).onComplete(_ -> queued.addAndGet(-text.length()));
    }

    @Override
    public void close(final int status, final String reason) {
        if (!socket.isClosed()) {
            socket.close((short) status, reason);
        }
    }

    private void received(final WebSocketFrame frame) {
        final String text = assembly.add(frame);
        if (text != null) {
            hasReceived = true;
            session.received(text);
        } else if (assembly.isOverflown()) {
            close(TOO_BIG, "message too big");
        }
    }

    /** What follows a frame that cannot be read cannot be read either. */
    private void failed(final Throwable cause) {
        if (!(cause instanceof HttpClosedException)) {
            session.failed();
            cut();
        }
    }

    /** At once, past Vert.x's end of the pipeline, which would first wait until everything is written. */
    private void cut() {
        isCut = true;
        final var _ = connection
                .channelHandlerContext()
                .channel()
                .pipeline()
                .firstContext()
                .close();
    }

    /** Proxies give up a way on which one side is silent, whichever it is. */
    private void pingIfIdle() {
        if (!hasSent || !hasReceived) {
            socket.writePing(Buffer.buffer());
        }
        hasSent = false;
        hasReceived = false;
    }
}
