/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;

/** What becomes of the peer's DATA and how it is acknowledged (RFC 9260 §6.2, §6.5, §6.7, §6.9; RFC 3758 §3.6). */
class SctpReceiveTest {
    private static final int FIRST = ScriptedPeer.INITIAL_TSN;
    private static final int BEGIN = DataChunk.FLAG_BEGIN;
    private static final int END = DataChunk.FLAG_END;

    private final ScriptedPeer peer = ScriptedPeer.established();

    /** Cumulative TSN as offset from the first, window, numbers of blocks and duplicates, then these. */
    private List<Integer> sack() {
        final Chunk sack = peer.takeOne(ChunkType.SACK);
        final Integer[] fields = new Integer[sack.value().length / 4];
        Arrays.setAll(fields, i -> sack.u32(4 * i));
        fields[0] -= FIRST;
        return List.of(fields);
    }

    private static int block(final int start, final int end) {
        return start << 16 | end;
    }

    @Test
    void everySecondPacketIsAcknowledged() {
        peer.data(FIRST, "a");
        assertThat(peer.take()).isEmpty();

        peer.data(FIRST + 1, "b");

        assertThat(sack()).containsExactly(1, ReceiveBuffer.WINDOW_BYTES, block(0, 0));
        assertThat(peer.texts()).containsExactly("a", "b");
    }

    @Test
    void aSinglePacketIsAcknowledgedAfterTwoTenthsOfASecond() {
        peer.data(FIRST, "a");
        peer.advance(Duration.ofMillis(199));
        assertThat(peer.take()).isEmpty();

        peer.advance(Duration.ofMillis(1));

        assertThat(sack().getFirst()).isEqualTo(0);
    }

    @Test
    void anAcknowledgementTravelsWithDataOfOurs() {
        peer.data(FIRST, "a");

        peer.send(new byte[] {1});

        assertThat(peer.takePackets())
                .singleElement()
                .satisfies(packet -> assertThat(Chunk.allOf(packet))
                        .extracting(Chunk::type)
                        .containsExactly(ChunkType.SACK, ChunkType.DATA));
    }

    @Test
    void thePeerMayAskForAnAcknowledgementAtOnce() {
        peer.data(FIRST, BEGIN | END | DataChunk.FLAG_IMMEDIATE, 0, new byte[] {1});

        assertThat(sack().getFirst()).isEqualTo(0);
    }

