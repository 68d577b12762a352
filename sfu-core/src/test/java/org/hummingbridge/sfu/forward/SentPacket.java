/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.TestPacket;
import org.jspecify.annotations.Nullable;

/** A packet as a simulated encoder has sent it, and what became of it. */
final class SentPacket {
    static final int NEVER = -1;

    final SimulatedEncoding encoding;

    /** Extended. */
    final long sequence;

    /** Null for padding. */
    final @Nullable SentFrame frame;

    final int index;
    byte[] payload = {};
    byte @Nullable [] descriptor;
    boolean marker;
    int timestamp;
    int payloadType;

    /** The step of the simulation at which it was forwarded or refused, and the epoch that was then. */
    int arrivedAt = NEVER;

    int epoch = NEVER;

    /** Whether it reached the receiver, with its frame's content. */
    boolean shown;

    SentPacket(
            final SimulatedEncoding encoding, final long sequence, final @Nullable SentFrame frame, final int index) {
        this.encoding = encoding;
        this.sequence = sequence;
        this.frame = frame;
        this.index = index;
    }

    boolean isLast() {
        return frame != null && index == frame.packets.size() - 1;
    }

    PacketBuffer build(final PacketArena arena, final boolean retransmission, final int rtxSequence, final long now) {
        final TestPacket packet = new TestPacket(arena)
                .ssrc(encoding.ssrc)
                .payloadType(payloadType)
                .sequence((int) sequence)
                .timestamp(timestamp)
                .marker(marker)
                .payload(payload);
        if (descriptor != null) {
            packet.extension(VideoMode.DESCRIPTOR_ID, descriptor);
        }
        final int rtxType = payloadType == 41 ? 42 : payloadType == 107 ? 99 : payloadType - 4;
        return retransmission
                ? packet.buildRtx(encoding.rtxSsrc(), rtxType, rtxSequence, now)
                : packet.padding(frame == null ? 50 : 0).build(now);
    }

    @Override
    public String toString() {
        return frame + " packet " + index + " sequence " + (sequence & 0xffff) + " at step " + arrivedAt + " epoch "
                + epoch + (shown ? " shown" : "");
    }
}
