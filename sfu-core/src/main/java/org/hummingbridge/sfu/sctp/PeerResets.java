/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.function.IntConsumer;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * The peer's requests to reset streams (RFC 6525 §5.2): answers each, and a repetition with the answer it had. Remembers nothing
 * of a stream: one whose last message has not come yet is reset when the peer asks again.
 */
final class PeerResets {
    private static final int OUTGOING_FIXED_BYTES = 12;
    private static final int INCOMING_FIXED_BYTES = 4;

    private final ReceiveBuffer received;
    private final SendQueue queue;
    private int lastRequest;
    private int lastResult = ResetResult.NOTHING_TO_DO;

    PeerResets(final ReceiveBuffer received, final SendQueue queue, final int peerInitialTsn) {
        this.received = received;
        this.queue = queue;
        this.lastRequest = peerInitialTsn - 1;
    }

    int lastRequest() {
        return lastRequest;
    }

    /**
     * Serves one request parameter.
     *
     * @param reset is told of each stream that begins anew on the peer's side
     */
    @Nullable
    DropReason onRequest(final TlvCursor request, final PacketWriter packet, final IntConsumer reset) {
        if (request.valueBytes() < INCOMING_FIXED_BYTES) {
            return DropReason.SCTP_MALFORMED;
        }
        final int number = Wire.u32(request.bytes(), request.value());
        final boolean repeated = number == lastRequest;
        final int result;
        if (!repeated && number != lastRequest + 1) {
            result = ResetResult.BAD_SEQUENCE_NUMBER;
        } else if (repeated && lastResult != ResetResult.IN_PROGRESS) {
            result = lastResult;
        } else {
            result = perform(request, reset);
            lastRequest = number;
            lastResult = result;
        }
        respond(packet, number, result);
        return result == ResetResult.BAD_SEQUENCE_NUMBER ? DropReason.SCTP_UNEXPECTED : null;
    }

    private int perform(final TlvCursor request, final IntConsumer reset) {
        return switch (request.parameterType()) {
            case ParameterType.OUTGOING_RESET -> resetInbound(request, reset);
            case ParameterType.INCOMING_RESET -> resetOutbound(request);
            default -> ResetResult.DENIED;
        };
    }

    private int resetInbound(final TlvCursor request, final IntConsumer reset) {
        if (request.valueBytes() < OUTGOING_FIXED_BYTES) {
            return ResetResult.DENIED;
        }
        final int lastTsn = Wire.u32(request.bytes(), request.value() + 8);
        if (Tsn.isAfter(lastTsn, received.cumulative())) {
            return ResetResult.IN_PROGRESS;
        }
        if (request.valueBytes() == OUTGOING_FIXED_BYTES) {
            reset.accept(SctpListener.ALL_STREAMS);
        }
        for (int at = request.value() + OUTGOING_FIXED_BYTES; at + 2 <= request.end(); at += 2) {
            reset.accept(Wire.u16(request.bytes(), at));
        }
        return ResetResult.PERFORMED;
    }

    private int resetOutbound(final TlvCursor request) {
        if (request.valueBytes() == INCOMING_FIXED_BYTES) {
            queue.addAllResets();
        }
        for (int at = request.value() + INCOMING_FIXED_BYTES; at + 2 <= request.end(); at += 2) {
            queue.addReset(Wire.u16(request.bytes(), at));
        }
        return ResetResult.PERFORMED;
    }

    private static void respond(final PacketWriter packet, final int number, final int result) {
        packet.chunk(ChunkType.RE_CONFIG, 0, TlvCursor.HEADER_BYTES + 8);
        packet.parameter(ParameterType.RECONFIG_RESPONSE)
                .u32(number)
                .u32(result)
                .endParameter();
        packet.endChunk();
    }
}
