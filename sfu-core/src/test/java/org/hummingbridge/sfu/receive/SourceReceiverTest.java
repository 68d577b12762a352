/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.FullIntraRequest;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceReceiverTest {
    private static final int SSRC = 0x22222222;
    private static final int RTX_SSRC = 0x33333333;
    private static final int OURS = 0x11111111;
    private static final long MS = 1_000_000;

    private final PacketArena arena = new PacketArena(2048);
    private final TestPacket packets = new TestPacket(arena);
    private final Counters counters = new Counters();
    private final SourceReceiver video = receiver(TestMedia.video());
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] datagram = new byte[1200];
    private final RtcpReader reader = new RtcpReader();

    @AfterEach
    void everyReferenceComesBack() {
        video.close();
        assertThat(arena.inUse()).isZero();
    }

    @Test
    void aRetransmissionBecomesTheOriginal() {
        // RFC 4588 §4: sequence 0x1234, timestamp 90,000.
        final PacketBuffer rtx = TestPacket.ofHex(arena, "80e0004d 00015f90 33333333 1234 90e08001020341");

        assertThat(video.onPacket(rtx, 0)).isNull();

        assertThat(TestPacket.hex(rtx)).isEqualTo("80e4123400015f902222222290e08001020341");
        assertThat(counters.get(Counter.RTX_RECOVERED)).isEqualTo(1);
        rtx.release();
    }

    @Test
    void aProbeOnTheRetransmissionSsrcIsDropped() {
        assertThat(take(packets.payload().padding(224).ssrc(RTX_SSRC).payloadType(TestMedia.VP8_RTX)))
                .isEqualTo(DropReason.RTP_PADDING_ONLY);
        assertThat(take(packets.payload((byte) 7).padding(0))).isEqualTo(DropReason.RTP_PADDING_ONLY);
    }

    @Test
    void aRetransmissionOfPaddingPassesAsAnEmptyPacket() {
        final PacketBuffer rtx = packets.sequence(5).payload().buildRtx(RTX_SSRC, TestMedia.VP8_RTX, 1, 0);

        assertThat(video.onPacket(rtx, 0)).isNull();

        assertThat(RtpHeader.sequence(rtx.bytes(), rtx.offset())).isEqualTo(5);
        assertThat(rtx.length()).isEqualTo(RtpHeader.headerLength(rtx.bytes(), rtx.offset()));
        rtx.release();
    }

    @Test
    void paddingIsTakenOff() {
        final PacketBuffer packet =
                packets.payload((byte) 1, (byte) 2).padding(9).build(0);

        assertThat(video.onPacket(packet, 0)).isNull();

        assertThat(packet.length()).isEqualTo(RtpHeader.FIXED_BYTES + 2);
        assertThat(RtpHeader.hasPadding(packet.bytes(), packet.offset())).isFalse();
        packet.release();
    }

    @Test
    void paddingThatDoesNotFitIsMalformed() {
        final PacketBuffer packet = packets.payload((byte) 1).padding(3).build(0);
        packet.bytes()[packet.end() - 1] = 5;

        assertThat(video.onPacket(packet, 0)).isEqualTo(DropReason.RTP_MALFORMED);
        packet.release();
    }

    @Test
    void theOriginalAfterItsRetransmissionIsADuplicate() {
        take(packets.sequence(1));
        final PacketBuffer rtx = packets.sequence(2).buildRtx(RTX_SSRC, TestMedia.VP8_RTX, 1, 0);
        assertThat(video.onPacket(rtx, 0)).isNull();
        rtx.release();

        assertThat(take(packets.sequence(2))).isEqualTo(DropReason.RTP_DUPLICATE);
    }

    @Test
    void theRetransmissionAfterItsOriginalIsADuplicate() {
        take(packets.sequence(2));
        final PacketBuffer rtx = packets.sequence(2).buildRtx(RTX_SSRC, TestMedia.VP8_RTX, 1, 0);

        assertThat(video.onPacket(rtx, 0)).isEqualTo(DropReason.RTP_DUPLICATE);
        assertThat(counters.get(Counter.RTX_RECOVERED)).isZero();
        rtx.release();
    }

    @Test
    void aPacketFromBehindTheWindowIsTooOld() {
        take(packets.sequence(5000));

        assertThat(take(packets.sequence(5000 - SeenSequences.WINDOW))).isEqualTo(DropReason.RTP_TOO_OLD);
    }

    @Test
    void whatWasNotSignalledIsDropped() {
        assertThat(take(packets.ssrc(0x44444444))).isEqualTo(DropReason.RTP_UNKNOWN_SSRC);
        assertThat(take(packets.ssrc(SSRC).payloadType(77))).isEqualTo(DropReason.RTP_UNKNOWN_PAYLOAD_TYPE);
        assertThat(take(packets.ssrc(SSRC).payloadType(TestMedia.VP8_RTX)))
                .isEqualTo(DropReason.RTP_UNKNOWN_PAYLOAD_TYPE);
        assertThat(take(packets.ssrc(RTX_SSRC).payloadType(TestMedia.VP8)))
                .isEqualTo(DropReason.RTP_UNKNOWN_PAYLOAD_TYPE);
    }

    @Test
    void lossIsAskedForAgain() {
        take(packets.sequence(65_534));
        take(packets.sequence(2));

        assertThat(feedback(5 * MS)).containsExactly("nack 65535", "nack 0", "nack 1");
        assertThat(counters.get(Counter.NACKS_SENT)).isEqualTo(3);
        assertThat(feedback(10 * MS)).isEmpty();
    }

    @Test
    void anUnknownRoundTripLeavesTheAssumedOne() {
        video.rttNanos(-1);
        take(packets.sequence(1));
        take(packets.sequence(3));
        feedback(0);

        assertThat(feedback(100 * MS)).isEmpty();
        assertThat(feedback(110 * MS)).containsExactly("nack 2");
    }

    @Test
    void aBridgeThatIsBehindAsksForNothingAgainUntilItKeepsUp() {
        take(packets.sequence(1));
        take(packets.sequence(3));
        writer.begin(datagram, 0, datagram.length);

        assertThat(video.writeFeedback(writer, OURS, true, 5 * MS)).isTrue();
        assertThat(parse(writer.length())).isEmpty();
        assertThat(feedback(105 * MS)).containsExactly("nack 2");
    }

    @Test
    void paddingIsNotAskedForAgain() {
        take(packets.sequence(1));
        take(packets.sequence(2).payload().padding(200));
        take(packets.sequence(3).payload((byte) 1).padding(0));

        assertThat(feedback(5 * MS)).isEmpty();
    }

    @Test
    void nacksThatDoNotFitGoIntoTheNextDatagram() {
        take(packets.sequence(0));
        for (int s = 20; s <= 400; s += 20) {
            take(packets.sequence(s));
        }
        writer.begin(datagram, 0, 60);
        assertThat(video.writeFeedback(writer, OURS, false, 5 * MS)).isFalse();
        final List<String> asked = parse(writer.length());
        boolean done;
        do {
            writer.begin(datagram, 0, datagram.length);
            done = video.writeFeedback(writer, OURS, false, 5 * MS);
            asked.addAll(parse(writer.length()));
        } while (!done);
        asked.addAll(feedback(10 * MS));

        assertThat(asked).hasSize(380).doesNotHaveDuplicates();
    }

    @Test
    void anOutageIsAnsweredByAKeyframeRequest() {
        take(packets.sequence(1));
        take(packets.sequence(2000));

        assertThat(feedback(5 * MS)).containsExactly("pli");
    }

    @Test
    void aSenderWithoutPliGetsFirWithCountedRequests() {
        final SourceReceiver old =
                receiver(TestMedia.video(List.of(TestMedia.type(100, "H264", 90_000, Map.of(), "ccm fir"))));
        old.wantKeyframe(0);
        assertThat(feedback(old, 0)).containsExactly("fir 0");
        old.wantKeyframe(600 * MS);
        assertThat(feedback(old, 600 * MS)).containsExactly("fir 1");
    }

    @Test
    void aSenderThatUnderstandsNeitherIsNotAsked() {
        final SourceReceiver deaf =
                receiver(TestMedia.video(List.of(TestMedia.type(100, "VP8", 90_000, Map.of(), "nack"))));
        deaf.wantKeyframe(0);

        assertThat(feedback(deaf, 0)).isEmpty();
    }

    @Test
    void aLimitedKeyframeRequestIsCounted() {
        assertThat(video.wantKeyframe(0)).isTrue();
        feedback(0);

        assertThat(video.wantKeyframe(10 * MS)).isFalse();

        assertThat(counters.get(DropReason.KEYFRAME_REQUEST_LIMITED)).isEqualTo(1);
        assertThat(counters.get(Counter.KEYFRAMES_REQUESTED)).isEqualTo(1);
    }

    @Test
    void audioIsNeitherKeptNorAskedForAgain() {
        final SourceReceiver audio = receiver(TestMedia.audio());
        packets.payloadType(TestMedia.OPUS);
        take(audio, packets.sequence(1));
        take(audio, packets.sequence(9));

        assertThat(feedback(audio, 5 * MS)).isEmpty();
        assertThat(audio.history().size()).isZero();
    }

    @Test
    void afterARestAnyNumberMayComeNext() {
        take(packets.sequence(1));
        video.close();

        assertThat(take(packets.sequence(40_000))).isNull();
        assertThat(feedback(100 * MS)).isEmpty();
    }

    private SourceReceiver receiver(final MediaDescription media) {
        return new SourceReceiver(SSRC, RTX_SSRC, ReceivedPayloadTypes.of(media), counters);
    }

    private @Nullable DropReason take(final TestPacket packet) {
        return take(video, packet);
    }

    private static @Nullable DropReason take(final SourceReceiver receiver, final TestPacket packet) {
        final PacketBuffer built = packet.build(0);
        final DropReason reason = receiver.onPacket(built, 0);
        built.release();
        return reason;
    }

    private List<String> feedback(final long nowNanos) {
        return feedback(video, nowNanos);
    }

    private List<String> feedback(final SourceReceiver receiver, final long nowNanos) {
        writer.begin(datagram, 0, datagram.length);
        assertThat(receiver.writeFeedback(writer, OURS, false, nowNanos)).isTrue();
        return parse(writer.length());
    }

    private List<String> parse(final int length) {
        final List<String> found = new ArrayList<>();
        final Nack nack = new Nack();
        final FullIntraRequest fir = new FullIntraRequest();
        final PictureLossIndication pli = new PictureLossIndication();
        reader.start(datagram, 0, length);
        while (reader.next()) {
            if (nack.read(reader)) {
                assertThat(nack.mediaSsrc()).isEqualTo(SSRC);
                while (nack.next()) {
                    found.add("nack " + nack.sequence());
                }
            } else if (fir.read(reader) && fir.next()) {
                found.add("fir " + fir.sequence());
            } else if (pli.read(reader)) {
                found.add("pli");
            }
        }
        return found;
    }
}
