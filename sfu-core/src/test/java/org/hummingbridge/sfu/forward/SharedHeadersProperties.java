/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.jspecify.annotations.Nullable;

/** Receivers that share the writer of their headers, beside the same receivers with a writer each. */
class SharedHeadersProperties {
    private static final int SSRC = 0x22222222;
    private static final int RECEIVERS = 6;
    private static final int PACKETS = 40;

    private static final List<MediaDescription> NEGOTIATED = List.of(
            TestMedia.video(
                    TestMedia.video().payloadTypes(),
                    new HeaderExtension(4, TestMedia.ORIENTATION),
                    new HeaderExtension(6, TestMedia.TRANSPORT_CC)),
            TestMedia.video(TestMedia.video().payloadTypes(), new HeaderExtension(7, TestMedia.ORIENTATION)),
            TestMedia.video(
                    List.of(TestMedia.type(100, "VP8", 90_000, Map.of(), "goog-remb")),
                    new HeaderExtension(3, TestMedia.ABS_SEND_TIME)));

    private final PacketArena arena = new PacketArena(4);
    private final byte[] mine = new byte[PacketBuffer.CAPACITY];
    private final byte[] theirs = new byte[PacketBuffer.CAPACITY];

    @Property(tries = 200)
    void everyReceiverSeesWhatItWouldSeeAlone(@ForAll final long seed) {
        final Random random = new Random(seed);
        final List<ExtensionMap> maps = NEGOTIATED.stream()
                .map(receiver -> ExtensionMap.of(TestMedia.video(), receiver))
                .toList();
        final HeaderRewriter shared = new HeaderRewriter();
        final List<AudioForwarder> sharing = new ArrayList<>();
        final List<AudioForwarder> alone = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            final int kind = random.nextInt(NEGOTIATED.size());
            final byte @Nullable [] mid = random.nextInt(4) == 0 ? new byte[] {'1'} : null;
            sharing.add(forwarder(kind, maps.get(kind), i, mid, new Downlink(shared)));
            alone.add(forwarder(kind, maps.get(kind), i, mid, new Downlink()));
        }

        for (int p = 0; p < PACKETS; p++) {
            final PacketBuffer plain = packet(random, p);
            for (int i = 0; i < RECEIVERS; i++) {
                if (random.nextInt(5) > 0) {
                    same(sharing.get(i), alone.get(i), plain, p * 20_000_000L, 3 + random.nextInt(20));
                }
            }
            plain.release();
        }
    }

    private PacketBuffer packet(final Random random, final int number) {
        final TestPacket packet = new TestPacket(arena)
                .ssrc(SSRC)
                .sequence(1000 + number)
                .timestamp(number * 960)
                .marker(random.nextBoolean());
        if (random.nextBoolean()) {
            packet.extension(13, (byte) random.nextInt(4));
        }
        if (random.nextBoolean()) {
            packet.extension(5, (byte) 9, (byte) number);
        }
        return packet.build(0);
    }

    private void same(
            final AudioForwarder shared,
            final AudioForwarder alone,
            final PacketBuffer plain,
            final long now,
            final int at) {
        final int expected = alone.writeHeader(plain, now, theirs, at);

        assertThat(shared.writeHeader(plain, now, mine, at)).isEqualTo(expected);
        assertThat(Arrays.copyOfRange(mine, at, at + expected))
                .isEqualTo(Arrays.copyOfRange(theirs, at, at + expected));
    }

    private static AudioForwarder forwarder(
            final int kind,
            final ExtensionMap extensions,
            final int number,
            final byte @Nullable [] mid,
            final Downlink downlink) {
        final AudioForwarder forwarder = new AudioForwarder(
                PayloadTypeMap.of(TestMedia.video(), NEGOTIATED.get(kind)), extensions, new PacketHistory());
        forwarder.attach(new OutgoingStream(0x5000 + number, null, mid, downlink, new Random(number)));
        return forwarder;
    }
}
