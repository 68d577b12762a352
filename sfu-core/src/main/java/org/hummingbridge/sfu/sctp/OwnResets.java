/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * Our requests to reset streams (RFC 6525 §5.1): one at a time, in its turn in the queue, once everything that was sent has
 * arrived, and until the peer answers or stays silent too long. Never waits for a peer that does not know RE-CONFIG.
 */
final class OwnResets {
    /** Behind them the stream is taken for reset: whoever stays silent for so long has lost it anyway. */
    static final int MAX_ATTEMPTS = 10;

    private static final int VALUE_BYTES = TlvCursor.HEADER_BYTES + 14;

    private final SendQueue queue;
    private final Sender sender;
    private final PeerResets peerResets;
    private final RetransmissionTimeout timeout;
    private final boolean understood;
    private final Timer retransmission = new Timer();
    private int request;
    private int attempts;

    OwnResets(
            final SendQueue queue,
            final Sender sender,
            final PeerResets peerResets,
            final RetransmissionTimeout timeout,
            final Peering peering) {
        this.queue = queue;
        this.sender = sender;
        this.peerResets = peerResets;
        this.timeout = timeout;
        this.understood = peering.peerResetsStreams();
        this.request = peering.localInitialTsn();
    }

    /** Sends the request that is next, for the first time or again. */
    void transmit(final PacketWriter packet, final long nowNanos) {
        while (queue.nextReset() != SendQueue.NO_RESET && (!understood || attempts >= MAX_ATTEMPTS)) {
            if (retransmission.isRunning()) {
                return;
            }
            finish();
        }
        final int streamId = queue.nextReset();
        if (streamId == SendQueue.NO_RESET || retransmission.isRunning() || !sender.isAcknowledged()) {
            return;
        }
        attempts++;
        retransmission.start(nowNanos, timeout.nanos());
        packet.chunk(ChunkType.RE_CONFIG, 0, VALUE_BYTES);
        packet.parameter(ParameterType.OUTGOING_RESET)
                .u32(request)
                .u32(peerResets.lastRequest())
                .u32(sender.lastTsn())
                .u16(streamId)
                .endParameter();
        packet.endChunk();
    }

    void onResponse(final int number, final int result) {
        // Asked again when the timer expires if the peer is not done yet.
        if (attempts > 0 && number == request && result != ResetResult.IN_PROGRESS) {
            finish();
        }
    }

    void onTime(final long nowNanos) {
        if (retransmission.expire(nowNanos)) {
            timeout.backOff();
        }
    }

    long earlier(final long deadlineNanos) {
        return retransmission.earlier(deadlineNanos);
    }

    private void finish() {
        retransmission.stop();
        request += attempts > 0 ? 1 : 0;
        attempts = 0;
        queue.finishReset();
    }
}
