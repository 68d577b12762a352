/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.datagram.DropReason;

class SctpAssociationProperties {
    private static final List<Integer> TYPES = List.of(
            ChunkType.DATA,
            ChunkType.INIT,
            ChunkType.INIT_ACK,
            ChunkType.SACK,
            ChunkType.HEARTBEAT,
            ChunkType.HEARTBEAT_ACK,
            ChunkType.SHUTDOWN,
            ChunkType.SHUTDOWN_ACK,
            ChunkType.ERROR,
            ChunkType.COOKIE_ECHO,
            ChunkType.COOKIE_ACK,
            ChunkType.SHUTDOWN_COMPLETE,
            ChunkType.RE_CONFIG,
            ChunkType.FORWARD_TSN,
            0x84,
            0x7f,
            0xff);

    /** A chunk whose first word is near the sequence numbers in use, so that it is not always refused at the first look. */
    private record Hostile(int type, int flags, int near, boolean nearOurs, byte[] rest) {}

    @Provide
    Arbitrary<Hostile> hostile() {
        return Combinators.combine(
                        Arbitraries.of(TYPES),
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(-2, 8),
                                Arbitraries.integers().between(-2_000, 2_000),
                                Arbitraries.integers()),
                        Arbitraries.of(true, false),
                        Arbitraries.oneOf(
                                Arbitraries.bytes()
                                        .array(byte[].class)
                                        .ofMinSize(8)
                                        .ofMaxSize(8),
                                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                                Arbitraries.integers().between(9, 1_000).map(size -> new byte[size])))
                .as(Hostile::new);
    }

    @Property
    void anyBytesAreDroppedWithAReason(@ForAll @Size(max = 400) final byte[] bytes) {
        final ScriptedPeer peer = ScriptedPeer.established();

        assertThat(peer.give(bytes)).isNotNull();

        assertThat(peer.take()).isEmpty();
        assertThat(peer.association.isEstablished()).isTrue();
    }

    @Property
    void anyBytesUnderARightHeaderAreTakenOrDropped(@ForAll @Size(max = 600) final byte[] chunks) {
        final ScriptedPeer peer = ScriptedPeer.established();
        final byte[] packet = new byte[PacketHeader.BYTES + chunks.length];
        System.arraycopy(chunks, 0, packet, PacketHeader.BYTES, chunks.length);
        Wire.u16(packet, 0, PacketHeader.PORT);
        Wire.u16(packet, 2, PacketHeader.PORT);
        Wire.u32(packet, PacketHeader.TAG_AT, peer.theirTag);
        Wire.u32(packet, PacketHeader.CHECKSUM_AT, new Checksum().of(packet, 0, packet.length));

        final DropReason drop = peer.give(packet);

        assertThat(chunks.length >= TlvCursor.HEADER_BYTES || drop == DropReason.SCTP_MALFORMED)
                .isTrue();
    }

    @Property(tries = 300)
    void whateverAPeerSendsWeHoldAndSendABoundedAmount(
            @ForAll("hostile") final Hostile first,
            @ForAll @Size(max = 80) final List<@net.jqwik.api.From("hostile") Hostile> others) {
        final ScriptedPeer peer = ScriptedPeer.established();
        peer.send(new byte[20_000]);
        peer.take();
        give(peer, first);
        peer.take();

        for (final Hostile hostile : others) {
            give(peer, hostile);
            assertThat(peer.takePackets().size())
                    .as("a burst, and a packet of control chunks before and behind it")
                    .isLessThanOrEqualTo(Sender.MAX_BURST_PACKETS + 2);
            peer.advance(Duration.ofMillis(20));
            peer.take();
        }

        assertThat(peer.endings).hasSizeLessThanOrEqualTo(1);
        assertThat(peer.untilDeadline()).isPositive();
    }

    private static void give(final ScriptedPeer peer, final Hostile hostile) {
        final int word = (hostile.nearOurs() ? peer.theirTsn : ScriptedPeer.INITIAL_TSN) + hostile.near();
        final int tag = hostile.type() == ChunkType.INIT ? 0 : peer.theirTag;
        peer.give(
                tag,
                packet -> packet.chunk(hostile.type(), hostile.flags(), 4 + hostile.rest().length)
                        .u32(word)
                        .bytes(hostile.rest(), 0, hostile.rest().length));
    }

    @Property(tries = 200)
    void whateverTheOrderMessagesAreDeliveredOnceAndInTheirOwn(
            @ForAll @Size(min = 1, max = 200) final List<@IntRange(max = 30) Integer> arrivals) {
        final ScriptedPeer peer = ScriptedPeer.established();

        arrivals.forEach(tsn -> peer.data(ScriptedPeer.INITIAL_TSN + tsn, "message " + tsn));

        int next = 0;
        while (arrivals.contains(next)) {
            assertThat(peer.texts()).element(next).isEqualTo("message " + next);
            next++;
        }
        assertThat(peer.texts()).hasSize(next);
    }
}
