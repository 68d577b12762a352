/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** A source as the network brings it, and what comes out for a receiver. */
class ForwardingProperties {
    private static final int SSRC = 0x22222222;
    private static final int RTX_SSRC = 0x33333333;
    private static final int PACKETS = 800;

    private final PacketArena arena = new PacketArena(2048);
    private final byte[] out = new byte[PacketBuffer.CAPACITY];

    @Property(tries = 150)
    void whateverTheNetworkDoesEachPacketGetsOneNumberInItsOrderAndOnlyLossLeavesGaps(
            @ForAll final long seed,
            @ForAll @IntRange(max = 65_535) final int first,
            @ForAll @IntRange(max = 30) final int lossPercent,
            @ForAll @IntRange(max = 40) final int reorder,
            @ForAll @IntRange(max = 40) final int paddingPercent) {
        final SourceReceiver source = source();
        final AudioForwarder forwarder = forwarder();
        final Random random = new Random(seed);
        final TreeMap<Integer, Integer> numbers = new TreeMap<>();
        final List<Arrival> arrivals = arrivals(random, lossPercent, reorder);
        final boolean[] padding = new boolean[PACKETS];
        for (int i = 0; i < PACKETS; i++) {
            padding[i] = random.nextInt(100) < paddingPercent;
        }

        for (final Arrival arrival : arrivals) {
            final PacketBuffer plain = packet(first, arrival, padding[arrival.index]);
            if (source.onPacket(plain, arrival.index) == null) {
                final int header = forwarder.writeHeader(plain, arrival.index, out, 0);
                if (header > 0) {
                    assertThat(numbers.put(arrival.index, RtpHeader.sequence(out, 0)))
                            .isNull();
                }
            }
            plain.release();
        }
        source.close();

        assertThat(arena.inUse()).isZero();
        // Starting in the lower half, the receiver's numbers do not wrap.
        assertThat(List.copyOf(numbers.values())).isSorted().doesNotHaveDuplicates();
        final int firstIndex = arrivals.getFirst().index;
        final long neverCame = numbers.isEmpty() ? 0 : lostBetween(arrivals, firstIndex, numbers.lastKey());
        final int span = numbers.isEmpty() ? 0 : numbers.lastEntry().getValue() - ((first + firstIndex) & 0x7fff) + 1;
        assertThat(span).isEqualTo(numbers.size() + neverCame);
    }

    @Property(tries = 1000)
    void anyBytesGiveAVerdict(@ForAll @Size(max = 300) final byte[] bytes, @ForAll final boolean onRtx) {
        final SourceReceiver source = source();
        final AudioForwarder forwarder = forwarder();
        final PacketBuffer packet = arena.acquire();
        System.arraycopy(bytes, 0, packet.bytes(), packet.offset(), bytes.length);
        packet.length(bytes.length);
        if (bytes.length > RtpHeader.FIXED_BYTES) {
            // Far enough to be taken for a packet of ours; the rest stays arbitrary.
            packet.bytes()[packet.offset()] = (byte) (0x80 | (bytes[0] & 0x3f));
            RtpHeader.ssrc(packet.bytes(), packet.offset(), onRtx ? RTX_SSRC : SSRC);
            RtpHeader.payloadType(packet.bytes(), packet.offset(), onRtx ? TestMedia.VP8_RTX : TestMedia.VP8);
        }
        if (source.onPacket(packet, 0) == null) {
            final int payloadLength = OutgoingStream.payloadLength(packet);
            final int header = forwarder.writeHeader(packet, 0, out, 0);
            if (header >= 0) {
                assertThat(RtpHeader.isValid(out, 0, header)).isTrue();
                assertThat(RtpHeader.hasPadding(out, 0)).isFalse();
                assertThat(header + payloadLength).isLessThanOrEqualTo(bytes.length + 200);
            }
        }
        packet.release();
        source.close();
        assertThat(arena.inUse()).isZero();
    }

    private static SourceReceiver source() {
        return new SourceReceiver(SSRC, RTX_SSRC, ReceivedPayloadTypes.of(TestMedia.video()), new Counters());
    }

    private static AudioForwarder forwarder() {
        final AudioForwarder forwarder = new AudioForwarder(
                PayloadTypeMap.of(TestMedia.video(), TestMedia.video()),
                ExtensionMap.of(TestMedia.video(), TestMedia.video()),
                new PacketHistory());
        forwarder.attach(new OutgoingStream(SSRC, null, null, new Downlink(), new Random(1)));
        return forwarder;
    }

    private PacketBuffer packet(final int first, final Arrival arrival, final boolean padding) {
        final TestPacket packet = new TestPacket(arena).ssrc(SSRC).sequence(first + arrival.index);
        if (padding) {
            packet.payload();
        } else {
            final byte[] payload = new byte[8];
            BigEndian.put32(payload, 0, arrival.index);
            packet.payload(payload);
        }
        if (arrival.retransmission) {
            return packet.buildRtx(RTX_SSRC, TestMedia.VP8_RTX, arrival.index, arrival.index);
        }
        return packet.padding(padding ? 100 : 0).build(arrival.index);
    }

    /** Lost, reordered, doubled by retransmission in either order. */
    private static List<Arrival> arrivals(final Random random, final int lossPercent, final int reorder) {
        final TreeMap<Double, Arrival> order = new TreeMap<>();
        for (int i = 0; i < PACKETS; i++) {
            if (random.nextInt(100) >= lossPercent) {
                order.put(i + random.nextDouble() * reorder, new Arrival(i, false));
            }
            if (random.nextInt(100) < lossPercent) {
                order.put(i + random.nextDouble() * 2 * reorder, new Arrival(i, true));
            }
        }
        return new ArrayList<>(order.values());
    }

    private static long lostBetween(final List<Arrival> arrivals, final int from, final int to) {
        final long came = arrivals.stream()
                .mapToInt(Arrival::index)
                .filter(i -> i >= from && i <= to)
                .distinct()
                .count();
        return to - from + 1 - came;
    }

    private record Arrival(int index, boolean retransmission) {}
}
