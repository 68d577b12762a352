/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from chunks in the order of their TSNs. Never holds more than one unfinished message, and none above
 * {@link #MAX_MESSAGE_BYTES}: without interleaving (RFC 8260) a message's chunks have consecutive TSNs, and a stream's messages
 * have TSNs in their own order, so that nothing has to be kept per stream.
 */
final class Reassembly {
    /** Twice what browsers send without max-message-size in the SDP (64 KiB, RFC 8841 §6.1). */
    static final int MAX_MESSAGE_BYTES = 131_072;

    private final Queue<Message> whole = new ArrayDeque<>();
    private ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    private @Nullable DataChunk last;
    private boolean tooLong;

    /** Takes the chunk whose TSN is next; a piece without a beginning is lost. False if that piece is lost. */
    boolean add(final DataChunk chunk) {
        if (chunk.isBegin()) {
            forget();
            if (chunk.isEnd()) {
                whole.add(new Message(chunk.streamId(), chunk.ppid(), chunk.payload()));
                return true;
            }
        } else if (last == null || !chunk.continues(last)) {
            forget();
            return false;
        }
        append(chunk);
        return true;
    }

    /** The chunk whose TSN is next will never come; nor will the rest of its message. */
    void skip() {
        forget();
    }

    /** The next whole message; null if there is none. */
    @Nullable
    Message poll() {
        return whole.poll();
    }

    /** Bytes of the unfinished message. */
    int unfinishedBytes() {
        return pieces.size();
    }

    /** Whether a message went over the limit; the association cannot go on then. */
    boolean isTooLong() {
        return tooLong;
    }

    private void append(final DataChunk chunk) {
        if (pieces.size() + chunk.payload().length > MAX_MESSAGE_BYTES) {
            tooLong = true;
            forget();
            return;
        }
        pieces.writeBytes(chunk.payload());
        last = chunk;
        if (chunk.isEnd()) {
            whole.add(new Message(chunk.streamId(), chunk.ppid(), pieces.toByteArray()));
            forget();
        }
    }

    private void forget() {
        last = null;
        if (pieces.size() > 0) {
            // A new one, because reset() keeps what it has grown to.
            pieces = new ByteArrayOutputStream();
        }
    }
}
