/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;

/** How our messages go out, and out again (RFC 9260 §6.1, §6.3, §6.9, §7). */
class SctpSendTest {
    private static final int FULL = 1_104;
    private static final Duration INITIAL_TIMEOUT = Duration.ofNanos(RetransmissionTimeout.INITIAL_NANOS);

    private final ScriptedPeer peer = ScriptedPeer.established();

    private int tsn(final int offset) {
        return peer.theirTsn + offset;
    }

    private void sack(final int offset, final int... blocks) {
        assertThat(peer.sack(tsn(offset), ScriptedPeer.WINDOW_BYTES, blocks)).isNull();
    }

    @Test
    void aLongMessageIsCutIntoFullPackets() {
        peer.send(new byte[2 * FULL + 10]);

        final List<Chunk> chunks = peer.take();
        assertThat(chunks).extracting(Chunk::flags).containsExactly(2, 0, 1);
        assertThat(chunks).extracting(chunk -> chunk.value().length - 12).containsExactly(FULL, FULL, 10);
        assertThat(chunks).extracting(chunk -> chunk.u32(0) - peer.theirTsn).containsExactly(0, 1, 2);
        assertThat(chunks).extracting(chunk -> chunk.u16(6)).containsOnly(0);
    }

    @Test
    void messagesOfAStreamAreNumbered() {
        peer.send(new byte[1]);
        peer.send(new byte[1]);
        peer.association.send(8, 51, new byte[1], Long.MAX_VALUE - 1_000_000);

        assertThat(peer.take())
                .extracting(chunk -> List.of(chunk.u16(4), chunk.u16(6)))
                .containsExactly(List.of(0, 0), List.of(0, 1), List.of(8, 0));
    }

    @Test
    void aBurstIsFourPacketsAndTheWindowTen() {
        peer.send(new byte[50 * FULL]);
        assertThat(peer.takeSentTsns()).containsExactly(0, 1, 2, 3);

        peer.advance(Duration.ofMillis(1));
        assertThat(peer.takeSentTsns()).containsExactly(4, 5, 6, 7);
        peer.advance(Duration.ofMillis(1));

        assertThat(peer.takeSentTsns()).containsExactly(8, 9);
        peer.advance(Duration.ofMillis(1));
        assertThat(peer.take()).isEmpty();
    }

