/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forwarding, switching, refusing and repairing video of every kind takes no memory per packet. */
class VideoAllocationTest {
    private static final long MS = 1_000_000;
    private static final int ENCODINGS = 3;
    private static final int PICTURES = 400;
    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 10;

    private final PacketArena arena = new PacketArena(16_384);
    private final byte[] out = new byte[PacketBuffer.CAPACITY];
    private final List<PacketHistory> histories =
            List.of(new PacketHistory(), new PacketHistory(), new PacketHistory());
    private final OutgoingStream stream = new OutgoingStream(0x7777, 0x7778, null, new Downlink(), new Random(1));
    private final VideoForwarder forwarder = new VideoForwarder(
            histories,
            PayloadTypeMap.of(VideoMode.media(), VideoMode.media()),
            ExtensionMap.of(VideoMode.media(), VideoMode.media()));
    private final List<PacketBuffer> packets = new ArrayList<>();
    private final List<VideoPacket> marks = new ArrayList<>();
    private final List<Integer> encodings = new ArrayList<>();
    private final int[] counts = new int[ENCODINGS];
    private long now;
    private int written;

    @ParameterizedTest
    @EnumSource(VideoMode.class)
    void nothingIsAllocatedPerPacket(final VideoMode mode) {
        encode(mode);
        forwarder.attach(stream);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            round(mode);
        }
        written = 0;
        final long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            round(mode);
        }
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(written).isGreaterThan(ROUNDS * PICTURES / 4);
        // The measurement itself takes a few bytes; one byte in four packets would already be too much.
        assertThat(allocated).isLessThan(written / 4);
        histories.forEach(PacketHistory::clear);
    }

    /** The same packets again and again, with sequence numbers that go on. */
    private void round(final VideoMode mode) {
        for (int e = 0; e < ENCODINGS; e++) {
            histories.get(e).clear();
        }
        forwarder.attach(stream);
        for (int i = 0; i < packets.size(); i++) {
            now += MS;
            if (i % 50 == 0) {
                final int step = i / 50;
                forwarder.target(LayerId.of(step % mode.encodings, step % mode.spatialLayers, step % 3), now);
            }
            final PacketBuffer packet = packets.get(i);
            final int sequence = RtpHeader.sequence(packet.bytes(), packet.offset());
            RtpHeader.sequence(packet.bytes(), packet.offset(), sequence + counts[encodings.get(i)]);
            histories.get(encodings.get(i)).add(packet);
            final int length = forwarder.write(encodings.get(i), marks.get(i), packets.get(i), now, out, 0);
            written += length > 0 ? 1 : 0;
            if (i % 7 == 0) {
                stream.probe(1200, now, out, 0);
                stream.padding(200, now, out, 0);
                stream.retransmit(stream.numbers().nextSequence(0) - 5 & 0xffff, now, out, 0);
            }
        }
    }

    private void encode(final VideoMode mode) {
        final Random random = new Random(1);
        final List<VideoPacketReader> readers = new ArrayList<>();
        final List<SimulatedEncoding> senders = new ArrayList<>();
        for (int e = 0; e < ENCODINGS; e++) {
            readers.add(new VideoPacketReader());
            senders.add(new SimulatedEncoding(0, e, mode, 50, random));
        }
        for (int picture = 0; picture < PICTURES; picture++) {
            for (int e = 0; e < mode.encodings; e++) {
                senders.get(e).keyWanted |= picture % 40 == 10 * e;
                for (final SentPacket sent : senders.get(e).picture(picture * 33L)) {
                    final PacketBuffer packet = sent.build(arena, false, 0, 0);
                    final VideoPacket mark = new VideoPacket();
                    counts[e]++;
                    assertThat(readers.get(e)
                                    .read(
                                            packet.bytes(),
                                            packet.offset(),
                                            packet.length(),
                                            mode.codec,
                                            VideoMode.DESCRIPTOR_ID,
                                            mark))
                            .isNull();
                    packets.add(packet);
                    marks.add(mark);
                    encodings.add(e);
                }
            }
        }
    }
}
