/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of one connection together to text messages (RFC 6455 §5.4). Never holds more than one message may have, and
 * nothing after one that had more; binary messages pass by.
 */
final class MessageAssembly {
    private final int maxBytes;
    private Buffer collected = Buffer.buffer();
    private boolean isText;
    private boolean overflown;

    MessageAssembly(final int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The message that this frame completes, or null. */
    @Nullable
    String add(final WebSocketFrame frame) {
        if (frame.isText() || frame.isBinary()) {
            isText = frame.isText();
        }
        if (overflown || !isText || !(frame.isText() || frame.isContinuation())) {
            return null;
        }
        final Buffer part = frame.binaryData();
        if (collected.length() + part.length() > maxBytes) {
            overflown = true;
            collected = Buffer.buffer();
            return null;
        }
        collected.appendBuffer(part);
        if (!frame.isFinal()) {
            return null;
        }
        final String message = collected.toString(StandardCharsets.UTF_8);
        collected = Buffer.buffer();
        return message;
    }

    /** Whether a message was too long; there will be none after it. */
    boolean isOverflown() {
        return overflown;
    }
}
