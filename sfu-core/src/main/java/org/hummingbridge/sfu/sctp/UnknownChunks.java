/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/** What is said to chunks of types that we do not know (RFC 9260 §3.2): one report for a packet, so that we never send more than the peer. */
final class UnknownChunks {
    private boolean reported;

    /** Another packet of the peer begins. */
    void onPacket() {
        reported = false;
    }

    /** Reports the chunk if its type asks for it; the reason if that says to read no further. */
    @Nullable
    DropReason onChunk(final TlvCursor chunk, final PacketWriter packet) {
        if (ChunkType.isReportable(chunk.chunkType()) && !reported) {
            reported = true;
            ErrorCause.write(
                    packet,
                    ChunkType.ERROR,
                    ErrorCause.UNRECOGNIZED_CHUNK_TYPE,
                    chunk.bytes(),
                    chunk.start(),
                    Math.min(chunk.end() - chunk.start(), ErrorCause.MAX_DETAIL_BYTES));
        }
        return ChunkType.endsReading(chunk.chunkType()) ? DropReason.SCTP_UNEXPECTED : null;
    }
}
