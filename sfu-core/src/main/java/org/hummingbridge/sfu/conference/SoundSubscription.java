/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.forward.AudioForwarder;
import org.hummingbridge.sfu.forward.Refusal;
import org.hummingbridge.sfu.forward.VideoForwarder;
import org.hummingbridge.sfu.red.RedEncoder;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.jspecify.annotations.Nullable;

/** One receiver's share of one audio source. */
final class SoundSubscription implements Subscription {
    private final Source source;
    private final int redPayloadType;
    private final boolean strips;
    private final boolean protects;
    private final AudioForwarder forwarder;
    private final Counters counters;
    private @Nullable SentStream stream;
    private boolean active;

    /** @param redPayloadType the receiver's, or {@link AudioRedundancy#NONE} */
    SoundSubscription(
            final Source source, final int redPayloadType, final AudioForwarder forwarder, final Counters counters) {
        final boolean takesRed = redPayloadType != AudioRedundancy.NONE;
        this.source = source;
        this.redPayloadType = redPayloadType;
        this.strips = source.redundancy().policy().strips(takesRed);
        this.protects = source.redundancy().policy().protects(takesRed);
        this.forwarder = forwarder;
        this.counters = counters;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public @Nullable SentStream stream() {
        return stream;
    }

    @Override
    public void stream(final @Nullable SentStream newStream, final long now) {
        if (stream != null) {
            forwarder.detach();
        }
        stream = newStream;
        if (newStream != null) {
            forwarder.attach(newStream.outgoing());
        }
    }

    /** Starts or stops forwarding; a start begins where the source is then. */
    void active(final boolean nowActive, final long now) {
        if (nowActive && !active) {
            resume(now);
        }
        active = nowActive;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    /** Whether it is to be sent a packet that is for these. */
    boolean takes(final Audience audience) {
        return active
                && switch (audience) {
                    case EVERYBODY -> true;
                    case TAKERS_OF_RED -> !strips;
                    case TAKERS_OF_PLAIN -> strips;
                };
    }

    @Override
    public void resume(final long now) {
        forwarder.rejoin();
    }

    void send(final PacketBuffer plain, final RtpOutlet out, final long now) {
        final int growth = protects ? RedEncoder.MAX_PAYLOAD_BYTES : 0;
        if (!out.open(Math.min(RtpOutlet.MAX_PACKET_BYTES, plain.length() + growth))) {
            return;
        }
        final int header = forwarder.writeHeader(plain, now, out.array(), out.position());
        if (header < 0) {
            if (header == VideoForwarder.SKIPPED) {
                out.abort();
            } else {
                out.abort(Refusal.reason(header));
            }
            return;
        }
        if (protects && !source.redundancy().isRedundant(plain)) {
            sendRedundant(plain, header, out, now);
            return;
        }
        final int payloadAt = plain.offset() + RtpHeader.headerLength(plain.bytes(), plain.offset());
        if (out.seal(header, plain, payloadAt, plain.end() - payloadAt, true, now)) {
            counters.add(Counter.RTP_FORWARDED, 1);
        }
    }

    private void sendRedundant(final PacketBuffer plain, final int header, final RtpOutlet out, final long now) {
        final int primary = RtpHeader.payloadType(out.array(), out.position());
        RtpHeader.payloadType(out.array(), out.position(), redPayloadType);
        final int payloadAt = out.position() + header;
        final int length = source.redundancy().write(plain, primary, out.array(), payloadAt);
        if (out.seal(header, null, payloadAt, length, true, now)) {
            counters.add(Counter.RTP_FORWARDED, 1);
        }
    }

    @Override
    public void writeReport(final int encoding, final SenderReport report, final RtcpWriter out, final long now) {
        forwarder.onSenderReport(report, out, now);
    }
}
