/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent, and stream resets among them in the order of the calls. Never holds more than
 * {@link #MAX_BYTES}, in which what has been sent counts until the peer acknowledges it.
 */
final class SendQueue {
    /** Four of the longest messages: a receiver that lags behind by more will not catch up. */
    static final int MAX_BYTES = 4 * Reassembly.MAX_MESSAGE_BYTES;

    /** What an item costs besides its bytes; bounds their number. */
    static final int ITEM_OVERHEAD_BYTES = 64;

    /** Streams that we have sequence numbers for; the bridge channel needs one. */
    static final int MAX_STREAMS = 64;

    static final int NO_RESET = -1;

    /** A multiple of four, so that full packets have no padding. */
    private static final int MAX_FRAGMENT_BYTES = PacketWriter.MAX_VALUE_BYTES - DataChunk.HEADER_BYTES;

    /** What waits. */
    sealed interface Item permits OutgoingMessage, Reset {}

    /** The reset of a stream. */
    record Reset(int streamId) implements Item {}

    private final Queue<Item> items = new ArrayDeque<>();
    private final StreamNumbers nextSsn = new StreamNumbers(MAX_STREAMS);

    /** A chunk that the peer has, for the next one: the bridge channel rarely has more than one on its way. */
    private @Nullable SentChunk spare;

    private @Nullable OutgoingMessage spareMessage;

    private int usedBytes;
    private int cutBytes;

    /** Queues a message that is not empty; false if there is no room for it. */
    boolean add(final int streamId, final int ppid, final byte[] payload) {
        final int cost = payload.length + ITEM_OVERHEAD_BYTES;
        if (cost > MAX_BYTES - usedBytes || !nextSsn.add(streamId)) {
            return false;
        }
        usedBytes += cost;
        final OutgoingMessage message = spareMessage == null ? new OutgoingMessage() : spareMessage;
        spareMessage = null;
        items.add(message.of(streamId, ppid, payload));
        return true;
    }

    /** Queues the reset of a stream that has been sent on; does nothing for others, or without room. */
    void addReset(final int streamId) {
        if (nextSsn.has(streamId) && ITEM_OVERHEAD_BYTES <= MAX_BYTES - usedBytes) {
            usedBytes += ITEM_OVERHEAD_BYTES;
            items.add(new Reset(streamId));
        }
    }

    /** Queues the reset of every stream that has been sent on. */
    void addAllResets() {
        for (int i = 0; i < nextSsn.size(); i++) {
            addReset(nextSsn.streamId(i));
        }
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** User data in the next chunk; 0 if the queue is empty or a reset is next. */
    int nextFragmentBytes() {
        return items.peek() instanceof OutgoingMessage message
                ? Math.min(MAX_FRAGMENT_BYTES, message.payload().length - cutBytes)
                : 0;
    }

    /** The next chunk; null if the queue is empty or a reset is next. */
    @Nullable
    SentChunk cut(final int tsn) {
        if (!(items.peek() instanceof OutgoingMessage message)) {
            return null;
        }
        final int length = nextFragmentBytes();
        final boolean begins = cutBytes == 0;
        final boolean ends = cutBytes + length == message.payload().length;
        final int flags = (begins ? DataChunk.FLAG_BEGIN : 0) | (ends ? DataChunk.FLAG_END : 0);
        final SentChunk chunk = chunk(tsn, flags, nextSsn.of(message.streamId()), message, length);
        cutBytes += length;
        if (ends) {
            cutBytes = 0;
            items.remove();
            nextSsn.advance(message.streamId());
        }
        return chunk;
    }

    private SentChunk chunk(
            final int tsn, final int flags, final int ssn, final OutgoingMessage message, final int length) {
        final SentChunk old = spare;
        if (old == null) {
            return new SentChunk(tsn, flags, ssn, message, cutBytes, length);
        }
        spare = null;
        old.reuse(tsn, flags, ssn, message, cutBytes, length);
        return old;
    }

    /** The peer has the chunk for good: its room is free again, and it may become another one, as may the message that it ends. */
    void release(final SentChunk chunk) {
        usedBytes -= chunk.length();
        if (chunk.endsMessage()) {
            // Its other chunks have lower TSNs, and were released before.
            usedBytes -= ITEM_OVERHEAD_BYTES;
            spareMessage = chunk.message();
            spareMessage.forget();
        }
        spare = chunk;
    }

    /** The stream whose reset is next, or {@link #NO_RESET}. */
    int nextReset() {
        return items.peek() instanceof Reset(int streamId) ? streamId : NO_RESET;
    }

    /** The reset that is next is done: the stream begins anew. */
    void finishReset() {
        if (items.peek() instanceof Reset(int streamId)) {
            items.remove();
            usedBytes -= ITEM_OVERHEAD_BYTES;
            restart(streamId);
        }
    }

    private void restart(final int streamId) {
        final boolean stillUsed = items.stream().anyMatch(item -> switch (item) {
            case OutgoingMessage message -> message.streamId() == streamId;
            case Reset(int other) -> other == streamId;
        });
        if (stillUsed) {
            nextSsn.restart(streamId);
        } else {
            nextSsn.remove(streamId);
        }
    }
}
