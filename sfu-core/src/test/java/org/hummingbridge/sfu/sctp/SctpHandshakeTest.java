/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;

/** How associations come about (RFC 9260 §5). */
class SctpHandshakeTest {
    private final ScriptedPeer peer = new ScriptedPeer();

    @Test
    void anEchoedCookieEstablishes() {
        peer.init(ScriptedPeer.TAG, ScriptedPeer.INITIAL_TSN, ScriptedPeer.WINDOW_BYTES);
        peer.takeInitAck();
        assertThat(peer.association.isEstablished()).isFalse();

        assertThat(peer.echoCookie()).isNull();

        assertThat(peer.takeTypes()).containsExactly(ChunkType.COOKIE_ACK);
        assertThat(peer.association.isEstablished()).isTrue();
        assertThat(peer.establishments).isEqualTo(1);
    }

    @Test
    void dataMayComeTogetherWithTheCookie() {
        peer.init(ScriptedPeer.TAG, ScriptedPeer.INITIAL_TSN, ScriptedPeer.WINDOW_BYTES);
        peer.takeInitAck();

        peer.give(peer.packet(peer.theirTag, packet -> {
            packet.chunk(ChunkType.COOKIE_ECHO, 0, peer.cookie.length).bytes(peer.cookie, 0, peer.cookie.length);
            packet.endChunk();
            packet.chunk(ChunkType.DATA, 3, 13)
                    .u32(ScriptedPeer.INITIAL_TSN)
                    .u32(0)
                    .u32(51)
                    .u8('x');
        }));

        assertThat(peer.texts()).containsExactly("x");
    }

    @Test
    void nothingFlowsBeforeTheCookie() {
        peer.init(ScriptedPeer.TAG, ScriptedPeer.INITIAL_TSN, ScriptedPeer.WINDOW_BYTES);
        peer.takeInitAck();

        assertThat(peer.send(new byte[1])).isFalse();
        assertThat(peer.data(ScriptedPeer.INITIAL_TSN, "early")).isEqualTo(DropReason.SCTP_BAD_TAG);
        assertThat(peer.take()).isEmpty();
    }

    @Test
    void aRepeatedInitGetsTheSameAnswer() {
        peer.init(ScriptedPeer.TAG, ScriptedPeer.INITIAL_TSN, ScriptedPeer.WINDOW_BYTES);
        final byte[] first = peer.takePackets().getFirst();

        peer.init(ScriptedPeer.TAG, ScriptedPeer.INITIAL_TSN, ScriptedPeer.WINDOW_BYTES);

        assertThat(peer.takePackets().getFirst()).isEqualTo(first);
    }

    @Test
    void aRepeatedCookieIsAcknowledgedAgainAndChangesNothing() {
        peer.shakeHands();
        peer.data(ScriptedPeer.INITIAL_TSN, "kept");

        assertThat(peer.echoCookie()).isNull();

        assertThat(peer.take().getFirst().type()).isEqualTo(ChunkType.COOKIE_ACK);
        assertThat(peer.establishments).isEqualTo(1);
        peer.data(ScriptedPeer.INITIAL_TSN, "kept");
        assertThat(peer.texts()).containsExactly("kept");
    }

    @Test
    void aCookieThatIsNotOursIsDropped() {
        peer.init(ScriptedPeer.TAG, ScriptedPeer.INITIAL_TSN, ScriptedPeer.WINDOW_BYTES);
        peer.takeInitAck();
        peer.cookie[3] ^= 1;

        assertThat(peer.echoCookie()).isEqualTo(DropReason.SCTP_UNEXPECTED);

        assertThat(peer.take()).isEmpty();
        assertThat(peer.association.isEstablished()).isFalse();
    }

    @Test
    void aCookieUnderAnotherTagIsDropped() {
        peer.init(ScriptedPeer.TAG, ScriptedPeer.INITIAL_TSN, ScriptedPeer.WINDOW_BYTES);
        peer.takeInitAck();
        peer.theirTag ^= 1;

        assertThat(peer.echoCookie()).isEqualTo(DropReason.SCTP_UNEXPECTED);

        assertThat(peer.association.isEstablished()).isFalse();
    }

