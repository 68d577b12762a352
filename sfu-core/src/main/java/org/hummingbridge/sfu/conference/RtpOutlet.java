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
    private @Nullable SrtpSender srtp;
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
    boolean open(final int length, final long now) {
        srtp = transport.srtpSender();
        final Path path = srtp == null ? null : transport.sendPath(now);
        if (path == null) {
            counters.drop(srtp == null ? DropReason.RECEIVER_NOT_READY : DropReason.NO_CONSENT);
            return false;
        }
        transportSequence = downlink.lastTransportSequence();
        sends.begin(path, length + GROWTH_BYTES);
        return true;
    }

    byte[] array() {
        return sends.array();
    }

    int position() {
        return sends.position();
    }

    /** Nothing is to be sent after all. */
    void abort() {
        sends.abort();
    }

    /** As {@link #abort}, for a reason worth counting. */
    void abort(final DropReason reason) {
        sends.abort();
        counters.drop(reason);
    }

    /**
     * Encrypts and queues the packet whose header stands at {@link #position}; the payload may already stand behind it.
     *
     * @return whether it was; otherwise the reason is counted
     */
    boolean seal(
            final int headerLength,
            final byte[] payload,
            final int payloadOffset,
            final int payloadLength,
            final boolean audio,
            final long now) {
        final SrtpSender sealer = srtp;
        final int sent = sealer == null
                ? -1
                : sealer.protectRtp(
                        sends.array(), sends.position(), headerLength, payload, payloadOffset, payloadLength);
        if (sent < 0) {
            abort(sealer == null ? DropReason.RECEIVER_NOT_READY : SrtpSender.reason(sent));
            return false;
        }
        sends.commit(sent);
        traffic.sent(sent);
        counters.add(Counter.MEDIA_PACKETS_SENT, 1);
        counters.add(Counter.MEDIA_BYTES_SENT, sent);
        final int numbered = downlink.lastTransportSequence();
        link.onSent(numbered == transportSequence ? -1 : numbered, headerLength + payloadLength, audio, now);
        return true;
    }
}
