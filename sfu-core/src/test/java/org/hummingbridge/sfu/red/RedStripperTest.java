/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

/** Packets of 20 ms, unless said otherwise: number and number × 960 go together. */
class RedStripperTest {
    private static final int OPUS = 111;
    private static final int FRAME = 960;

    private final RedStripper stripper = new RedStripper();
    private byte[] payload = {};

    /** Payload with repeated blocks of the given timestamp offsets, each of which holds its packet's number. */
    private static byte[] red(final int sequence, final int... offsets) {
        final byte[] bytes = new byte[offsets.length * 5 + 2];
        int at = 0;
        for (final int offset : offsets) {
            final int header = ((0x80 | OPUS) << 24) | (offset << 10) | 1;
            bytes[at++] = (byte) (header >> 24);
            bytes[at++] = (byte) (header >> 16);
            bytes[at++] = (byte) (header >> 8);
            bytes[at++] = (byte) header;
        }
        bytes[at++] = OPUS;
        for (final int offset : offsets) {
            bytes[at++] = (byte) (sequence - offset / FRAME);
        }
        bytes[at] = (byte) sequence;
        return bytes;
    }

    private DropReason take(final int sequence, final int timestamp, final int... offsets) {
        payload = red(sequence, offsets);
        return stripper.onRed(payload, 0, payload.length, sequence & 0xffff, timestamp);
    }

    private DropReason take(final int sequence) {
        return take(sequence, sequence * FRAME, 2 * FRAME, FRAME);
    }

    /** Numbers to send, each of which is of its own timestamp and payload. */
    private List<Integer> sent() {
        final List<Integer> sequences = new ArrayList<>();
        for (int i = 0; i < stripper.count(); i++) {
            assertThat(stripper.payloadType(i)).isEqualTo(OPUS);
            assertThat(stripper.payloadLength(i)).isEqualTo(1);
            assertThat(payload[stripper.payloadOffset(i)]).isEqualTo((byte) stripper.sequence(i));
            sequences.add(stripper.sequence(i));
        }
        return sequences;
    }

    private List<Integer> timestamps() {
        final List<Integer> timestamps = new ArrayList<>();
        for (int i = 0; i < stripper.count(); i++) {
            timestamps.add(stripper.timestamp(i));
        }
        return timestamps;
    }

    @Test
    void aWholePacketIsTakenApart() {
        final byte[] packet = HexFormat.of().parseHex("807001f40001770022222222ef1e0002ef0f00036f535352525250505050");
        stripper.onPlain(497, 93_120);

        assertThat(stripper.onRed(packet, 12, packet.length - 12, 500, 96_000)).isNull();

        final List<String> plain = new ArrayList<>();
        for (int i = 0; i < stripper.count(); i++) {
            final byte[] out = new byte[packet.length];
            final int length = stripper.write(i, packet, 0, out, 0);
            plain.add(RtpHeader.payloadType(out, 0) + " " + RtpHeader.sequence(out, 0) + " "
                    + RtpHeader.timestamp(out, 0) + " " + Integer.toHexString(RtpHeader.ssrc(out, 0)) + " "
                    + new String(out, 12, length - 12, StandardCharsets.US_ASCII));
        }
        assertThat(plain)
                .containsExactly(
                        "111 498 94080 22222222 SS", "111 499 95040 22222222 RRR", "111 500 96000 22222222 PPPP");
    }

    @Test
    void headerExtensionsAndTheMarkerStayWithThePrimary() {
        final byte[] packet = HexFormat.of()
                .parseHex("b1f001f40001770022222222" + "44444444" + "bede00011091ffff" + "ef0f00016f5250" + "000003");
        stripper.onPlain(498, 94_080);

        stripper.onRed(packet, 24, 7, 500, 96_000);

        final byte[] restored = new byte[packet.length];
        final byte[] primary = new byte[packet.length];
        assertThat(stripper.count()).isEqualTo(2);
        assertThat(Arrays.copyOf(restored, stripper.write(0, packet, 0, restored, 0)))
                .isEqualTo(HexFormat.of().parseHex("816f01f30001734022222222" + "44444444" + "52"));
        assertThat(Arrays.copyOf(primary, stripper.write(1, packet, 0, primary, 0)))
                .isEqualTo(
                        HexFormat.of().parseHex("91ef01f40001770022222222" + "44444444" + "bede00011091ffff" + "50"));
    }

