/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;

/** A peer that is authenticated and means harm: what it can make us hold, send and do. */
class SctpHostileTest {
    private static final int FIRST = ScriptedPeer.INITIAL_TSN;
    private static final int BEGIN = DataChunk.FLAG_BEGIN;
    private static final int END = DataChunk.FLAG_END;

    private final ScriptedPeer peer = ScriptedPeer.established();
    private long received;

    private void give(final byte[] packet) {
        received += packet.length;
        peer.give(packet);
    }

    private long sentBytes() {
        return peer.takePackets().stream().mapToLong(packet -> packet.length).sum();
    }

    private void assertStillHere(final int nextTsn) {
        peer.data(nextTsn, "still here");
        assertThat(peer.texts()).endsWith("still here");
        assertThat(peer.association.isEstablished()).isTrue();
    }

    @Test
    void tsnsFarAheadAreNotHeld() {
        for (final int ahead : new int[] {1024, 1025, 100_000, 0x7fff_fffe}) {
            assertThat(peer.data(FIRST - 1 + ahead, "x")).isEqualTo(DropReason.SCTP_OVERFLOW);
        }
        assertThat(peer.data(FIRST - 1 + 1023, "x")).isNull();

        assertStillHere(FIRST);
    }

    @Test
    void dataBehindAGapIsHeldUpToTheWindow() {
        int held = 0;
        while (peer.data(FIRST + 1 + held, BEGIN | END, 0, new byte[1_000]) == null) {
            held++;
        }

        assertThat(held).isEqualTo(ReceiveBuffer.WINDOW_BYTES / (1_000 + ReceiveBuffer.CHUNK_OVERHEAD_BYTES));
        peer.data(FIRST, "the gap");
        assertThat(peer.messages).hasSize(held + 1);
        assertStillHere(FIRST + held + 1);
    }

    @Test
    void aFullBufferStillTakesWhatIsNext() {
        int held = 0;
        while (peer.data(FIRST + 100 + held, 0, 0, new byte[1_000]) == null) {
            held++;
        }

        for (int i = 0; i < 100; i++) {
            assertThat(peer.data(FIRST + i, BEGIN | END, 0, new byte[1_000])).isNull();
        }

        assertThat(peer.messages).hasSize(100);
        assertStillHere(FIRST + 100 + held);
    }

    @Test
    void messagesWithoutEndOnThousandsOfStreamsHoldOnePieceAtMost() {
        for (int i = 0; i < 5_000; i++) {
            peer.data(FIRST + i, BEGIN, i, new byte[100]);
        }

        peer.data(FIRST + 5_000, DataChunk.FLAG_IMMEDIATE, 4_999, new byte[100]);

        assertThat(peer.take().getLast().u32(4)).isEqualTo(ReceiveBuffer.WINDOW_BYTES - 200);
        assertStillHere(FIRST + 5_001);
    }

    @Test
    void aMarkFarAheadIsFollowedAtOnce() {
        peer.data(FIRST + 3, "held");

        peer.forwardTsn(FIRST + 0x7fff_0000);

        assertThat(peer.take().getLast().u32(0)).isEqualTo(FIRST + 0x7fff_0000);
        assertThat(peer.texts()).containsExactly("held");
        assertStillHere(FIRST + 0x7fff_0001);
    }

    @Test
    void aStormOfMarksCostsOneAcknowledgementEach() {
        for (int i = 1; i <= 1_000; i++) {
            peer.forwardTsn(FIRST + i * 1_000_000);
        }

        assertThat(peer.takePackets()).hasSize(1_000);
        assertStillHere(FIRST + 1_000_000_001);
    }

    @Test
    void aStormOfResetRequestsIsAnsweredWithLess() {
        for (int i = 0; i < 1_000; i++) {
            final int number = FIRST + i;
            give(peer.packet(peer.theirTag, packet -> {
                packet.chunk(ChunkType.RE_CONFIG, 0, 60);
                packet.parameter(ParameterType.OUTGOING_RESET)
                        .u32(number)
                        .u32(0)
                        .u32(FIRST - 1)
                        .u16(1)
                        .endParameter();
                packet.parameter(17).u32(number + 1).u32(0).endParameter();
                packet.parameter(17).u32(number + 1).u32(0).endParameter();
            }));
        }

        assertThat(sentBytes()).isLessThanOrEqualTo(received);
        assertStillHere(FIRST);
    }

