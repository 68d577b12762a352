/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoCodec;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three VP8 encodings, packet by packet. Encoding e has sequence numbers from 1000 e, PictureIDs from 100 e. */
class VideoForwarderTest {
    private static final long MS = 1_000_000;
    private static final int HIGH = LayerId.of(2, 0, 2);
    private static final int MIDDLE = LayerId.of(1, 0, 2);
    private static final int LOW = LayerId.of(0, 0, 2);

    private final PacketArena arena = new PacketArena(4096);
    private final List<PacketHistory> histories =
            List.of(new PacketHistory(), new PacketHistory(), new PacketHistory());
    private final Downlink downlink = new Downlink();
    private final OutgoingStream stream = new OutgoingStream(0x7777, 0x7778, null, downlink, new Random(1));
    private final VideoForwarder forwarder = forwarder();
    private final VideoPacketReader[] readers =
            IntStream.range(0, 3).mapToObj(i -> new VideoPacketReader()).toArray(VideoPacketReader[]::new);
    private final VideoPacket mark = new VideoPacket();
    private final byte[] out = new byte[PacketBuffer.CAPACITY];
    private final int[] sequences = {0, 1000, 2000};
    private final int[] pictures = {0, 100, 200};
    private final List<Integer> shownSequences = new ArrayList<>();
    private final List<Integer> shownPictures = new ArrayList<>();
    private int result;
    private long now;

    VideoForwarderTest() {
        forwarder.attach(stream);
    }

    @AfterEach
    void everyReferenceComesBack() {
        histories.forEach(PacketHistory::clear);
        assertThat(arena.inUse()).isZero();
    }

    @Test
    void keyframesOfAGroupAreTakenOneAfterTheOtherOnTheWayUp() {
        forwarder.target(HIGH, now);

        frame(1, 1);
        key(0);
        frame(1, 2);
        at(20);
        key(1);
        frame(2, 1);
        at(40);
        key(2);
        frame(2, 2);

        assertThat(shownPictures).containsExactly(1, 2, 3, 4);
        assertThat(shownSequences).isEqualTo(run(4));
        assertThat(forwarder.current()).isEqualTo(HIGH);
    }

    @Test
    void theHighestKeyframeFirstMakesTheOthersUseless() {
        forwarder.target(HIGH, now);

        key(2);
        key(0);
        key(1);
        frame(2, 2);

        assertThat(shownPictures).containsExactly(201, 202);
        assertThat(forwarder.wantsKeyframe()).isEqualTo(VideoForwarder.NONE);
    }

    @Test
    void onTheWayDownOnlyBaseFramesGoOnUntilTheLowerKeyframe() {
        forwarder.target(HIGH, now);
        key(2);
        forwarder.target(LOW, now);

        frame(2, 2);
        frame(2, 1);
        frame(2, 0);
        assertThat(forwarder.wantsKeyframe()).isZero();
        key(0);
        frame(2, 0);
        frame(0, 1);

        assertThat(shownPictures).containsExactly(201, 202, 203, 204);
        assertThat(forwarder.current()).isEqualTo(LOW);
        assertThat(shownSequences).isEqualTo(run(4));
    }

    @Test
    void theForwardedEncodingsOwnKeyframeIsTakenWhileALowerOneIsWaitedFor() {
        forwarder.target(HIGH, now);
        key(2);
        forwarder.target(LOW, now);

        key(2);
        frame(2, 0);

        assertThat(shownPictures).containsExactly(201, 202, 203);
    }

    @Test
    void anEncodingAboveTheTargetIsNeverStarted() {
        forwarder.target(MIDDLE, now);

        key(2);

        assertThat(result).isEqualTo(VideoForwarder.SKIPPED);
        assertThat(forwarder.current()).isEqualTo(LayerId.SUSPENDED);
        assertThat(forwarder.wantsKeyframe()).isEqualTo(1);
    }

