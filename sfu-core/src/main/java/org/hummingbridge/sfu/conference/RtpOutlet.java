/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.spread.SealingLane;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * Where one receiver's RTP packets go out: the writer puts header and, where it is not the shared one, payload into the send slot;
 * the payload is encrypted to behind the header, and whoever counts is told.
 *
 * <p>Order of calls: {@link #open}, and if that was true, writing at {@link #position} and then {@link #seal} or {@link #abort}.
 */
final class RtpOutlet {
    /** The longest SRTP authentication tag. */
    private static final int TAG_BYTES = 16;

    /** What a packet may grow by on its way to a receiver. */
    private static final int GROWTH_BYTES = TAG_BYTES + RtxPayload.OSN_BYTES + ExtensionWriter.MAX_BLOCK_BYTES;

    /** Longest packet that can be forwarded: a send slot less the growth, still far above any Ethernet MTU. */
    static final int MAX_PACKET_BYTES = PacketBuffer.CAPACITY - GROWTH_BYTES;

    private final EndpointTransport transport;
    private final SendBatch sends;
    private final Counters counters;
    private final Downlink downlink;
    private final ReceiverLink link;
    private final Traffic traffic;
    private @Nullable Sealing sealing;

    /** Where it is put together: of the loop that sends for this one, or null for this loop's own sends. */
    private @Nullable SealingLane lane;

    private int transportSequence;

    RtpOutlet(
            final EndpointTransport transport,
            final Loop loop,
            final Downlink downlink,
            final ReceiverLink link,
            final Traffic traffic) {
        this.transport = transport;
        this.sends = loop.sends();
        this.counters = loop.counters();
        this.downlink = downlink;
        this.link = link;
        this.traffic = traffic;
    }

    /** Makes room for a packet of that length, growth not included; false if nothing can be sent now, which is counted. */
    boolean open(final int length) {
        final Sealing found = transport.sealing();
        final Path path = found == null ? null : transport.sendPath();
        if (found == null || path == null) {
            counters.drop(found == null ? DropReason.RECEIVER_NOT_READY : DropReason.NO_CONSENT);
            return false;
        }
        transportSequence = downlink.lastTransportSequence();
        if (sealing != found) {
            // Only then: the garbage collector takes note of every reference that is written.
            sealing = found;
        }
        lane = found.lane();
        if (lane != null) {
            return lane.begin(found.srtp(), path, length + GROWTH_BYTES);
        }
        sends.begin(path, length + GROWTH_BYTES);
        return true;
    }

    byte[] array() {
        return lane == null ? sends.array() : lane.array();
    }

    int position() {
        return lane == null ? sends.position() : lane.position();
    }

    /** Nothing is to be sent after all. */
    void abort() {
        if (lane == null) {
            sends.abort();
        } else {
            lane.abort();
        }
    }

    /** As {@link #abort}, for a reason worth counting. */
    void abort(final DropReason reason) {
        abort();
        counters.drop(reason);
    }

    /**
     * Encrypts and queues the packet whose header stands at {@link #position}, or has another loop do so.
     *
     * @param origin the shared packet whose payload it has, and which nobody writes to any more; null if the payload stands behind
     *     the header
     * @param payloadOffset in the bytes of {@code origin}, if there is one
     * @return whether it was; otherwise the reason is counted
     */
    boolean seal(
            final int headerLength,
            final @Nullable PacketBuffer origin,
            final int payloadOffset,
            final int payloadLength,
            final boolean audio,
            final long now) {
        final Sealing sealer = sealing;
        if (sealer == null) {
            throw new IllegalStateException("seal without open");
        }
        if (lane != null) {
            // Whoever seals it counts it, and whatever it might refuse: a sequence number that was used.
            lane.commit(headerLength, origin, payloadOffset, payloadLength);
            traffic.sent(headerLength + payloadLength + sealer.tagBytes());
        } else {
            final byte[] payload = origin == null ? sends.array() : origin.bytes();
            final int sent = sealer.srtp()
                    .protectRtp(sends.array(), sends.position(), headerLength, payload, payloadOffset, payloadLength);
            if (sent < 0) {
                abort(SrtpSender.reason(sent));
                return false;
            }
            sends.commit(sent);
            traffic.sent(sent);
            counters.add(Counter.MEDIA_PACKETS_SENT, 1);
            counters.add(Counter.MEDIA_BYTES_SENT, sent);
        }
        final int numbered = downlink.lastTransportSequence();
        link.onSent(numbered == transportSequence ? -1 : numbered, headerLength + payloadLength, audio, now);
        return true;
    }
}