    @Test
    void aPeerThatStartsAnewIsHeardAnew() {
        peer.shakeHands();
        peer.send(new byte[] {1});
        peer.take();
        peer.init(0x55, 7, ScriptedPeer.WINDOW_BYTES);
        peer.takeInitAck();

        peer.echoCookie();

        assertThat(peer.establishments).isEqualTo(2);
        assertThat(peer.takeTypes()).as("what was on its way is gone").containsExactly(ChunkType.COOKIE_ACK);
        assertThat(peer.data(7, "new")).isNull();
        peer.send(new byte[] {2});
        assertThat(peer.texts()).containsExactly("new");
        assertThat(Chunk.tagOf(peer.takePackets().getFirst())).isEqualTo(0x55);
    }

    @Test
    void anInitAloneDoesNotDisturbAnAssociation() {
        peer.shakeHands();
        final int tag = peer.theirTag;
        peer.init(0x55, 7, ScriptedPeer.WINDOW_BYTES);
        peer.takeInitAck();
        assertThat(peer.theirTag).isNotEqualTo(tag);

        peer.theirTag = tag;

        assertThat(peer.data(ScriptedPeer.INITIAL_TSN, "still here")).isNull();
        assertThat(peer.texts()).containsExactly("still here");
        peer.advance(Duration.ofMillis(200));
        assertThat(Chunk.tagOf(peer.takePackets().getFirst())).isEqualTo(ScriptedPeer.TAG);
    }

    @Test
    void unknownParametersAreReportedAsTheirTypeDemands() {
        peer.give(0, packet -> {
            packet.chunk(ChunkType.INIT, 0, 60)
                    .u32(ScriptedPeer.TAG)
                    .u32(ScriptedPeer.WINDOW_BYTES)
                    .u16(1)
                    .u16(1)
                    .u32(1);
            packet.parameter(0x8fff).u8(1).endParameter();
            packet.parameter(0xcfff).u8(2).endParameter();
            packet.parameter(0x4fff).u8(3).endParameter();
            packet.parameter(0xcffe).u8(4).endParameter();
        });

        final byte[] ack = peer.takeOne(ChunkType.INIT_ACK).value();
        assertThat(HexFormat.of().formatHex(ack))
                .as("the second is skipped and reported, the third ends the reading and is reported")
                .endsWith("00080009cfff000502000000" + "000800094fff000503");
    }

    @Test
    void anInitWithoutTagOrStreamsIsMalformed() {
        assertThat(peer.init(0, 1, 1)).isEqualTo(DropReason.SCTP_MALFORMED);
        assertThat(peer.give(
                        0,
                        packet -> packet.chunk(ChunkType.INIT, 0, 16)
                                .u32(1)
                                .u32(1)
                                .u16(0)
                                .u16(1)
                                .u32(1)))
                .isEqualTo(DropReason.SCTP_MALFORMED);
        assertThat(peer.take()).isEmpty();
    }

    @Test
    void anInitUnderATagIsDropped() {
        assertThat(peer.give(
                        5,
                        packet -> packet.chunk(ChunkType.INIT, 0, 16)
                                .u32(1)
                                .u32(1)
                                .u16(1)
                                .u16(1)
                                .u32(1)))
                .isEqualTo(DropReason.SCTP_BAD_TAG);
    }

    @Test
    void aCallIsRepeatedUntilItIsAnsweredAndEverLessOften() {
        peer.association.connect(Long.MAX_VALUE - 1_000_000);
        final byte[] init = peer.takePackets().getFirst();

        peer.advance(Duration.ofSeconds(10));

        assertThat(peer.takePackets()).hasSize(5).containsOnly(init);
    }

    @Test
    void dataUnderAnotherTagIsDropped() {
        peer.shakeHands();

        assertThat(List.of(peer.theirTag ^ 1, 0, ScriptedPeer.TAG))
                .allSatisfy(tag -> assertThat(peer.give(
                                tag,
                                packet -> packet.chunk(ChunkType.DATA, 3, 13)
                                        .u32(ScriptedPeer.INITIAL_TSN)
                                        .u32(0)
                                        .u32(51)
                                        .u8(1)))
                        .isEqualTo(DropReason.SCTP_BAD_TAG));
        assertThat(peer.messages).isEmpty();
    }

    @Test
    void anotherPortIsNotOurs() {
        final byte[] packet = peer.packet(
                0,
                init -> init.chunk(ChunkType.INIT, 0, 16)
                        .u32(1)
                        .u32(1)
                        .u16(1)
                        .u16(1)
                        .u32(1));
        Wire.u16(packet, 2, 5001);
        Wire.u32(packet, PacketHeader.CHECKSUM_AT, new Checksum().of(packet, 0, packet.length));

        assertThat(peer.give(packet)).isEqualTo(DropReason.SCTP_UNEXPECTED);
        assertThat(peer.take()).isEmpty();
    }
}
