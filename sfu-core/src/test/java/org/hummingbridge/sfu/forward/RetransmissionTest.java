/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtpPadding;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetransmissionTest {
    private static final int SSRC = 0x22222222;
    private static final int RTX_SSRC = 0x33333333;
    private static final long MS = 1_000_000;
    private static final long ASKED = 100 * MS;
    private static final int AT = 3;

    private final PacketArena arena = new PacketArena(1200);
    private final TestPacket packets = new TestPacket(arena).ssrc(SSRC);
    private final PacketHistory history = new PacketHistory();
    private final Downlink downlink = new Downlink();
    private final OutgoingStream stream = new OutgoingStream(SSRC, RTX_SSRC, null, downlink, new Random(1));
    private final AudioForwarder forwarder = forwarder(TestMedia.video(), stream);
    private final byte[] out = new byte[PacketBuffer.CAPACITY];

    @AfterEach
    void everyReferenceComesBack() {
        history.clear();
        assertThat(arena.inUse()).isZero();
    }

    @Test
    void wrapsThePacketAsTheReceiverKnowsIt() {
        forward(packets.sequence(10));
        skip(packets.sequence(11));
        forward(packets.sequence(12)
                .timestamp(90_000)
                .marker(true)
                .extension(13, (byte) 3)
                .payload((byte) 0x90, (byte) 0xe0, (byte) 8));

        final int length = stream.retransmit(11, ASKED, out, AT);

        final int headerLength = RtpHeader.headerLength(out, AT);
        assertThat(length).isEqualTo(headerLength + 5);
        assertThat(RtpHeader.ssrc(out, AT)).isEqualTo(RTX_SSRC);
        assertThat(RtpHeader.payloadType(out, AT)).isEqualTo(TestMedia.VP8_RTX);
        assertThat(RtpHeader.timestamp(out, AT)).isEqualTo(90_000);
        assertThat(RtpHeader.marker(out, AT)).isTrue();
        assertThat(out[ExtensionReader.find(out, AT, 13)]).isEqualTo((byte) 3);
        assertThat(TransportSequence.read(out, ExtensionReader.find(out, AT, 5)))
                .isEqualTo(2);
        assertThat(RtxPayload.originalSequence(out, AT + headerLength)).isEqualTo(11);
        assertThat(out[AT + headerLength + 2]).isEqualTo((byte) 0x90);
        assertThat(out[AT + headerLength + 4]).isEqualTo((byte) 8);
    }

    @Test
    void itsOwnNumbersStartInTheLowerHalfAndGoUpByOne() {
        forward(packets.sequence(1));
        forward(packets.sequence(2));

        stream.retransmit(1, ASKED, out, AT);
        final int first = RtpHeader.sequence(out, AT);
        stream.retransmit(2, ASKED, out, AT);

        assertThat(first).isLessThan(0x8000);
        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(first + 1);
    }

    @Test
    void aPacketThatIsNotKeptIsNotAnswered() {
        forward(packets.sequence(1));
        skip(packets.sequence(2));

        assertThat(Refusal.reason(stream.retransmit(2, ASKED, out, AT))).isEqualTo(DropReason.RTX_NOT_IN_HISTORY);
        history.clear();
        assertThat(Refusal.reason(stream.retransmit(1, ASKED, out, AT))).isEqualTo(DropReason.RTX_NOT_IN_HISTORY);
    }

    @Test
    void aRepeatedRequestWithinARoundTripIsNotAnswered() {
        downlink.roundTripTime().update(0, 0, 100 * MS);
        forward(packets.sequence(1));
        stream.retransmit(1, 1000 * MS, out, AT);

        assertThat(Refusal.reason(stream.retransmit(1, 1089 * MS, out, AT))).isEqualTo(DropReason.RTX_SUPPRESSED);
        assertThat(stream.retransmit(1, 1091 * MS, out, AT)).isPositive();
        assertThat(Refusal.reason(stream.retransmit(1, 1100 * MS, out, AT))).isEqualTo(DropReason.RTX_SUPPRESSED);
    }

    @Test
    void aPacketThatWasForwardedAMomentAgoIsNotSentAgain() {
        downlink.roundTripTime().update(0, 0, 100 * MS);
        forward(packets.sequence(1), 1000 * MS);

        assertThat(Refusal.reason(stream.retransmit(1, 1089 * MS, out, AT))).isEqualTo(DropReason.RTX_SUPPRESSED);
        assertThat(stream.retransmit(1, 1091 * MS, out, AT)).isPositive();
    }

    @Test
    void aFloodOfRequestsCostsNoMoreThanItsShareOfTheMedia() {
        packets.payload(new byte[1100]);
        long sentBytes = 0;
        for (int s = 0; s < 1000; s++) {
            forward(packets.sequence(s), s * MS);
            sentBytes += 1100;
        }
        long resentBytes = 0;
        for (int i = 0; i < 10_000; i++) {
            resentBytes += Math.max(0, stream.retransmit(i % 1000, 1000 * MS + i * MS / 100, out, AT));
        }

        assertThat(resentBytes).isPositive().isLessThan(sentBytes / 4 + 12_500);
    }

    @Test
    void aStreamThatJustStartsIsRepaired() {
        forward(packets.sequence(1).payload(new byte[1100]));

        assertThat(stream.retransmit(1, ASKED, out, AT)).isPositive();
    }

    @Test
    void aReceiverWithoutRetransmissionTypeGetsNone() {
        final OutgoingStream none = new OutgoingStream(SSRC, RTX_SSRC, null, downlink, new Random(1));
        final AudioForwarder plain =
                forwarder(TestMedia.video(List.of(TestMedia.type(100, "VP8", 90_000, Map.of()))), none);
        final PacketBuffer packet = packets.sequence(1).build(0);
        plain.writeHeader(packet, 0, out, AT);
        history.add(packet);
        packet.release();

        assertThat(Refusal.reason(none.retransmit(1, ASKED, out, AT))).isEqualTo(DropReason.RECEIVER_LACKS_CODEC);
    }

    @Test
    void whatWasSentBeforeAChangeOfSourceIsStillSentAgain() {
        forward(packets.sequence(10).payload((byte) 42));
        forwarder.detach();
        final PacketHistory others = new PacketHistory();
        final AudioForwarder other = new AudioForwarder(
                PayloadTypeMap.of(TestMedia.video(), TestMedia.video()),
                ExtensionMap.of(TestMedia.video(), TestMedia.video()),
                others);
        other.attach(stream);
        final PacketBuffer next = packets.sequence(999).payload((byte) 43).build(0);
        other.writeHeader(next, 0, out, AT);
        next.release();

        final int length = stream.retransmit(10, ASKED, out, AT);

        assertThat(out[AT + length - 1]).isEqualTo((byte) 42);
    }

    @Test
    void probesWithTheNewestPacketsAndWithNoneTwice() {
        forward(packets.sequence(10).payload((byte) 42));
        forward(packets.sequence(11).payload((byte) 43));

        assertThat(osnOf(stream.probe(1200, ASKED, out, AT))).isEqualTo(11);
        assertThat(osnOf(stream.probe(1200, ASKED, out, AT))).isEqualTo(10);
        assertThat(Refusal.reason(stream.probe(1200, ASKED, out, AT))).isEqualTo(DropReason.RTX_NOT_IN_HISTORY);
        assertThat(downlink.lastTransportSequence()).isEqualTo(3);
    }

    @Test
    void paddingIsOfTheWantedLengthAndSaysHowMuchItIs() {
        forward(packets.sequence(10).timestamp(777));

        final int length = stream.padding(200, ASKED, out, AT);

        assertThat(length).isEqualTo(200);
        assertThat(RtpHeader.ssrc(out, AT)).isEqualTo(RTX_SSRC);
        assertThat(RtpHeader.payloadType(out, AT)).isEqualTo(TestMedia.VP8_RTX);
        assertThat(RtpHeader.timestamp(out, AT)).isEqualTo(777);
        assertThat(RtpPadding.count(out, AT, length)).isEqualTo(length - RtpHeader.headerLength(out, AT));
        assertThat(stream.padding(2000, ASKED, out, AT)).isEqualTo(RtpHeader.headerLength(out, AT) + 255);
    }

    private int osnOf(final int length) {
        assertThat(length).isPositive();
        return RtxPayload.originalSequence(out, AT + RtpHeader.headerLength(out, AT));
    }

    private AudioForwarder forwarder(final MediaDescription receiver, final OutgoingStream shown) {
        final AudioForwarder made = new AudioForwarder(
                PayloadTypeMap.of(TestMedia.video(), receiver), ExtensionMap.of(TestMedia.video(), receiver), history);
        made.attach(shown);
        return made;
    }

    private void forward(final TestPacket packet) {
        forward(packet, 0);
    }

    private void forward(final TestPacket packet, final long nowNanos) {
        final PacketBuffer plain = packet.build(nowNanos);
        assertThat(forwarder.writeHeader(plain, nowNanos, out, AT)).isPositive();
        history.add(plain);
        plain.release();
    }

    private void skip(final TestPacket packet) {
        final PacketBuffer plain = packet.build(0);
        forwarder.skip(plain);
        plain.release();
    }
}
