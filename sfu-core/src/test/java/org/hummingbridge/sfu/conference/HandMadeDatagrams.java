/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.Arrays;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/** Datagrams of a client as they would go over the wire, for tests that bring them to the bridge themselves. Sends none. */
final class HandMadeDatagrams {
    /** Index of 4 bytes and AES-GCM's tag. */
    private static final int SRTCP_TRAILER_BYTES = 4 + ClientEnd.TAG_BYTES;

    private final ClientEnd end;
    private final SimulatedVideo video;
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] plain = new byte[PacketBuffer.CAPACITY];
    private final byte[] rtcp = new byte[EndpointTransport.MAX_RTCP_BYTES];

    /** @param video whose packets they are */
    HandMadeDatagrams(final ClientEnd end, final SimulatedVideo video) {
        this.end = end;
        this.video = video;
    }

    /** The next packet of a frame. */
    byte[] video(final boolean first, final boolean last) {
        return video(first, last, SimulatedParticipant.VIDEO_PAYLOAD_BYTES);
    }

    /** As {@link #video(boolean, boolean)}, with a payload of any size. */
    byte[] video(final boolean first, final boolean last, final int payloadBytes) {
        final int header = video.write(CallParts.VP8, first, last, plain);
        final byte[] datagram = Arrays.copyOf(plain, header + payloadBytes + ClientEnd.TAG_BYTES);
        final int length = end.srtp().protectRtp(datagram, 0, header, plain, header, payloadBytes);
        return Arrays.copyOf(datagram, length);
    }

    /** Whatever RTP it is given, a valid header and all behind it. */
    byte[] rtp(final byte[] packet, final int length) {
        final int header = RtpHeader.headerLength(packet, 0);
        final byte[] datagram = Arrays.copyOf(packet, length + ClientEnd.TAG_BYTES);
        final int whole = end.srtp().protectRtp(datagram, 0, header, packet, header, length - header);
        return Arrays.copyOf(datagram, whole);
    }

    /** Feedback that so many packets from one transport-wide number on came. */
    byte[] feedback(final int baseSequence, final int count, final long firstArrivalTicks) {
        final long[] arrived = new long[count];
        Arrays.setAll(arrived, i -> firstArrivalTicks + i);
        writer.begin(rtcp, 0, rtcp.length);
        writer.receiverReport(1);
        writer.transportFeedback(1, 2, baseSequence & 0xffff, arrived, 0, count, baseSequence / count & 0xff);
        final byte[] datagram = new byte[writer.length() + SRTCP_TRAILER_BYTES];
        final int length = end.srtp().protectRtcp(datagram, 0, rtcp, 0, writer.length());
        return Arrays.copyOf(datagram, length);
    }
}