    @Test
    void aPictureThatIsCutOffCostsExactlyOneNumber() {
        forwarder.target(HIGH, now);
        key(0);
        packet(0, ++pictures[0], 0, false, true, false);

        key(2);
        frame(2, 1);

        assertThat(shownSequences).isEqualTo(List.of(first(), first() + 1, first() + 3, first() + 4));
    }

    @Test
    void whatComesLateOfTheFormerEncodingIsNotShown() {
        forwarder.target(HIGH, now);
        key(0);
        final int late = sequences[0] + 1;
        sequences[0]++;
        frame(0, 1);
        key(2);

        sequences[0] = late - 1;
        frame(0, 1);

        assertThat(result).isEqualTo(VideoForwarder.SKIPPED);
    }

    @Test
    void whatComesLateOfThePresentEncodingHasItsPlace() {
        forwarder.target(LOW, now);
        key(0);
        pictures[0]++;
        sequences[0]++;
        frame(0, 2);

        packet(0, pictures[0] - 1, 1, true, true, true, sequences[0] - 1);

        assertThat(shownPictures).containsExactly(1, 3, 2);
        assertThat(shownSequences).isEqualTo(List.of(first(), first() + 2, first() + 1));
    }

    @Test
    void aRunOfFiftyPaddingPacketsLeavesNoGapAndIsNotSentAgain() {
        forwarder.target(LOW, now);
        key(0);
        for (int i = 0; i < 50; i++) {
            padding(0);
            assertThat(Refusal.reason(result)).isEqualTo(DropReason.RTP_PADDING_ONLY);
        }
        frame(0, 0);

        assertThat(shownSequences).isEqualTo(run(2));
        assertThat(Refusal.reason(stream.retransmit(first() + 2, 100 * MS, out, 0)))
                .isEqualTo(DropReason.RTX_NOT_IN_HISTORY);
    }

    @Test
    void latePaddingFillsTheGapThatItLeftAndCanBeSentAgain() {
        forwarder.target(LOW, now);
        key(0);
        sequences[0]++;
        pictures[0]++;
        frame(0, 0);

        sequences[0] -= 2;
        padding(0);

        assertThat(result).isPositive();
        assertThat(forwarder.payloadLength()).isZero();
        assertThat(RtpHeader.sequence(out, 0)).isEqualTo(first() + 1);
        assertThat(stream.retransmit(first() + 1, 100 * MS, out, 0)).isEqualTo(RtpHeader.headerLength(out, 0) + 2);
    }

    @Test
    void whatIsMissingBetweenTwoWholeFramesInARowWasPadding() {
        forwarder.target(LOW, now);
        key(0);
        sequences[0]++;
        frame(0, 0);

        assertThat(shownSequences).isEqualTo(run(2));
    }

    @Test
    void anotherSourceOnTheStreamBeginsWithAKeyframeAndGoesOnByOne() {
        forwarder.target(LOW, now);
        key(0);
        frame(0, 0);
        forwarder.detach();
        final VideoForwarder other = forwarder();
        other.attach(stream);
        other.target(MIDDLE, now);
        at(1000);

        final PacketBuffer plain = vp8(500, 9_000_000, 7, 0, true, true, true);
        assertThat(write(other, 1, plain)).isPositive();

        assertThat(RtpHeader.sequence(out, 0)).isEqualTo(first() + 2);
        assertThat(shownPictures).containsExactly(1, 2, 3);
        assertThat(RtpHeader.timestamp(out, 0)).isEqualTo(6000 + 90_000);
    }

    @Test
    void nothingIsShownWhileSuspendedButWhatWasBegun() {
        forwarder.target(LOW, now);
        key(0);
        final int picture = ++pictures[0];
        packet(0, picture, 0, false, true, false);
        forwarder.target(LayerId.SUSPENDED, now);

        packet(0, picture, 0, false, false, true);
        frame(0, 0);

        assertThat(shownSequences).isEqualTo(run(3));
        assertThat(forwarder.wantsKeyframe()).isEqualTo(VideoForwarder.NONE);
        forwarder.target(LOW, now);
        assertThat(forwarder.wantsKeyframe()).isZero();
    }

