/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A DATA chunk that came (RFC 9260 §3.3.1): a message or a piece of one, with bytes of its own. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DataChunk(int tsn, int flags, int streamId, int ppid, byte[] payload) {
    /** Behind the chunk header: TSN, stream identifier, stream sequence number, payload protocol identifier. */
    static final int HEADER_BYTES = 12;

    static final int FLAG_END = 1;
    static final int FLAG_BEGIN = 2;
    static final int FLAG_UNORDERED = 4;
    static final int FLAG_IMMEDIATE = 8;

    /** Null if the chunk is too short for its header; the payload may be empty, which the protocol forbids. */
    static @Nullable DataChunk read(final TlvCursor chunk) {
        if (chunk.valueBytes() < HEADER_BYTES) {
            return null;
        }
        final byte[] bytes = chunk.bytes();
        final int at = chunk.value();
        return new DataChunk(
                Wire.u32(bytes, at),
                chunk.flags(),
                Wire.u16(bytes, at + 4),
                Wire.u32(bytes, at + 8),
                Arrays.copyOfRange(bytes, at + HEADER_BYTES, chunk.end()));
    }

    boolean isBegin() {
        return (flags & FLAG_BEGIN) != 0;
    }

    boolean isEnd() {
        return (flags & FLAG_END) != 0;
    }

    boolean isImmediate() {
        return (flags & FLAG_IMMEDIATE) != 0;
    }

    /** Whether it can continue the message that {@code previous} is a piece of. */
    boolean continues(final DataChunk previous) {
        return streamId == previous.streamId && ((flags ^ previous.flags) & FLAG_UNORDERED) == 0;
    }
}