    @Test
    void weAreNotMadeToResetStreamsWithoutEnd() {
        peer.send(new byte[1]);
        peer.take();
        for (int i = 0; i < 20_000; i++) {
            final int number = FIRST + i;
            peer.give(packet -> {
                packet.chunk(ChunkType.RE_CONFIG, 0, 12);
                packet.parameter(ParameterType.INCOMING_RESET).u32(number).endParameter();
            });
        }
        assertThat(peer.send(new byte[1])).as("the queue is full of resets").isFalse();

        peer.sack(peer.theirTsn, ScriptedPeer.WINDOW_BYTES);

        assertThat(peer.take().getLast().u16(0)).isEqualTo(ParameterType.OUTGOING_RESET);
        assertStillHere(FIRST);
    }

    @Test
    void aFloodOfInitsHoldsOneOfferAndDisturbsNothing() {
        final int tag = peer.theirTag;
        for (int i = 1; i <= 10_000; i++) {
            peer.init(i, i, 1);
        }
        assertThat(peer.takePackets()).hasSize(10_000).allMatch(packet -> packet.length < 100);

        peer.theirTag = tag;

        assertStillHere(FIRST);
        assertThat(peer.establishments).isEqualTo(1);
    }

    @Test
    void manyParametersAreReportedInOnePacket() {
        final byte[] init = peer.packet(0, packet -> {
            packet.chunk(ChunkType.INIT, 0, 1_100).u32(1).u32(1).u16(1).u16(1).u32(1);
            for (int i = 0; i < 250; i++) {
                packet.parameter(0xcfff).endParameter();
            }
        });

        assertThat(peer.give(init)).isNull();

        assertThat(sentBytes()).isLessThan(init.length);
    }

    @Test
    void manyUnknownChunksAreReportedOnce() {
        final byte[] packet = peer.packet(peer.theirTag, writer -> {
            for (int i = 0; i < 250; i++) {
                writer.chunk(0xfe, 0, 0).endChunk();
            }
            writer.chunk(0xfe, 0, 0);
        });

        peer.give(packet);

        assertThat(peer.takeTypes()).containsExactly(ChunkType.ERROR);
    }

    @Test
    void manyHeartbeatsAreAnsweredWithAsMuch() {
        final byte[] packet = peer.packet(peer.theirTag, writer -> {
            for (int i = 0; i < 250; i++) {
                writer.chunk(ChunkType.HEARTBEAT, 0, 0).endChunk();
            }
            writer.chunk(ChunkType.HEARTBEAT, 0, 0);
        });

        peer.give(packet);

        assertThat(sentBytes()).isEqualTo(packet.length);
    }

    @Test
    void manyShutdownsAreAnsweredOnce() {
        final byte[] packet = peer.packet(peer.theirTag, writer -> {
            for (int i = 0; i < 100; i++) {
                writer.chunk(ChunkType.SHUTDOWN, 0, 4).u32(peer.theirTsn - 1).endChunk();
            }
            writer.chunk(ChunkType.SHUTDOWN, 0, 4).u32(peer.theirTsn - 1);
        });

        peer.give(packet);

        assertThat(peer.takeTypes()).containsExactly(ChunkType.SHUTDOWN_ACK);
    }

    @Test
    void onePacketOfAcknowledgementsDoesNotReleaseABurstForEach() {
        peer.send(new byte[100_000]);
        peer.take();
        final byte[] packet = peer.packet(peer.theirTag, writer -> {
            for (int i = 0; i < 4; i++) {
                writer.chunk(ChunkType.SACK, 0, 12)
                        .u32(peer.theirTsn + i)
                        .u32(1_000_000)
                        .u32(0);
                if (i < 3) {
                    writer.endChunk();
                }
            }
        });

        peer.give(packet);

        assertThat(peer.takePackets()).hasSize(Sender.MAX_BURST_PACKETS);
    }

    @Test
    void aPeerThatClaimsToHaveEverythingButTheFirstDoesNotFreeTheQueue() {
        while (peer.send(new byte[1_104])) {
            // fills the queue
        }
        final SplittableRandom random = new SplittableRandom(3);
        int highest = peer.takeSentTsns().getLast();
        for (int i = 0; i < 2_000; i++) {
            peer.sack(peer.theirTsn - 1, random.nextInt(1, 2_000_000), 2, highest + 1);
            for (final int tsn : peer.takeSentTsns()) {
                highest = Math.max(highest, tsn);
            }
        }

        assertThat(peer.send(new byte[1_104])).isFalse();
        assertThat(highest).isLessThan(SendQueue.MAX_BYTES / 1_104);
    }

    @Test
    void restartsWithoutEndLeaveOneAssociation() {
        for (int i = 1; i <= 1_000; i++) {
            peer.init(i, i, 1_000);
            peer.takeInitAck();
            peer.echoCookie();
            peer.send(new byte[50_000]);
            peer.take();
        }

        assertThat(peer.establishments).isEqualTo(1_001);
        assertStillHere(1_000);
    }
}
