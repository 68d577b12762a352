/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;

/** Streams are reset (RFC 6525). */
class SctpResetTest {
    private static final int FIRST = ScriptedPeer.INITIAL_TSN;

    private final ScriptedPeer peer = ScriptedPeer.established();

    /** Result in the one response that was sent. */
    private int result() {
        final Chunk chunk = peer.takeOne(ChunkType.RE_CONFIG);
        assertThat(chunk.u16(0)).isEqualTo(ParameterType.RECONFIG_RESPONSE);
        return chunk.u32(8);
    }

    private void respond(final int number, final int result) {
        peer.give(packet -> {
            packet.chunk(ChunkType.RE_CONFIG, 0, 12);
            packet.parameter(ParameterType.RECONFIG_RESPONSE)
                    .u32(number)
                    .u32(result)
                    .endParameter();
        });
    }

    @Test
    void thePeerMayResetStreams() {
        assertThat(peer.resetRequest(FIRST, FIRST - 1, 0, 7)).isNull();

        assertThat(result()).isEqualTo(ResetResult.PERFORMED);
        assertThat(peer.resets).containsExactly(0, 7);
    }

    @Test
    void noListMeansAllStreams() {
        peer.resetRequest(FIRST, FIRST - 1);

        assertThat(peer.resets).containsExactly(SctpListener.ALL_STREAMS);
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswerAndIsNotPerformedAgain() {
        peer.resetRequest(FIRST, FIRST - 1, 0);
        peer.take();

        peer.resetRequest(FIRST, FIRST - 1, 0);

        assertThat(result()).isEqualTo(ResetResult.PERFORMED);
        assertThat(peer.resets).containsExactly(0);
    }

    @Test
    void aRequestThatOvertookItsDataIsPerformedWhenItIsRepeated() {
        peer.resetRequest(FIRST, FIRST, 0);
        assertThat(result()).isEqualTo(ResetResult.IN_PROGRESS);
        assertThat(peer.resets).isEmpty();
        peer.data(FIRST, "last");

        peer.resetRequest(FIRST, FIRST, 0);

        assertThat(peer.take().getLast().u32(8)).isEqualTo(ResetResult.PERFORMED);
        assertThat(peer.resets).containsExactly(0);
    }

    @Test
    void aRequestThatOvertookItsDataMayAlsoBeRenewed() {
        peer.resetRequest(FIRST, FIRST, 0);
        peer.data(FIRST, "last");
        peer.take();

        peer.resetRequest(FIRST + 1, FIRST, 0);

        assertThat(peer.take().getLast().u32(8)).isEqualTo(ResetResult.PERFORMED);
        assertThat(peer.resets).containsExactly(0);
    }

    @Test
    void aRequestOutOfTurnIsRefused() {
        assertThat(peer.resetRequest(FIRST + 1, FIRST - 1, 0)).isEqualTo(DropReason.SCTP_UNEXPECTED);

        assertThat(result()).isEqualTo(ResetResult.BAD_SEQUENCE_NUMBER);
        assertThat(peer.resets).isEmpty();
    }

    @Test
    void furtherStreamsAreDenied() {
        peer.give(packet -> {
            packet.chunk(ChunkType.RE_CONFIG, 0, 12);
            packet.parameter(17).u32(FIRST).u16(5).u16(0).endParameter();
        });

        assertThat(result()).isEqualTo(ResetResult.DENIED);
    }

    @Test
    void thePeerMayAskUsToResetStreamsThatWeHaveSentOn() {
        peer.send(new byte[1]);
        peer.sack(peer.theirTsn, ScriptedPeer.WINDOW_BYTES);
        peer.take();

        peer.give(packet -> {
            packet.chunk(ChunkType.RE_CONFIG, 0, 12);
            packet.parameter(ParameterType.INCOMING_RESET)
                    .u32(FIRST)
                    .u16(0)
                    .u16(9)
                    .endParameter();
        });

        assertThat(peer.take())
                .extracting(chunk -> chunk.u16(0))
                .containsExactly(ParameterType.RECONFIG_RESPONSE, ParameterType.OUTGOING_RESET);
    }

    @Test
    void aStreamIsResetWhenEverythingHasArrivedAndNothingOvertakesTheReset() {
        peer.send(new byte[1]);
        peer.resetStream(0);
        peer.send(new byte[2]);
        assertThat(peer.takeSentTsns()).containsExactly(0);

        peer.sack(peer.theirTsn, ScriptedPeer.WINDOW_BYTES);

        final Chunk request = peer.takeOne(ChunkType.RE_CONFIG);
        assertThat(HexFormat.of().formatHex(request.value()))
                .isEqualTo("000d0012%08x%08x%08x0000".formatted(peer.theirTsn, FIRST - 1, peer.theirTsn));
        respond(peer.theirTsn, ResetResult.PERFORMED);
        assertThat(peer.takeOne(ChunkType.DATA))
                .as("begins with stream sequence number 0 again")
                .satisfies(chunk -> assertThat(chunk.u16(6)).isZero());
    }

    @Test
    void ourRequestIsRepeatedUntilItIsAnswered() {
        peer.send(new byte[1]);
        peer.resetStream(0);
        peer.sack(peer.theirTsn, ScriptedPeer.WINDOW_BYTES);
        final byte[] request = peer.takePackets().getLast();

        peer.advance(Duration.ofMillis(1_500));
        assertThat(peer.takePackets()).hasSize(2).containsOnly(request);
        respond(peer.theirTsn, ResetResult.IN_PROGRESS);
        peer.advance(Duration.ofSeconds(3));
        assertThat(peer.takePackets()).isNotEmpty().containsOnly(request);
        respond(peer.theirTsn, ResetResult.PERFORMED);

        peer.advance(Duration.ofSeconds(20));
        assertThat(peer.take()).isEmpty();
    }

    @Test
    void aPeerThatNeverAnswersDoesNotHoldUsUpForEver() {
        peer.send(new byte[1]);
        peer.resetStream(0);
        peer.take();
        peer.sack(peer.theirTsn, ScriptedPeer.WINDOW_BYTES);
        peer.send(new byte[2]);

        peer.advance(Duration.ofSeconds(25));

        assertThat(peer.takeTypes())
                .containsOnlyOnce(ChunkType.DATA)
                .filteredOn(type -> type == ChunkType.RE_CONFIG)
                .hasSize(OwnResets.MAX_ATTEMPTS);
    }

    @Test
    void anAnswerThatNobodyAskedForChangesNothing() {
        respond(peer.theirTsn, ResetResult.PERFORMED);
        peer.send(new byte[1]);
        peer.resetStream(0);
        peer.sack(peer.theirTsn, ScriptedPeer.WINDOW_BYTES);

        assertThat(peer.take().getLast().u32(4)).isEqualTo(peer.theirTsn);
    }
}
