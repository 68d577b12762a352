/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** Causes in ERROR and ABORT (RFC 9260 §3.3.10) that we send, and words for those that we get. */
final class ErrorCause {
    static final int NONE = 0;
    static final int STALE_COOKIE = 3;
    static final int UNRECOGNIZED_CHUNK_TYPE = 6;
    static final int NO_USER_DATA = 9;
    static final int USER_INITIATED_ABORT = 12;
    static final int PROTOCOL_VIOLATION = 13;

    private static final int HEADER_BYTES = 4;

    /** Longest text or chunk that fits into a cause. */
    static final int MAX_DETAIL_BYTES = PacketWriter.MAX_VALUE_BYTES - HEADER_BYTES;

    private ErrorCause() {}

    /** Writes an ERROR or ABORT with one cause and what it is about. */
    static void write(
            final PacketWriter packet,
            final int chunkType,
            final int cause,
            final byte[] detail,
            final int offset,
            final int length) {
        packet.chunk(chunkType, 0, HEADER_BYTES + length)
                .u16(cause)
                .u16(HEADER_BYTES + length)
                .bytes(detail, offset, length)
                .endChunk();
    }

    /** The first cause in an ERROR or ABORT that came; {@link #NONE} without one. */
    static int first(final TlvCursor chunk) {
        return chunk.valueBytes() < HEADER_BYTES ? NONE : Wire.u16(chunk.bytes(), chunk.value());
    }

    static String meaning(final int cause) {
        return switch (cause) {
            case 1 -> "invalid stream identifier";
            case 2 -> "missing mandatory parameter";
            case STALE_COOKIE -> "stale cookie";
            case 4 -> "out of resource";
            case 5 -> "unresolvable address";
            case UNRECOGNIZED_CHUNK_TYPE -> "unrecognized chunk type";
            case 7 -> "invalid mandatory parameter";
            case 8 -> "unrecognized parameters";
            case NO_USER_DATA -> "no user data";
            case 10 -> "cookie received while shutting down";
            case 11 -> "restart with new addresses";
            case USER_INITIATED_ABORT -> "user-initiated abort";
            case PROTOCOL_VIOLATION -> "protocol violation";
            default -> "cause " + cause;
        };
    }
}