    @Test
    void aHigherTemporalLayerIsTakenUpAtItsSwitchingPointOnly() {
        forwarder.target(LayerId.of(0, 0, 0), now);
        key(0);
        forwarder.target(LOW, now);

        frame(0, 1);
        frame(0, 2);
        pictures[0]++;
        packet(0, pictures[0], 1, true, true, true, ++sequences[0]);
        frame(0, 2);
        frame(0, 1);

        assertThat(shownPictures).containsExactly(1, 2, 3);
    }

    @Test
    void aLowerKeyframeIsTakenOnceThePresentEncodingHasEnded() {
        forwarder.target(HIGH, now);
        key(2);
        key(1);
        assertThat(result).isEqualTo(VideoForwarder.SKIPPED);
        forwarder.encodingStopped(2);

        assertThat(forwarder.wantsKeyframe()).isEqualTo(1);
        key(1);

        assertThat(LayerId.encoding(forwarder.current())).isEqualTo(1);
        assertThat(forwarder.wantsKeyframe()).isEqualTo(VideoForwarder.NONE);
    }

    @Test
    void anEncodingThatIsSilentWhileOthersFlowHasEnded() {
        forwarder.target(HIGH, now);
        key(2);
        frame(1, 0);
        at(299);
        key(1);
        assertThat(result).isEqualTo(VideoForwarder.SKIPPED);
        at(301);

        key(1);

        assertThat(LayerId.encoding(forwarder.current())).isEqualTo(1);
    }

    @Test
    void noKeyframeIsAskedForWhereTheReceiverHasNoCodec() {
        forwarder.target(LOW, now);
        key(0);
        final PacketBuffer plain = new TestPacket(arena)
                .payloadType(35)
                .sequence(2)
                .payload(payload(2, 0, true, true))
                .build(now);

        assertThat(Refusal.reason(write(forwarder, 0, plain))).isEqualTo(DropReason.RECEIVER_LACKS_CODEC);
        assertThat(forwarder.wantsKeyframe()).isEqualTo(VideoForwarder.NONE);
        sequences[0]++;
        frame(0, 0);
        assertThat(result).isEqualTo(VideoForwarder.SKIPPED);
        assertThat(forwarder.wantsKeyframe()).isZero();
    }

    @Test
    void anEncoderThatStartsItsPictureIdsAnewIsAskedForAKeyframeAndGoneOnWith() {
        forwarder.target(LOW, now);
        pictures[0] = 200;
        key(0);
        frame(0, 0);
        pictures[0] = 50;

        key(0);
        frame(0, 0);
        assertThat(forwarder.wantsKeyframe()).isZero();
        key(0);
        frame(0, 0);

        assertThat(shownPictures).containsExactly(201, 202, 203, 204);
        assertThat(shownSequences).isEqualTo(run(4));
    }

    @Test
    void theKeyframeThatIsAskedForWhereTheWantedEncodingIsMissingIsTaken() {
        forwarder.target(HIGH, now);
        key(2);
        frame(0, 0);
        forwarder.target(MIDDLE, now);
        assertThat(forwarder.wantsKeyframe()).isZero();

        key(0);

        assertThat(LayerId.encoding(forwarder.current())).isZero();
        assertThat(forwarder.wantsKeyframe()).isEqualTo(VideoForwarder.NONE);
    }

    @Test
    void whoComesBackAsksForWhatIsWantedAndNotForWhatWasHeardLast() {
        forwarder.target(HIGH, now);
        key(2);
        frame(1, 0);
        frame(0, 0);
        forwarder.target(LayerId.SUSPENDED, now);
        at(60_000);

        forwarder.target(HIGH, now);

        assertThat(forwarder.wantsKeyframe()).isEqualTo(2);
    }

