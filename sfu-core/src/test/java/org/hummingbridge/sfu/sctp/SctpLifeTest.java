/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;

/** Signs of life, unknown chunks, and the ends of associations (RFC 9260 §3.2, §8, §9). */
class SctpLifeTest {
    private final ScriptedPeer peer = ScriptedPeer.established();

    private void shutdown(final int cumulative) {
        assertThat(peer.give(packet -> packet.chunk(ChunkType.SHUTDOWN, 0, 4).u32(cumulative)))
                .isNull();
    }

    private DropReason empty(final int type, final int flags, final int tag) {
        return peer.give(tag, packet -> packet.chunk(type, flags, 0));
    }

    @Test
    void aHeartbeatIsReturnedAsItCame() {
        final byte[] info = HexFormat.of().parseHex("0001000d0102030405060708ff");

        peer.give(packet -> packet.chunk(ChunkType.HEARTBEAT, 0, info.length).bytes(info, 0, info.length));

        assertThat(peer.takeOne(ChunkType.HEARTBEAT_ACK).value()).isEqualTo(info);
    }

    @Test
    void aSilentPeerIsAskedForASignOfLifeTwiceAMinute() {
        peer.advance(Duration.ofMillis(29_999));
        assertThat(peer.take()).isEmpty();
        peer.advance(Duration.ofMillis(1));
        final Chunk first = peer.takeOne(ChunkType.HEARTBEAT);

        peer.advance(Duration.ofSeconds(30));

        assertThat(peer.takeOne(ChunkType.HEARTBEAT).value()).isNotEqualTo(first.value());
        assertThat(peer.association.isEstablished()).isTrue();
    }

    @Test
    void onlyTheLatestHeartbeatIsAnswered() {
        peer.advance(Duration.ofSeconds(30));
        final byte[] info = peer.takeOne(ChunkType.HEARTBEAT).value();
        final byte[] wrong = Arrays.copyOf(info, info.length);
        wrong[7] ^= 1;

        assertThat(peer.give(
                        packet -> packet.chunk(ChunkType.HEARTBEAT_ACK, 0, 12).bytes(wrong, 0, 12)))
                .isEqualTo(DropReason.SCTP_UNEXPECTED);
        assertThat(peer.give(
                        packet -> packet.chunk(ChunkType.HEARTBEAT_ACK, 0, 12).bytes(info, 0, 12)))
                .isNull();
        assertThat(peer.give(
                        packet -> packet.chunk(ChunkType.HEARTBEAT_ACK, 0, 12).bytes(info, 0, 12)))
                .isEqualTo(DropReason.SCTP_UNEXPECTED);
    }

    @Test
    void unknownChunksAreTreatedAsTheirTypeDemands() {
        assertThat(withDataBehind(0x3f)).isEqualTo(DropReason.SCTP_UNEXPECTED);
        assertThat(peer.messages).isEmpty();
        assertThat(peer.take()).isEmpty();

        assertThat(withDataBehind(0x7f)).isEqualTo(DropReason.SCTP_UNEXPECTED);
        assertThat(peer.messages).isEmpty();
        assertThat(HexFormat.of().formatHex(peer.takeOne(ChunkType.ERROR).value()))
                .isEqualTo("000600087f000004");

        assertThat(withDataBehind(0xff)).isNull();
        assertThat(peer.takeOne(ChunkType.ERROR).u16(4)).isEqualTo(0xff00);
        assertThat(peer.messages).hasSize(1);
    }

    @Test
    void paddingIsSkippedInSilence() {
        assertThat(withDataBehind(0x84)).isNull();

        assertThat(peer.messages).hasSize(1);
        assertThat(peer.take()).isEmpty();
    }

    private DropReason withDataBehind(final int type) {
        return peer.give(packet -> {
            packet.chunk(type, 0, 0).endChunk();
            packet.chunk(ChunkType.DATA, 3, 13)
                    .u32(ScriptedPeer.INITIAL_TSN)
                    .u32(0)
                    .u32(51)
                    .u8('x');
        });
    }