    @Test
    void theNextBurstDoesNotWaitForAnAcknowledgement() {
        peer.send(new byte[8 * FULL]);

        assertThat(peer.untilDeadline()).isEqualTo(Duration.ofMillis(10));
        peer.advance(Duration.ofMillis(10));
        assertThat(peer.takeSentTsns()).hasSize(8);
        assertThat(peer.untilDeadline()).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void slowStartLetsOutTwoForEachThatArrives() {
        peer.send(new byte[50 * FULL]);
        peer.advance(Duration.ofMillis(1));
        peer.advance(Duration.ofMillis(1));
        peer.take();

        sack(0);

        assertThat(peer.takeSentTsns()).containsExactly(10, 11);
    }

    @Test
    void thePeersWindowIsKept() {
        peer.send(new byte[50 * FULL]);
        peer.take();

        peer.sack(tsn(3), 2 * FULL);

        assertThat(peer.takeSentTsns()).containsExactly(4);
    }

    @Test
    void aClosedWindowIsProbedWithOnePacketAtATime() {
        peer.send(new byte[20 * FULL]);
        peer.take();

        peer.sack(tsn(3), 0);
        assertThat(peer.takeSentTsns()).containsExactly(4);
        peer.advance(Duration.ofSeconds(5));
        assertThat(peer.takeSentTsns()).hasSizeGreaterThan(2).containsOnly(4);

        peer.sack(tsn(4), ScriptedPeer.WINDOW_BYTES);
        assertThat(peer.takeSentTsns()).startsWith(5);
    }

    @Test
    void whatIsNotAcknowledgedGoesOutAgainEverLessOftenUpToThreeSeconds() {
        peer.send(new byte[1]);
        peer.take();

        peer.advance(INITIAL_TIMEOUT.minusMillis(1));
        assertThat(peer.take()).isEmpty();
        peer.advance(Duration.ofMillis(1));
        assertThat(peer.takeSentTsns()).containsExactly(0);
        peer.advance(INITIAL_TIMEOUT.multipliedBy(2));
        assertThat(peer.takeSentTsns()).containsExactly(0);
        peer.advance(INITIAL_TIMEOUT.multipliedBy(4));
        assertThat(peer.takeSentTsns()).containsExactly(0);

        peer.advance(Duration.ofSeconds(30));
        assertThat(peer.takeSentTsns()).hasSize(10);
    }

    @Test
    void aTimeoutShrinksTheWindowToOnePacket() {
        peer.send(new byte[8 * FULL]);
        peer.advance(Duration.ofMillis(1));
        peer.take();

        peer.advance(INITIAL_TIMEOUT);
        assertThat(peer.takeSentTsns()).containsExactly(0);

        sack(0);
        assertThat(peer.takeSentTsns()).containsExactly(1, 2);
    }

    @Test
    void theTimeoutFollowsTheRoundTrips() {
        peer.send(new byte[1]);
        peer.advance(Duration.ofMillis(400));
        sack(0);
        peer.take();

        peer.send(new byte[1]);

        assertThat(peer.untilDeadline()).isEqualTo(Duration.ofMillis(400 + 4 * 200));
    }

    @Test
    void aRepeatedPacketTellsNothingAboutTheRoundTrip() {
        peer.send(new byte[1]);
        peer.advance(INITIAL_TIMEOUT.plusMillis(1));
        sack(0);
        peer.take();

        peer.send(new byte[1]);

        assertThat(peer.untilDeadline()).isEqualTo(INITIAL_TIMEOUT.multipliedBy(2));
    }

    @Test
    void whatIsOvertakenThreeTimesGoesOutAgainAtOnceAndOnlyOnce() {
        peer.send(new byte[8 * FULL]);
        peer.advance(Duration.ofMillis(1));
        peer.take();

        sack(0, 2, 2);
        sack(0, 2, 3);
        assertThat(peer.takeSentTsns()).isEmpty();
        sack(0, 2, 4);
        assertThat(peer.takeSentTsns()).containsExactly(1);

        sack(0, 2, 5);
        sack(0, 2, 6);
        sack(0, 2, 7);
        assertThat(peer.takeSentTsns()).isEmpty();
    }

    @Test
    void aLossHalvesTheWindow() {
        peer.send(new byte[100 * FULL]);
        assertThat(sendAllThatMayGo()).isEqualTo(10);
        sack(0, 2, 2);
        sack(0, 2, 3);
        sack(0, 2, 4);
        final int highest =
                peer.takeSentTsns().stream().mapToInt(Integer::intValue).max().orElseThrow() + sendAllThatMayGo();

        assertThat(peer.sack(tsn(highest), ScriptedPeer.WINDOW_BYTES)).isNull();

        assertThat(sendAllThatMayGo()).isEqualTo(5);
    }

    private int sendAllThatMayGo() {
        int sent = 0;
        for (int packets = peer.takeSentTsns().size();
                packets > 0;
                packets = peer.takeSentTsns().size()) {
            sent += packets;
            peer.advance(Duration.ofMillis(1));
        }
        return sent;
    }

    @Test
    void whatThePeerTakesBackIsOnItsWayAgain() {
        peer.send(new byte[3 * FULL]);
        peer.take();
        sack(0, 2, 2);

        sack(1);
        peer.advance(Duration.ofSeconds(2));

        assertThat(peer.takeSentTsns()).isNotEmpty().containsOnly(2);
    }

    @Test
    void anOlderAcknowledgementChangesNothing() {
        peer.send(new byte[4 * FULL]);
        peer.take();
        sack(2);

        sack(0);

        peer.advance(Duration.ofSeconds(3));
        assertThat(peer.takeSentTsns()).containsOnly(3);
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentIsDropped() {
        peer.send(new byte[4 * FULL]);
        peer.take();

        assertThat(peer.sack(tsn(4), 1)).isEqualTo(DropReason.SCTP_MALFORMED);
        assertThat(peer.sack(tsn(0), 1, 2, 4)).isEqualTo(DropReason.SCTP_MALFORMED);
        assertThat(peer.sack(tsn(0x7fff_fff0), 1)).isEqualTo(DropReason.SCTP_MALFORMED);

        peer.advance(INITIAL_TIMEOUT);
        assertThat(peer.takeSentTsns()).containsExactly(0);
    }

    @Test
    void gapBlocksOutOfOrderAreMalformed() {
        peer.send(new byte[8 * FULL]);
        peer.take();

        assertThat(peer.sack(tsn(-1), 9, 3, 2)).isEqualTo(DropReason.SCTP_MALFORMED);
        assertThat(peer.sack(tsn(-1), 9, 3, 3, 2, 2)).isEqualTo(DropReason.SCTP_MALFORMED);
        assertThat(peer.sack(tsn(-1), 9, 0, 1)).isEqualTo(DropReason.SCTP_MALFORMED);
    }

    @Test
    void theQueueIsBoundedAndOpensAsThePeerAcknowledges() {
        int queued = 0;
        while (peer.send(new byte[100_000])) {
            queued++;
        }
        assertThat(queued).isEqualTo(SendQueue.MAX_BYTES / 100_000);

        int sent = 0;
        while (sent < Math.ceilDiv(100_000, FULL)) {
            sack(sent - 1);
            sent += peer.takeSentTsns().size();
        }
        sack(sent - 1);

        assertThat(peer.send(new byte[100_000])).isTrue();
    }

    @Test
    void smallMessagesAreBoundedInNumber() {
        int queued = 0;
        while (peer.send(new byte[1])) {
            queued++;
        }

        assertThat(queued).isEqualTo(SendQueue.MAX_BYTES / (1 + SendQueue.ITEM_OVERHEAD_BYTES));
    }

    @Test
    void messagesThatCannotBeSentAreRefused() {
        assertThat(peer.send(new byte[0])).isFalse();
        assertThat(peer.send(new byte[SctpAssociation.MAX_MESSAGE_BYTES + 1])).isFalse();
        assertThat(peer.association.send(1024, 51, new byte[1], 0))
                .as("the peer takes 1024 streams")
                .isFalse();
        assertThat(peer.send(new byte[SctpAssociation.MAX_MESSAGE_BYTES])).isTrue();
    }

    @Test
    void atMostSixtyFourStreamsAreUsed() {
        for (int stream = 0; stream < SendQueue.MAX_STREAMS; stream++) {
            assertThat(peer.association.send(stream, 51, new byte[1], 0)).isTrue();
        }

        assertThat(peer.association.send(SendQueue.MAX_STREAMS, 51, new byte[1], 0))
                .isFalse();
        assertThat(peer.association.send(3, 51, new byte[1], 0)).isTrue();
    }
}