    @Test
    void aLatePacketOfACodecThatTheReceiverLacksDisturbsNothing() {
        forwarder.target(LOW, now);
        lacking(1);
        packet(0, ++pictures[0], 0, true, true, true, 3);

        lacking(2);
        packet(0, ++pictures[0], 0, false, true, true, 4);

        assertThat(shownSequences).isEqualTo(run(2));
        assertThat(forwarder.wantsKeyframe()).isEqualTo(VideoForwarder.NONE);
    }

    private void lacking(final int sequence) {
        final PacketBuffer plain = new TestPacket(arena)
                .payloadType(35)
                .sequence(sequence)
                .payload(payload(2, 0, true, true))
                .build(now);
        assertThat(Refusal.reason(write(forwarder, 0, plain))).isEqualTo(DropReason.RECEIVER_LACKS_CODEC);
    }

    private int first() {
        return shownSequences.getFirst();
    }

    private List<Integer> run(final int length) {
        return IntStream.range(first(), first() + length).boxed().toList();
    }

    private void at(final long millis) {
        now = millis * MS;
    }

    private void key(final int encoding) {
        packet(encoding, ++pictures[encoding], 0, true, true, true);
    }

    /** A frame of one packet that is no switching point. */
    private void frame(final int encoding, final int temporalId) {
        packet(encoding, ++pictures[encoding], temporalId, false, true, true);
    }

    private void packet(
            final int encoding,
            final int picture,
            final int temporalId,
            final boolean key,
            final boolean start,
            final boolean marker) {
        packet(encoding, picture, temporalId, key, start, marker, ++sequences[encoding]);
    }

    private void packet(
            final int encoding,
            final int picture,
            final int temporalId,
            final boolean key,
            final boolean start,
            final boolean marker,
            final int sequence) {
        final PacketBuffer plain = vp8(sequence, picture % 100 * 3000, picture, temporalId, key, start, marker);
        final int length = write(forwarder, encoding, plain);
        if (length > 0) {
            shownSequences.add(RtpHeader.sequence(out, 0));
        }
    }

    private void padding(final int encoding) {
        final PacketBuffer plain = new TestPacket(arena)
                .sequence(++sequences[encoding])
                .timestamp(5)
                .payload()
                .build(now);
        write(forwarder, encoding, plain);
    }

    private int write(final VideoForwarder to, final int encoding, final PacketBuffer plain) {
        assertThat(readers[encoding].read(plain.bytes(), plain.offset(), plain.length(), VideoCodec.VP8, 0, mark))
                .isNull();
        histories.get(encoding).add(plain);
        result = to.write(encoding, mark, plain, now, out, 0);
        if (result > 0 && to.payloadLength() > 0) {
            final byte[] payload = to.sharesPayload() ? plain.bytes() : out;
            shownPictures.add(payload[to.payloadOffset() + 3] & 0xff);
        }
        plain.release();
        return result;
    }

    /** {@code key} marks a switching point as well where the frame is not of the base layer. */
    private PacketBuffer vp8(
            final int sequence,
            final int timestamp,
            final int picture,
            final int temporalId,
            final boolean key,
            final boolean start,
            final boolean marker) {
        return new TestPacket(arena)
                .sequence(sequence)
                .timestamp(timestamp)
                .marker(marker)
                .payload(payload(picture, temporalId, key, start))
                .build(now);
    }

    private static byte[] payload(final int picture, final int temporalId, final boolean key, final boolean start) {
        final boolean sync = key && temporalId > 0;
        return new byte[] {
            (byte) (start ? 0x90 : 0x80),
            (byte) 0xe0,
            (byte) 0x80,
            (byte) picture,
            1,
            (byte) (temporalId << 6 | (sync ? 0x20 : 0)),
            (byte) (key && temporalId == 0 ? 0x10 : 0x31),
            2,
            0,
            (byte) 0x9d,
            1,
            0x2a,
            0,
            5,
            (byte) 0xd0,
            2
        };
    }

    private VideoForwarder forwarder() {
        return new VideoForwarder(
                histories,
                PayloadTypeMap.of(TestMedia.video(), TestMedia.video()),
                ExtensionMap.of(TestMedia.video(), TestMedia.video()));
    }
}