    @Test
    void anAbortEndsTheAssociationAndSaysWhy() {
        peer.give(packet -> packet.chunk(ChunkType.ABORT, 0, 4).u16(13).u16(4));

        assertThat(peer.endings).containsExactly("the peer aborted the SCTP association: protocol violation");
        assertThat(peer.take()).isEmpty();
        assertThat(peer.data(ScriptedPeer.INITIAL_TSN, "late")).isEqualTo(DropReason.SCTP_UNEXPECTED);
        assertThat(peer.send(new byte[1])).isFalse();
    }

    @Test
    void anAbortUnderOurOwnTagMustSaySo() {
        assertThat(empty(ChunkType.ABORT, 0, ScriptedPeer.TAG)).isEqualTo(DropReason.SCTP_BAD_TAG);
        assertThat(empty(ChunkType.ABORT, 1, peer.theirTag)).isEqualTo(DropReason.SCTP_BAD_TAG);
        assertThat(empty(ChunkType.ABORT, 0, 0)).isEqualTo(DropReason.SCTP_BAD_TAG);
        assertThat(peer.endings).isEmpty();

        empty(ChunkType.ABORT, 1, ScriptedPeer.TAG);

        assertThat(peer.endings).containsExactly("the peer aborted the SCTP association");
    }

    @Test
    void closingAborts() {
        peer.close();

        assertThat(peer.takeOne(ChunkType.ABORT).u16(0)).isEqualTo(ErrorCause.USER_INITIATED_ABORT);
        assertThat(peer.endings).isEmpty();
        peer.close();
        peer.advance(Duration.ofMinutes(5));
        assertThat(peer.take()).isEmpty();
    }

    @Test
    void aShutdownWaitsForWhatIsOnItsWay() {
        peer.send(new byte[2_000]);
        peer.take();
        shutdown(peer.theirTsn - 1);
        assertThat(peer.take()).isEmpty();
        assertThat(peer.send(new byte[1])).isFalse();

        peer.sack(peer.theirTsn + 1, ScriptedPeer.WINDOW_BYTES);
        assertThat(peer.takeTypes()).containsExactly(ChunkType.SHUTDOWN_ACK);
        assertThat(peer.endings).isEmpty();
        empty(ChunkType.SHUTDOWN_COMPLETE, 0, peer.theirTag);

        assertThat(peer.endings).containsExactly("the peer shut the SCTP association down");
    }

    @Test
    void aShutdownAcknowledgesToo() {
        peer.send(new byte[2_000]);
        peer.take();

        shutdown(peer.theirTsn + 1);

        assertThat(peer.takeTypes()).containsExactly(ChunkType.SHUTDOWN_ACK);
    }

    @Test
    void aPeerThatDoesNotCompleteItsShutdownIsNotWaitedForLong() {
        shutdown(peer.theirTsn - 1);

        peer.advance(Duration.ofSeconds(20));

        assertThat(peer.takeTypes()).hasSize(5).containsOnly(ChunkType.SHUTDOWN_ACK);
        assertThat(peer.endings).containsExactly("the peer shut the SCTP association down");
    }

    @Test
    void chunksThatBelongToOtherStatesAreDropped() {
        assertThat(List.of(
                        empty(ChunkType.COOKIE_ACK, 0, peer.theirTag),
                        empty(ChunkType.SHUTDOWN_ACK, 0, peer.theirTag),
                        empty(ChunkType.SHUTDOWN_COMPLETE, 0, peer.theirTag),
                        empty(ChunkType.INIT_ACK, 0, peer.theirTag)))
                .containsOnly(DropReason.SCTP_UNEXPECTED);
        assertThat(peer.take()).isEmpty();
        assertThat(peer.association.isEstablished()).isTrue();
    }

    @Test
    void chunksWhoseLengthsCannotBeEndTheReading() {
        final byte[] packet = peer.packet(peer.theirTag, writer -> {
            writer.chunk(0x84, 0, 0).endChunk();
            writer.chunk(0x84, 0, 0).u32(0).endChunk();
        });
        for (final int length : new int[] {0, 1, 3, 9, 0xffff}) {
            Wire.u16(packet, 18, length);
            Wire.u32(packet, PacketHeader.CHECKSUM_AT, new Checksum().of(packet, 0, packet.length));

            assertThat(peer.give(packet)).as("length %d", length).isEqualTo(DropReason.SCTP_MALFORMED);
        }
    }
}