    @Test
    void withoutAGapOnlyThePrimaryIsSent() {
        assertThat(take(10)).isNull();
        assertThat(sent()).containsExactly(10);
        take(11);
        assertThat(sent()).containsExactly(11);
    }

    @Test
    void oneOrTwoLostPacketsAreRestored() {
        take(10);
        take(12);
        assertThat(sent()).containsExactly(11, 12);
        assertThat(timestamps()).containsExactly(11 * FRAME, 12 * FRAME);
        take(15);
        assertThat(sent()).containsExactly(13, 14, 15);
    }

    @Test
    void aLongerGapStaysOne() {
        take(10);
        take(14);

        assertThat(sent()).containsExactly(14);
    }

    @Test
    void numbersAndTimestampsMayWrap() {
        stripper.onPlain(65_534, -FRAME);

        take(65_537, 2 * FRAME, 2 * FRAME, FRAME);

        assertThat(stripper.sequence(0)).isEqualTo(65_535);
        assertThat(stripper.sequence(1)).isZero();
        assertThat(timestamps()).containsExactly(0, FRAME, 2 * FRAME);
    }

    @Test
    void anOriginalThatComesAfterAllIsADuplicate() {
        take(10);
        take(12);

        assertThat(take(11)).isEqualTo(DropReason.RTP_DUPLICATE);
        assertThat(stripper.count()).isZero();
        assertThat(stripper.onPlain(11, 11 * FRAME)).isEqualTo(DropReason.RTP_DUPLICATE);
    }

    @Test
    void whatIsMerelyLateIsSentOnce() {
        take(10);
        take(14);

        assertThat(take(12)).isNull();
        assertThat(sent()).containsExactly(12);
        assertThat(take(12)).isEqualTo(DropReason.RTP_DUPLICATE);
    }

    @Test
    void whatIsFarTooLateIsNotSentAtAll() {
        take(10);
        take(100);

        assertThat(stripper.onPlain(37, 37 * FRAME)).isNull();
        assertThat(stripper.onPlain(36, 36 * FRAME)).isEqualTo(DropReason.RTP_TOO_OLD);
    }

    @Test
    void aPacketThatIsKnownToHaveComePlainIsNotRestored() {
        take(10);
        stripper.onPlain(11, 11 * FRAME);
        take(12);

        assertThat(sent()).containsExactly(12);
    }

    @Test
    void ofTwoLostPacketsTheOneThatIsRepeatedIsToldByItsTime() {
        take(10);
        take(13, 13 * FRAME, 2 * FRAME);

        assertThat(sent()).containsExactly(11, 13);
    }

    @Test
    void whatWasNotLostIsNotTakenForWhatWas() {
        take(10);
        take(12, 12 * FRAME, 2 * FRAME);

        assertThat(sent()).containsExactly(12);
    }

    @Test
    void afterAPauseBlocksGoByTheirPlace() {
        take(10);
        take(12, 100 * FRAME, FRAME);

        assertThat(stripper.count()).isEqualTo(2);
        assertThat(stripper.sequence(0)).isEqualTo(11);
        assertThat(timestamps()).containsExactly(99 * FRAME, 100 * FRAME);
    }

    @Test
    void emptyBlocksRestoreNothing() {
        payload = HexFormat.of().parseHex("ef0f00006f0c");
        stripper.onPlain(10, 10 * FRAME);

        assertThat(stripper.onRed(payload, 0, payload.length, 12, 12 * FRAME)).isNull();

        assertThat(sent()).containsExactly(12);
    }

    @Test
    void aDamagedPacketIsRefusedAndMayBeRestoredLater() {
        take(10);

        assertThat(stripper.onRed(new byte[] {(byte) 0xef, 15, 0, 9, OPUS, 1}, 0, 6, 11, 11 * FRAME))
                .isEqualTo(DropReason.RED_MALFORMED);
        assertThat(stripper.count()).isZero();
        take(12);
        assertThat(sent()).containsExactly(11, 12);
    }
}
