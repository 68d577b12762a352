/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Offers permessage-deflate (RFC 7692) on a connection, and takes no message that unpacks to more than a bound. In place of
 * Vert.x's own, which has no such bound: 64 KiB of zeros, packed, would become 64 MiB for any client that likes.
 */
final class BoundedDeflate implements Handler<HttpConnection> {
    /** zlib's own compromise. */
    private static final int LEVEL = 6;

    private static final int WINDOW_BITS = PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE;

    /** Vert.x's name of what it would negotiate with. */
    private static final String NEGOTIATION = "webSocketExtensionHandler";

    private final int maxMessageBytes;

    BoundedDeflate(final int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void handle(final HttpConnection connection) {
        final HttpServerConnection internal = (HttpServerConnection) connection;
        internal.channelHandlerContext()
                .pipeline()
                .replace(NEGOTIATION, NEGOTIATION, new WebSocketServerExtensionHandler(negotiator()));
    }

    private PerMessageDeflateServerExtensionHandshaker negotiator() {
        return new PerMessageDeflateServerExtensionHandshaker(
                LEVEL,
                ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                WINDOW_BITS,
                false,
                false,
                maxMessageBytes);
    }
}
