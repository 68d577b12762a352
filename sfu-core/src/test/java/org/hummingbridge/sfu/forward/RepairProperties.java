/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/**
 * A browser sends video over a bad link to the bridge, which forwards it over another bad link to a browser: NACKs and
 * retransmissions of both legs in simulated time. The bridge's receiving side stands in for the receiving browser.
 */
class RepairProperties {
    private static final int SSRC = 0x22222222;
    private static final int RTX_SSRC = 0x33333333;
    private static final long MS = 1_000_000;
    private static final long RTT_NANOS = 50 * MS;
    private static final int PACKETS = 4000;
    private static final int PER_TICK = 2;
    private static final long TICK_NANOS = 5 * MS;
    private static final int PAYLOAD_BYTES = 1000;

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void moreThanNinetyNinePercentArriveOverTwoLinksThatLoseATenthBothWays(@ForAll final long seed) {
        final Simulation simulation = new Simulation(seed, 0.1, 0, 3 * MS);

        simulation.run();

        final double arrived = simulation.arrived.cardinality() / (double) PACKETS;
        assertThat(arrived).isGreaterThan(0.99);
        // A tenth is lost, and a tenth of the repairs: little is sent that was not needed.
        assertThat(simulation.retransmittedBytes).isLessThan((long) PACKETS * PAYLOAD_BYTES * 15 / 100);
        assertThat(simulation.arena.inUse()).isZero();
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void overGoodLinksEverythingArrivesAndNothingIsSentTwice(@ForAll final long seed) {
        final Simulation simulation = new Simulation(seed, 0, 20, 0);

        simulation.run();

        assertThat(simulation.arrived.cardinality()).isEqualTo(PACKETS - simulation.paddings);
        assertThat(simulation.retransmittedBytes).isZero();
        assertThat(simulation.arena.inUse()).isZero();
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void lostPaddingOfTheSenderDoesNotKeepTheReceiverWaiting(@ForAll final long seed) {
        final Simulation simulation = new Simulation(seed, 0.1, 20, 3 * MS);

        simulation.run();

        final int media = PACKETS - simulation.paddings;
        assertThat(simulation.arrived.cardinality() / (double) media).isGreaterThan(0.99);
        // What the receiver never got is media that was lost for good or padding that nobody has any more.
        assertThat(simulation.receiverGaps()).isLessThan(PACKETS / 100);
        assertThat(simulation.arena.inUse()).isZero();
    }

    private static final class Simulation {
        private final Random random;
        private final int firstSequence;
        private final int paddingPercent;
        private final DelayedLink up;
        private final DelayedLink upFeedback;
        private final DelayedLink down;
        private final DelayedLink downFeedback;

        private final PacketArena arena = new PacketArena(8192);
        private final TestPacket packets = new TestPacket(arena).ssrc(SSRC);
        private final ReceivedPayloadTypes types = ReceivedPayloadTypes.of(TestMedia.video());
        private final SourceReceiver bridge = new SourceReceiver(SSRC, RTX_SSRC, types, new Counters());
        private final SourceReceiver browser = new SourceReceiver(SSRC, RTX_SSRC, types, new Counters());
        private final Downlink downlink = new Downlink();
        private final AudioForwarder forwarder = new AudioForwarder(
                PayloadTypeMap.of(TestMedia.video(), TestMedia.video()),
                ExtensionMap.of(TestMedia.video(), TestMedia.video()),
                bridge.history());
        private final OutgoingStream stream;
        private final RtcpWriter writer = new RtcpWriter();
        private final RtcpReader reader = new RtcpReader();
        private final Nack nack = new Nack();
        private final byte[] out = new byte[PacketBuffer.CAPACITY];

        private final BitSet arrived = new BitSet(PACKETS);
        private final BitSet padding = new BitSet(PACKETS);
        private final BitSet received = new BitSet();
        private int paddings;
        private int senderRtxSequence;
        private long retransmittedBytes;
        private long now;

        Simulation(final long seed, final double loss, final int paddingPercent, final long jitterNanos) {
            this.random = new Random(seed);
            this.firstSequence = random.nextInt(65_536);
            this.paddingPercent = paddingPercent;
            this.up = new DelayedLink(random, loss, RTT_NANOS / 2, jitterNanos);
            this.upFeedback = new DelayedLink(random, loss, RTT_NANOS / 2, jitterNanos);
            this.down = new DelayedLink(random, loss, RTT_NANOS / 2, jitterNanos);
            this.downFeedback = new DelayedLink(random, loss, RTT_NANOS / 2, jitterNanos);
            this.stream = new OutgoingStream(SSRC, RTX_SSRC, null, downlink, random);
            forwarder.attach(stream);
            bridge.rttNanos(RTT_NANOS);
            browser.rttNanos(RTT_NANOS);
            downlink.roundTripTime().update(0, 0, RTT_NANOS);
        }

        void run() {
            int sent = 0;
            for (now = 0; sent < PACKETS || now < PACKETS / PER_TICK * TICK_NANOS + 3_000 * MS; now += TICK_NANOS) {
                for (int i = 0; i < PER_TICK && sent < PACKETS; i++) {
                    if (random.nextInt(100) < paddingPercent) {
                        padding.set(sent);
                        paddings++;
                    }
                    sendMedia(sent++);
                }
                up.deliver(now, this::atBridge);
                feedback(bridge, upFeedback);
                upFeedback.deliver(now, this::atSender);
                down.deliver(now, this::atBrowser);
                feedback(browser, downFeedback);
                downFeedback.deliver(now, this::nackAtBridge);
            }
            bridge.close();
            browser.close();
        }

        private void sendMedia(final int index) {
            transmit(original(index).build(now), up);
        }

        private TestPacket original(final int index) {
            packets.sequence(firstSequence + index).timestamp(index / 10 * 3000);
            if (padding.get(index)) {
                return packets.payload().padding(200);
            }
            final byte[] payload = new byte[PAYLOAD_BYTES];
            BigEndian.put32(payload, 0, index);
            return packets.payload(payload).padding(0);
        }

        private void atSender(final byte[] rtcp) {
            forEachNack(rtcp, sequence -> {
                final int index = (sequence - firstSequence) & 0xffff;
                transmit(original(index).buildRtx(RTX_SSRC, TestMedia.VP8_RTX, senderRtxSequence++, now), up);
            });
        }

        private void atBridge(final byte[] bytes) {
            final PacketBuffer plain = arrive(bytes);
            if (bridge.onPacket(plain, now) == null) {
                final int header = forwarder.writeHeader(plain, now, out, 0);
                if (header > 0) {
                    final int payloadLength = OutgoingStream.payloadLength(plain);
                    System.arraycopy(plain.bytes(), plain.end() - payloadLength, out, header, payloadLength);
                    down.send(out, 0, header + payloadLength, now);
                }
            }
            plain.release();
        }

        private void nackAtBridge(final byte[] rtcp) {
            forEachNack(rtcp, sequence -> {
                final int length = stream.retransmit(sequence, now, out, 0);
                if (length > 0) {
                    retransmittedBytes += length;
                    down.send(out, 0, length, now);
                }
            });
        }

        private void atBrowser(final byte[] bytes) {
            final PacketBuffer packet = arrive(bytes);
            if (browser.onPacket(packet, now) == null) {
                received.set(RtpHeader.sequence(packet.bytes(), packet.offset()));
                if (OutgoingStream.payloadLength(packet) > 0) {
                    final int index = BigEndian.int32(packet.bytes(), packet.end() - PAYLOAD_BYTES);
                    assertThat(arrived.get(index)).isFalse();
                    arrived.set(index);
                }
            }
            packet.release();
        }

        /** Numbers between the receiver's first and last that never came. */
        int receiverGaps() {
            // Starting in the lower half, 4,000 packets do not wrap.
            final int first = received.nextSetBit(0);
            return received.length() - first - received.cardinality();
        }

        private void feedback(final SourceReceiver receiver, final DelayedLink link) {
            receiver.onTick(now);
            boolean done;
            do {
                writer.begin(out, 0, 1200);
                done = receiver.writeFeedback(writer, 1, false, now);
                if (!writer.isEmpty()) {
                    link.send(out, 0, writer.length(), now);
                }
            } while (!done);
        }

        private void forEachNack(final byte[] rtcp, final IntConsumer action) {
            reader.start(rtcp, 0, rtcp.length);
            while (reader.next()) {
                if (nack.read(reader)) {
                    while (nack.next()) {
                        action.accept(nack.sequence());
                    }
                }
            }
        }

        private PacketBuffer arrive(final byte[] bytes) {
            final PacketBuffer packet = Objects.requireNonNull(arena.acquire());
            System.arraycopy(bytes, 0, packet.bytes(), packet.offset(), bytes.length);
            packet.length(bytes.length);
            packet.arrivalNanos(now);
            return packet;
        }

        private void transmit(final PacketBuffer packet, final DelayedLink link) {
            link.send(packet.bytes(), packet.offset(), packet.length(), now);
            packet.release();
        }
    }
}
