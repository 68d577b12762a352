/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.rtp.AbsSendTime;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AudioForwarderTest {
    private static final int SSRC = 0x22222222;
    private static final int SHOWN_SSRC = 0x55555555;
    private static final int AT = 7;

    private final PacketArena arena = new PacketArena(16);
    private final TestPacket packets = new TestPacket(arena).ssrc(SSRC);
    private final Downlink downlink = new Downlink();
    private final OutgoingStream stream = new OutgoingStream(SHOWN_SSRC, null, null, downlink, new Random(1));
    private final byte[] out = new byte[PacketBuffer.CAPACITY];

    @AfterEach
    void nothingIsKept() {
        assertThat(arena.inUse()).isZero();
    }

    @Test
    void writesTheHeaderInTheReceiversNumbersAndLeavesTheSharedPacketAlone() {
        final MediaDescription receiver = TestMedia.video(List.of(TestMedia.type(120, "VP8", 90_000, Map.of())));
        final AudioForwarder forwarder = forwarder(receiver);
        final PacketBuffer plain = packets.sequence(77)
                .timestamp(90_000)
                .marker(true)
                .extension(10, (byte) '0')
                .build(0);
        final String before = TestPacket.hex(plain);

        assertThat(forwarder.writeHeader(plain, 0, out, AT)).isEqualTo(RtpHeader.FIXED_BYTES);

        assertThat(RtpHeader.ssrc(out, AT)).isEqualTo(SHOWN_SSRC);
        assertThat(RtpHeader.payloadType(out, AT)).isEqualTo(120);
        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(77);
        assertThat(RtpHeader.timestamp(out, AT)).isEqualTo(90_000);
        assertThat(RtpHeader.marker(out, AT)).isTrue();
        assertThat(RtpHeader.hasExtension(out, AT)).isFalse();
        assertThat(TestPacket.hex(plain)).isEqualTo(before);
        plain.release();
    }

    @Test
    void extensionsGetTheReceiversIdsAndTransportOnesAreWrittenAnew() {
        final MediaDescription receiver = TestMedia.video(
                TestMedia.video().payloadTypes(),
                new HeaderExtension(4, TestMedia.ORIENTATION),
                new HeaderExtension(6, TestMedia.TRANSPORT_CC),
                new HeaderExtension(3, TestMedia.ABS_SEND_TIME),
                new HeaderExtension(10, TestMedia.MID));
        final AudioForwarder forwarder = forwarder(receiver);
        packets.extension(3, new byte[3])
                .extension(5, (byte) 9, (byte) 9)
                .extension(10, (byte) '0')
                .extension(13, (byte) 2);

        write(forwarder, packets.sequence(1));
        write(forwarder, packets.sequence(2));

        final int orientation = ExtensionReader.find(out, AT, 4);
        assertThat(out[orientation]).isEqualTo((byte) 2);
        assertThat(TransportSequence.read(out, ExtensionReader.find(out, AT, 6)))
                .isEqualTo(1);
        assertThat(downlink.lastTransportSequence()).isEqualTo(1);
        assertThat(ExtensionReader.find(out, AT, 3)).isNegative();
        assertThat(ExtensionReader.find(out, AT, 5)).isNegative();
        assertThat(ExtensionReader.find(out, AT, 10)).isNegative();
        assertThat(ExtensionReader.find(out, AT, 13)).isNegative();
    }

    @Test
    void aReceiverWithoutTransportFeedbackGetsAbsoluteSendTime() {
        final MediaDescription receiver = TestMedia.video(
                List.of(TestMedia.type(100, "VP8", 90_000, Map.of(), "goog-remb")),
                new HeaderExtension(3, TestMedia.ABS_SEND_TIME),
                new HeaderExtension(5, TestMedia.TRANSPORT_CC));

        write(forwarder(receiver), packets, 1_500_000_000L);

        final int at = ExtensionReader.find(out, AT, 3);
        assertThat(AbsSendTime.read(out, at)).isEqualTo(0x060000);
        assertThat(ExtensionReader.find(out, AT, 5)).isNegative();
    }

    @Test
    void aRunOfFiftyPaddingPacketsLeavesNoGap() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        write(forwarder, packets.sequence(100));
        packets.payload();
        for (int s = 101; s <= 150; s++) {
            assertThat(Refusal.reason(write(forwarder, packets.sequence(s)))).isEqualTo(DropReason.RTP_PADDING_ONLY);
        }

        write(forwarder, packets.sequence(151).payload((byte) 1));

        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(101);
    }

    @Test
    void latePaddingFillsTheGapThatItLeft() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        write(forwarder, packets.sequence(100));
        write(forwarder, packets.sequence(102));

        assertThat(write(forwarder, packets.sequence(101).payload())).isPositive();

        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(101);
    }

    @Test
    void whatTheReceiverCannotDecodeIsRefusedWithoutAGap() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        write(forwarder, packets.sequence(1));
        assertThat(Refusal.reason(write(forwarder, packets.sequence(2).payloadType(35))))
                .isEqualTo(DropReason.RECEIVER_LACKS_CODEC);

        write(forwarder, packets.sequence(3).payloadType(100));

        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(2);
    }

    @Test
    void aReceiverThatWasLeftOutGoesOnWhereItStopped() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        write(forwarder, packets.sequence(1));
        forwarder.rejoin();

        write(forwarder, packets.sequence(40_000));

        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(2);
        assertThat(Refusal.reason(write(forwarder, packets.sequence(39_999)))).isEqualTo(DropReason.RTP_TOO_OLD);
    }

    @Test
    void aSkippedPacketLeavesNoGap() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        write(forwarder, packets.sequence(1));
        final PacketBuffer muted = packets.sequence(2).build(0);
        forwarder.skip(muted);
        muted.release();

        write(forwarder, packets.sequence(3));

        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(2);
    }

    @Test
    void countsPayloadOctetsOnly() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        write(forwarder, packets.sequence(1).payload(new byte[100]).extension(13, (byte) 0));
        write(forwarder, packets.sequence(2).payload(new byte[50]));

        assertThat(stream.statistics().packets()).isEqualTo(2);
        assertThat(stream.statistics().payloadOctets()).isEqualTo(150);
    }

    @Test
    void anotherSourceOnTheSameStreamGoesOnByOneAndByTheTimeThatPassed() {
        final AudioForwarder first = forwarder(TestMedia.video());
        write(first, packets.sequence(7).timestamp(1000), 0);
        first.detach();
        final AudioForwarder second = forwarder(TestMedia.video());

        write(second, packets.sequence(50_000).timestamp(-77), 500_000_000L);

        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(8);
        assertThat(RtpHeader.timestamp(out, AT)).isEqualTo(1000 + 24_000);
        write(second, packets.sequence(50_001).timestamp(-77 + 960), 520_000_000L);
        assertThat(RtpHeader.sequence(out, AT)).isEqualTo(9);
        assertThat(RtpHeader.timestamp(out, AT)).isEqualTo(1000 + 24_960);
    }

    @Test
    void anotherSourceAtOnceIsAtLeastOnePacketLater() {
        final AudioForwarder first = forwarder(TestMedia.video());
        write(first, packets.sequence(7).timestamp(1000), 0);
        first.detach();

        write(forwarder(TestMedia.video()), packets.sequence(9).timestamp(5), 1_000_000L);

        assertThat(RtpHeader.timestamp(out, AT)).isEqualTo(1960);
    }

    @Test
    void aSourceWithoutAStreamIsNotForwarded() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        forwarder.detach();

        assertThat(write(forwarder, packets.sequence(1))).isEqualTo(VideoForwarder.SKIPPED);
    }

    @Test
    void theMediaSectionIsNamedWhereThatWasNegotiated() {
        final AudioForwarder forwarder = forwarder(TestMedia.video());
        forwarder.attach(new OutgoingStream(1, null, new byte[] {'a', '7'}, downlink, new Random(1)));

        write(forwarder, packets.sequence(1).extension(10, (byte) '0'));

        final int at = ExtensionReader.find(out, AT, 10);
        assertThat(ExtensionReader.dataLength(out, AT, at)).isEqualTo(2);
        assertThat(out[at + 1]).isEqualTo((byte) '7');
    }

    private AudioForwarder forwarder(final MediaDescription receiver) {
        final AudioForwarder forwarder = new AudioForwarder(
                PayloadTypeMap.of(TestMedia.video(), receiver),
                ExtensionMap.of(TestMedia.video(), receiver),
                new PacketHistory());
        forwarder.attach(stream);
        return forwarder;
    }

    private int write(final AudioForwarder forwarder, final TestPacket packet) {
        return write(forwarder, packet, 0);
    }

    private int write(final AudioForwarder forwarder, final TestPacket packet, final long nowNanos) {
        final PacketBuffer plain = packet.build(nowNanos);
        final int length = forwarder.writeHeader(plain, nowNanos, out, AT);
        plain.release();
        return length;
    }
}
