/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.junit.jupiter.api.Test;

/** One source with loss to five receivers, one of which loses packets too. */
class ForwardingAllocationTest {
    private static final int SSRC = 0x22222222;
    private static final int RTX_SSRC = 0x33333333;
    private static final int RECEIVERS = 5;
    private static final long PACKET_NANOS = 1_000_000;
    private static final int WARM_UP = 30_000;
    private static final int PACKETS = 100_000;

    private final PacketArena arena = new PacketArena(4096);
    private final SourceReceiver source =
            new SourceReceiver(SSRC, RTX_SSRC, ReceivedPayloadTypes.of(TestMedia.video()), new Counters());
    private final TransportArrivals arrivals = new TransportArrivals();
    private final AudioForwarder[] forwarders = new AudioForwarder[RECEIVERS];
    private final OutgoingStream stream;
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] out = new byte[PacketBuffer.CAPACITY];
    private final byte[] template;
    private long forwarded;

    ForwardingAllocationTest() {
        for (int i = 0; i < RECEIVERS; i++) {
            forwarders[i] = new AudioForwarder(
                    PayloadTypeMap.of(TestMedia.video(), TestMedia.video()),
                    ExtensionMap.of(TestMedia.video(), TestMedia.video()),
                    source.history());
            forwarders[i].attach(new OutgoingStream(SSRC, RTX_SSRC, null, new Downlink(), new Random(1)));
        }
        stream = Objects.requireNonNull(forwarders[0].stream());
        final PacketBuffer packet = new TestPacket(arena)
                .ssrc(SSRC)
                .extension(5, (byte) 0, (byte) 0)
                .extension(11, new byte[3])
                .payload(new byte[1000])
                .build(0);
        template = Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
        packet.release();
    }

    @Test
    void forwardingAllocatesNothingPerPacket() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(0, WARM_UP);
        final long before = threads.getCurrentThreadAllocatedBytes();
        run(WARM_UP, WARM_UP + PACKETS);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(forwarded).isGreaterThan((long) PACKETS * RECEIVERS * 9 / 10);
        // The measurement itself takes a few bytes; one byte in ten packets would already be too much.
        assertThat(allocated).isLessThan(PACKETS / 10);
        source.close();
        assertThat(arena.inUse()).isZero();
    }

    private void run(final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long now = i * PACKET_NANOS;
            if (i % 20 != 0) {
                receive(i, now);
            }
            if (i % 5 == 0) {
                tick(i, now);
            }
        }
    }

    private void receive(final int index, final long now) {
        final PacketBuffer packet = arena.acquire();
        if (packet == null) {
            throw new AssertionError("packets are not released");
        }
        System.arraycopy(template, 0, packet.bytes(), packet.offset(), template.length);
        packet.length(template.length);
        packet.arrivalNanos(now);
        RtpHeader.sequence(packet.bytes(), packet.offset(), index & 0xffff);
        RtpHeader.timestamp(packet.bytes(), packet.offset(), index / 30 * 3000);
        arrivals.onPacket(index & 0xffff, SSRC, index % 30 == 0, now);
        if (source.onPacket(packet, now) == null) {
            for (int r = 0; r < RECEIVERS; r++) {
                forwarded += forwarders[r].writeHeader(packet, now, out, 0) > 0 ? 1 : 0;
            }
        }
        packet.release();
    }

    private void tick(final int index, final long now) {
        source.onTick(now);
        writer.begin(out, 0, 1200);
        source.writeFeedback(writer, 1, false, now);
        arrivals.writeFeedback(writer, 1, now);
        source.writeReport(writer, 1, now);
        stream.retransmit((index - 3) & 0xffff, now, out, 0);
    }
}