    @Test
    void whatComesFarAheadAndBackwardsIsDeliveredInOrder() {
        final int[] aheads = {700, 300, 100, 40, 9, 8, 7, 2, 1};
        for (final int ahead : aheads) {
            peer.data(FIRST + ahead, "d" + ahead);
            peer.data(FIRST + ahead, "repeated");
        }
        assertThat(peer.texts()).isEmpty();

        for (int ahead = 0; ahead <= 700; ahead++) {
            peer.data(FIRST + ahead, "d" + ahead);
        }

        assertThat(peer.texts())
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 700)
                        .mapToObj(ahead -> "d" + ahead)
                        .toList());
    }

    @Test
    void aGapIsReportedAtOnceAndWhatIsBehindItWaits() {
        peer.data(FIRST, "a");
        peer.data(FIRST + 2, "c");
        assertThat(sack()).startsWith(0).endsWith(block(1, 0), block(2, 2));
        peer.data(FIRST + 3, "d");
        peer.data(FIRST + 6, "g");
        peer.take();

        peer.data(FIRST + 5, "f");

        assertThat(sack()).startsWith(0).endsWith(block(2, 0), block(2, 3), block(5, 6));
        assertThat(peer.texts()).containsExactly("a");
    }

    @Test
    void aClosedGapIsReportedAtOnceAndSetsFreeWhatWaited() {
        peer.data(FIRST + 2, "c");
        peer.data(FIRST + 1, "b");
        peer.take();

        peer.data(FIRST, "a");

        assertThat(sack()).containsExactly(2, ReceiveBuffer.WINDOW_BYTES, 0);
        assertThat(peer.texts()).containsExactly("a", "b", "c");
    }

    @Test
    void aDuplicateIsReportedAtOnceAndNotDeliveredAgain() {
        peer.data(FIRST, "a");

        peer.data(FIRST, "a");

        assertThat(sack()).containsExactly(0, ReceiveBuffer.WINDOW_BYTES, block(0, 1), FIRST);
        assertThat(peer.texts()).containsExactly("a");
    }

    @Test
    void aDuplicateBehindAGapIsReportedToo() {
        peer.data(FIRST + 4, "e");
        peer.take();

        peer.data(FIRST + 4, "e");

        assertThat(sack()).endsWith(block(1, 1), block(5, 5), FIRST + 4);
    }

    @Test
    void moreGapsThanFitAreReportedFromTheFirst() {
        for (int i = 0; i < 30; i++) {
            peer.data(FIRST + 1 + 2 * i, "x");
        }

        final List<Chunk> sacks = peer.take();

        assertThat(sacks.getLast().u16(8)).isEqualTo(20);
        assertThat(sacks.getLast().u32(12)).isEqualTo(block(2, 2));
    }

    @Test
    void piecesArePutTogetherInWhateverOrderTheyCome() {
        peer.data(FIRST + 2, END, 3, new byte[] {5, 6});
        peer.data(FIRST, BEGIN, 3, new byte[] {1, 2});
        assertThat(peer.messages).isEmpty();

        peer.data(FIRST + 1, 0, 3, new byte[] {3, 4});

        assertThat(peer.messages).singleElement().satisfies(message -> {
            assertThat(message.streamId()).isEqualTo(3);
            assertThat(message.ppid()).isEqualTo(51);
            assertThat(message.payload()).containsExactly(1, 2, 3, 4, 5, 6);
        });
    }

    @Test
    void anUnfinishedMessageAndWhatWaitsCountAgainstTheWindow() {
        peer.data(FIRST, BEGIN, 0, new byte[1_000]);
        peer.data(FIRST + 1, 0, 0, new byte[500]);
        assertThat(sack().get(1)).isEqualTo(ReceiveBuffer.WINDOW_BYTES - 1_500);

        peer.data(FIRST + 5, BEGIN | END, 0, new byte[100]);

        assertThat(sack().get(1)).isEqualTo(ReceiveBuffer.WINDOW_BYTES - 1_600 - ReceiveBuffer.CHUNK_OVERHEAD_BYTES);
    }

    @Test
    void aPieceThatContinuesNothingIsLost() {
        peer.data(FIRST, 0, 0, new byte[] {1});
        peer.data(FIRST + 1, END, 0, new byte[] {2});
        peer.data(FIRST + 2, BEGIN, 0, new byte[] {3});
        peer.data(FIRST + 3, END, 1, new byte[] {4});
        peer.data(FIRST + 4, BEGIN, 0, new byte[] {5});
        peer.data(FIRST + 5, "whole");

        assertThat(peer.texts()).containsExactly("whole");
    }

    @Test
    void whatThePeerGivesUpIsNotWaitedFor() {
        peer.data(FIRST + 2, "c");
        peer.data(FIRST + 4, "e");
        peer.take();

        assertThat(peer.forwardTsn(FIRST + 1)).isNull();

        assertThat(sack()).startsWith(2).endsWith(block(1, 0), block(2, 2));
        assertThat(peer.texts()).containsExactly("c");
    }

    @Test
    void wholeMessagesBeforeTheNewMarkAreStillDelivered() {
        peer.data(FIRST + 1, "b");
        peer.data(FIRST + 5, "f");

        peer.forwardTsn(FIRST + 3);

        assertThat(peer.texts()).containsExactly("b");
        peer.data(FIRST + 4, "e");
        assertThat(peer.texts()).containsExactly("b", "e", "f");
    }

    @Test
    void theRestOfAMessageThatIsGivenUpIsNotDelivered() {
        peer.data(FIRST, BEGIN, 0, new byte[] {1});
        peer.data(FIRST + 2, END, 0, new byte[] {3});

        peer.forwardTsn(FIRST + 1);
        peer.data(FIRST + 3, "next");

        assertThat(peer.texts()).containsExactly("next");
    }

    @Test
    void aMarkOfThePastIsAcknowledgedAndChangesNothing() {
        peer.data(FIRST, "a");
        peer.take();

        peer.forwardTsn(FIRST - 10);

        assertThat(sack().getFirst()).isEqualTo(0);
    }

    @Test
    void dataWithoutDataEndsTheAssociation() {
        assertThat(peer.data(FIRST, BEGIN | END, 0, new byte[0])).isEqualTo(DropReason.SCTP_MALFORMED);

        assertThat(peer.takeOne(ChunkType.ABORT).u16(0)).isEqualTo(ErrorCause.NO_USER_DATA);
        assertThat(peer.endings).hasSize(1);
    }

    @Test
    void aMessageOverTheLimitEndsTheAssociation() {
        int tsn = FIRST;
        DropReason drop = peer.data(tsn, BEGIN, 0, new byte[1_000]);
        while (drop == null) {
            drop = peer.data(++tsn, 0, 0, new byte[1_000]);
        }

        assertThat(drop).isEqualTo(DropReason.SCTP_OVERFLOW);
        assertThat(tsn - FIRST).isEqualTo(SctpAssociation.MAX_MESSAGE_BYTES / 1_000);
        assertThat(peer.take().getLast().type()).isEqualTo(ChunkType.ABORT);
        assertThat(peer.endings).containsExactly("the peer sent an SCTP message of more than 131072 bytes");
    }
}
