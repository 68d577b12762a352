/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.SequenceNumber;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.jspecify.annotations.Nullable;

/**
 * Senders, a bad network, and a receiver whose wishes change at random, in simulated time. Keeps what was sent and what was shown
 * for {@link StrictDecoder}.
 */
final class VideoRun {
    private static final long MS = 1_000_000;
    private static final int TICK_MILLIS = 5;
    private static final int CAPTURE_TICKS = 7;
    private static final int REPORT_TICKS = 170;
    private static final int REQUEST_TICKS = 20;

    /** What may go wrong, in percent. */
    record Trouble(int loss, int reorder, int padding, boolean offAndOn, List<VideoMode> codecs, boolean remaps) {}

    private final Random random;
    private final Trouble trouble;
    private final PacketArena arena = new PacketArena(16_384);
    private final List<SimulatedSource> sources = new ArrayList<>();
    private final Downlink downlink = new Downlink();
    private final OutgoingStream stream;
    private final PriorityQueue<Arrival> network =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::millis).thenComparingLong(Arrival::order));
    private final VideoPacket mark = new VideoPacket();
    private final byte[] out = new byte[PacketBuffer.CAPACITY];
    final List<SentPacket> sent = new ArrayList<>();
    final List<ShownPacket> shown = new ArrayList<>();
    private final Map<Integer, ShownPacket> bySequence = new HashMap<>();
    private SimulatedSource watched;
    private int target = LayerId.SUSPENDED;
    private int step;
    private int epoch;
    private @Nullable SentPacket epochBegan;
    private long highest = -1;
    private int rtxSequence;
    private long order;
    private int lastRequestTick = -REQUEST_TICKS;
    private int askedTicks;
    private long now;
    private int tick;
    private boolean settled;
    int answers;
    int probes;
    int reports;
    int keyframes;

    private record Arrival(long millis, long order, SentPacket packet, boolean retransmission) {}

    VideoRun(final long seed, final VideoMode mode, final Trouble trouble) {
        this.random = new Random(seed);
        this.trouble = trouble;
        final int[] sync = {0, 30, 100};
        for (int i = 0; i < (trouble.remaps ? 2 : 1); i++) {
            sources.add(new SimulatedSource(i, mode, sync[random.nextInt(3)], random));
        }
        watched = sources.getFirst();
        stream = new OutgoingStream(0x7777, 0x7778, null, downlink, random);
        watched.forwarder.attach(stream);
    }

    /** Goes on to the given time, and takes in what is on the way at the end. */
    void run(final int millis) {
        for (; tick * TICK_MILLIS < millis; tick++) {
            now = (long) tick * TICK_MILLIS * MS;
            if (tick % CAPTURE_TICKS == 0 && tick * TICK_MILLIS < millis - 400) {
                if (!settled) {
                    change();
                }
                sources.forEach(this::capture);
            }
            deliver();
            request();
            report();
            askAgain();
            sources.forEach(source -> source.receivers.forEach(receiver -> receiver.onTick(now)));
        }
    }

    /** From now on this is wanted, and three seconds are given to get it. */
    void settle(final int wanted) {
        settled = true;
        target = wanted;
        watched.forwarder.target(wanted, now);
        run(tick * TICK_MILLIS + 3400);
    }

    /** Lets all packets go. */
    void close() {
        sources.forEach(source -> source.receivers.forEach(receiver -> receiver.close()));
        assertThat(arena.inUse()).isZero();
    }

    private void change() {
        if (random.nextInt(25) == 0 || target == LayerId.SUSPENDED && random.nextInt(5) == 0) {
            target = random.nextInt(6) == 0
                    ? LayerId.SUSPENDED
                    : LayerId.of(
                            random.nextInt(watched.mode.encodings),
                            random.nextInt(watched.mode.spatialLayers),
                            random.nextInt(3));
            watched.forwarder.target(target, now);
        }
        if (trouble.offAndOn && random.nextInt(40) == 0) {
            final SimulatedSource source = sources.get(random.nextInt(sources.size()));
            final SimulatedEncoding encoding = source.encodings.get(random.nextInt(SimulatedSource.ENCODINGS));
            encoding.active = !encoding.active;
            encoding.keyWanted = true;
            if (!encoding.active && random.nextBoolean()) {
                source.forwarder.encodingStopped(encoding.number);
            }
        }
        if (!trouble.codecs.isEmpty() && random.nextInt(60) == 0) {
            sources.get(random.nextInt(sources.size())).mode(trouble.codecs.get(random.nextInt(trouble.codecs.size())));
        }
        if (trouble.remaps && random.nextInt(40) == 0) {
            watched.forwarder.detach();
            watched = sources.get(1 - sources.indexOf(watched));
            watched.forwarder.attach(stream);
            watched.forwarder.target(target, now);
        }
    }

    private void capture(final SimulatedSource source) {
        for (final SimulatedEncoding encoding : source.encodings) {
            if (!source.sends(encoding)) {
                continue;
            }
            if (random.nextInt(300) == 0) {
                encoding.keyWanted = true;
            }
            final long millis = now / MS;
            for (final SentPacket packet : encoding.picture(millis)) {
                transmit(packet, millis);
            }
            while (random.nextInt(100) < trouble.padding) {
                transmit(encoding.padding(encoding.timestamp(millis)), millis);
            }
        }
    }

    private void transmit(final SentPacket packet, final long millis) {
        sent.add(packet);
        final long delay = random.nextInt(100) < trouble.reorder ? random.nextInt(50) : 0;
        if (random.nextInt(100) >= trouble.loss) {
            network.add(new Arrival(millis + delay, order++, packet, false));
        } else if (random.nextInt(100) < 60) {
            network.add(new Arrival(millis + 30 + random.nextInt(300), order++, packet, true));
        }
        if (random.nextInt(50) == 0) {
            network.add(new Arrival(millis + random.nextInt(100), order++, packet, true));
        }
    }

    private void deliver() {
        for (Arrival next = network.peek(); next != null && next.millis * MS <= now; next = network.peek()) {
            network.remove();
            receive(next);
        }
    }

    private void receive(final Arrival arrival) {
        final SentPacket packet = arrival.packet;
        final SimulatedSource source = sources.get(packet.encoding.source);
        final int encoding = packet.encoding.number;
        final PacketBuffer plain = packet.build(arena, arrival.retransmission, rtxSequence++, now);
        if (source.receivers.get(encoding).onPacket(plain, now) == null
                && source.readers
                                .get(encoding)
                                .read(
                                        plain.bytes(),
                                        plain.offset(),
                                        plain.length(),
                                        VideoMode.codecOf(packet.payloadType),
                                        VideoMode.DESCRIPTOR_ID,
                                        mark)
                        == null) {
            forward(source.forwarder, packet, plain);
        }
        plain.release();
    }

    private void forward(final VideoForwarder forwarder, final SentPacket packet, final PacketBuffer plain) {
        final byte[] before = Arrays.copyOfRange(plain.bytes(), plain.offset(), plain.end());
        final int currentBefore = forwarder.current();
        final int header = forwarder.write(packet.encoding.number, mark, plain, now, out, 0);
        final int currentAfter = forwarder.current();
        step++;
        assertThat(Arrays.copyOfRange(plain.bytes(), plain.offset(), plain.end()))
                .as("the shared packet")
                .isEqualTo(before);
        if (header > 0
                && mark.keyframe()
                && currentAfter != LayerId.SUSPENDED
                && (currentBefore == LayerId.SUSPENDED
                        || LayerId.encoding(currentBefore) != LayerId.encoding(currentAfter)
                        || changesNumbering(packet))) {
            // But where that is shown already, it goes on with its own key frame until the lower one's comes.
            assertThat(packet.encoding.number <= LayerId.encoding(target)
                            || (currentBefore != LayerId.SUSPENDED
                                    && LayerId.encoding(currentBefore) == packet.encoding.number))
                    .as("begun above what is wanted: %s", packet)
                    .isTrue();
            epoch++;
            epochBegan = packet;
        }
        packet.arrivedAt = step;
        // Nobody watches, or another encoding: the packet has no chance, whatever it is.
        packet.epoch = forwarder.stream() != null
                        && currentAfter != LayerId.SUSPENDED
                        && LayerId.encoding(currentAfter) == packet.encoding.number
                ? epoch
                : SentPacket.NEVER;
        if (header > 0) {
            show(forwarder, packet, plain, header);
        }
    }

    /** Whether the stream cannot go on as it has begun because the encoder does not. */
    private boolean changesNumbering(final SentPacket packet) {
        final SentFrame frame = packet.frame;
        final SentFrame first = epochBegan == null ? null : epochBegan.frame;
        return frame != null
                && first != null
                && (frame.mode.payloadType != first.mode.payloadType
                        || frame.mode.idBits != first.mode.idBits
                        || (frame.mode == VideoMode.VP9_FLEXIBLE) != (first.mode == VideoMode.VP9_FLEXIBLE));
    }

    private void show(
            final VideoForwarder forwarder, final SentPacket packet, final PacketBuffer plain, final int header) {
        final byte[] payload = forwarder.sharesPayload() ? plain.bytes() : out;
        final byte[] bytes = Arrays.copyOf(out, header + forwarder.payloadLength());
        System.arraycopy(payload, forwarder.payloadOffset(), bytes, header, forwarder.payloadLength());
        final int sequence = RtpHeader.sequence(bytes, 0);
        final long extended = highest < 0 ? sequence : SequenceNumber.extend(sequence, highest);
        highest = Math.max(highest, extended);
        final ShownPacket packetShown = new ShownPacket(extended, packet, bytes, step, epoch);
        packet.shown = forwarder.payloadLength() > 0;
        shown.add(packetShown);
        bySequence.put(sequence, packetShown);
    }

    private void request() {
        final int wanted = watched.forwarder.wantsKeyframe();
        if (wanted == VideoForwarder.NONE || tick - lastRequestTick < REQUEST_TICKS) {
            return;
        }
        lastRequestTick = tick;
        keyframes++;
        if (random.nextBoolean()) {
            watched.encodings.forEach(encoding -> encoding.keyWanted = true);
        } else {
            watched.encodings.get(wanted).keyWanted = true;
        }
    }

    private void report() {
        for (final SimulatedSource source : sources) {
            for (final SimulatedEncoding encoding : source.encodings) {
                if ((tick + 13 * encoding.number) % REPORT_TICKS == 0 && source.sends(encoding)) {
                    report(source, encoding);
                }
            }
        }
    }

    private void report(final SimulatedSource source, final SimulatedEncoding encoding) {
        final RtcpWriter writer = new RtcpWriter();
        final byte[] datagram = new byte[200];
        writer.begin(datagram, 0, 100);
        final long ntp = (1000L << 32) + (long) (now / 1e9 * 4_294_967_296.0);
        writer.senderReport(encoding.ssrc, ntp, encoding.timestamp(now / MS), 1, 1);
        final SenderReport report = read(datagram, writer.length());
        final RtcpWriter mapped = new RtcpWriter();
        final byte[] shownReport = new byte[100];
        mapped.begin(shownReport, 0, 100);
        assertThat(source.forwarder.onSenderReport(encoding.number, report, mapped, now))
                .isTrue();
        if (mapped.isEmpty()) {
            return;
        }
        reports++;
        final int current = source.forwarder.current();
        assertThat(LayerId.encoding(current)).isEqualTo(encoding.number);
        final ShownPacket last = shown.stream()
                .filter(packet -> packet.epoch() == epoch)
                .toList()
                .getLast();
        final SenderReport seen = read(shownReport, mapped.length());
        assertThat(seen.rtpTimestamp() - encoding.timestamp(now / MS))
                .as("the report's clock is the packets'")
                .isEqualTo(last.timestamp() - last.sent().timestamp);
        assertThat(seen.ntpTime()).isEqualTo(ntp);
    }

    private static SenderReport read(final byte[] datagram, final int length) {
        final RtcpReader reader = new RtcpReader();
        final SenderReport report = new SenderReport();
        reader.start(datagram, 0, length);
        assertThat(reader.next()).isTrue();
        assertThat(report.read(reader)).isTrue();
        return report;
    }

    private void askAgain() {
        if (highest < 0 || ++askedTicks % 3 != 0) {
            return;
        }
        final int sequence = (int) (highest - random.nextInt(60)) & 0xffff;
        final boolean probe = random.nextInt(4) == 0;
        final int transport = downlink.lastTransportSequence();
        final int length = probe ? stream.probe(1200, now, out, 0) : stream.retransmit(sequence, now, out, 0);
        if (length < 0) {
            assertThat(downlink.lastTransportSequence()).isEqualTo(transport);
            return;
        }
        assertThat(downlink.lastTransportSequence()).isEqualTo((transport + 1) & 0xffff);
        answers += probe ? 0 : 1;
        probes += probe ? 1 : 0;
        final int header = RtpHeader.headerLength(out, 0);
        final int original = RtxPayload.originalSequence(out, header);
        assertThat(probe || original == sequence).isTrue();
        final ShownPacket first = bySequence.get(original);
        assertThat(first).as("retransmission of %s", original).isNotNull();
        compare(first, length, header);
    }

    private void compare(final ShownPacket first, final int length, final int header) {
        final int firstHeader = RtpHeader.headerLength(first.bytes(), 0);
        assertThat(Arrays.copyOfRange(out, header + RtxPayload.OSN_BYTES, length))
                .as("the payload of %s", first)
                .isEqualTo(Arrays.copyOfRange(first.bytes(), firstHeader, first.bytes().length));
        assertThat(RtpHeader.timestamp(out, 0)).isEqualTo(first.timestamp());
        assertThat(RtpHeader.marker(out, 0)).isEqualTo(first.marker());
        assertThat(RtpHeader.ssrc(out, 0)).isEqualTo(0x7778);
        final int at = ExtensionReader.find(out, 0, VideoMode.DESCRIPTOR_ID);
        final int firstAt = ExtensionReader.find(first.bytes(), 0, VideoMode.DESCRIPTOR_ID);
        assertThat(at < 0).isEqualTo(firstAt < 0);
        if (at >= 0) {
            assertThat(Arrays.copyOfRange(out, at, at + ExtensionReader.dataLength(out, 0, at)))
                    .as("the descriptor of %s", first)
                    .isEqualTo(Arrays.copyOfRange(
                            first.bytes(), firstAt, firstAt + ExtensionReader.dataLength(first.bytes(), 0, firstAt)));
        }
    }
}
