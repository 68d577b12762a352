/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.fuzz.AbstractFuzzTest;
import org.hummingbridge.sfu.fuzz.FuzzInput;

/**
 * A peer that has been through DTLS, and most of the time through the handshake as well, sends any chunks at any time, while we
 * send, reset and wait. It never gets much more bytes than it and we ourselves put in, and is told of each end once.
 */
public class SctpFuzzTest extends AbstractFuzzTest {
    private static final int MAX_BYTES = 4096;
    private static final long MILLI = 1_000_000;

    /** Timers send by themselves; what they may cost for each step is bounded by the window. */
    private static final int BYTES_PER_STEP = 100_000;

    private final List<byte[]> sent = new ArrayList<>();
    private long sentBytes;
    private int endings;
    private int opened;
    private final DataChannels channels = new DataChannels(new Events(), new SplittableRandom(99));
    private int ourTag;
    private long now = Long.MAX_VALUE - 2_000 * MILLI;

    public SctpFuzzTest() {
        super("sctp", MAX_BYTES, SctpFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(final byte[] bytes) {
        new SctpFuzzTest().run(new FuzzInput(bytes));
    }

    private void run(final FuzzInput input) {
        if (input.u8() % 4 != 0) {
            shakeHands();
        }
        int steps = 1;
        while (input.hasMore()) {
            step(input.u8(), input);
            steps++;
            sent.clear();
            check(sentBytes <= (long) BYTES_PER_STEP * steps, "bounded sending");
        }
        check(endings <= 1, "one end");
        channels.close(now);
    }

    private void step(final int kind, final FuzzInput input) {
        switch (kind & 7) {
            case 0 -> {
                final byte[] raw = input.slice();
                channels.onPacket(raw, 0, raw.length, now);
            }
            case 1 -> give(0, input.slice());
            case 2 -> channels.sendText(input.slice(), now);
            case 3 -> {
                now += input.u8() * 100 * MILLI;
                channels.onTime(now);
            }
            default -> give(ourTag, input.slice());
        }
    }

    /** RFC 9260 section 5.1, as a client does it. */
    private void shakeHands() {
        final ByteBuffer init = ByteBuffer.allocate(20);
        init.put((byte) ChunkType.INIT).put((byte) 0).putShort((short) 20);
        init.putInt(ScriptedPeer.TAG)
                .putInt(ScriptedPeer.WINDOW_BYTES)
                .putShort((short) 1024)
                .putShort((short) 1024);
        init.putInt(ScriptedPeer.INITIAL_TSN);
        give(0, init.array());
        final Chunk ack = Chunk.allOf(sent.getFirst()).getFirst();
        ourTag = ack.u32(0);
        final TlvCursor parameters = new TlvCursor(ack.value(), 16, ack.value().length);
        while (parameters.next()) {
            if (parameters.parameterType() == ParameterType.STATE_COOKIE) {
                final ByteBuffer echo = ByteBuffer.allocate(4 + parameters.end() - parameters.value());
                echo.put((byte) ChunkType.COOKIE_ECHO).put((byte) 0).putShort((short) echo.capacity());
                echo.put(ack.value(), parameters.value(), parameters.end() - parameters.value());
                give(ourTag, echo.array());
            }
        }
        sent.clear();
    }

    private void give(final int tag, final byte[] chunks) {
        final ByteBuffer packet = ByteBuffer.allocate(PacketHeader.BYTES + chunks.length);
        packet.putShort((short) PacketHeader.PORT)
                .putShort((short) PacketHeader.PORT)
                .putInt(tag)
                .putInt(0);
        packet.put(chunks);
        packet.putInt(PacketHeader.CHECKSUM_AT, new Checksum().of(packet.array(), 0, packet.capacity()));
        channels.onPacket(packet.array(), 0, packet.capacity(), now);
    }

    private static void check(final boolean promise, final String name) {
        if (!promise) {
            throw new AssertionError(name);
        }
    }

    private final class Events implements DataChannelListener {
        @Override
        public void send(final byte[] packet, final int length) {
            check(length <= SctpAssociation.MAX_PACKET_BYTES, "packets of bounded length");
            sent.add(Arrays.copyOf(packet, length));
            sentBytes += length;
        }

        @Override
        public void channelOpened(final String label, final String protocol) {
            opened++;
        }

        @Override
        public void text(final byte[] utf8) {
            check(opened > 0, "no text before there is a channel");
            check(utf8.length <= DataChannels.MAX_TEXT_BYTES, "bounded text");
            // Somebody who answers.
            channels.sendText(utf8, now);
        }

        @Override
        public void channelClosed() {
            opened--;
            check(opened >= 0, "only what was open closes");
        }

        @Override
        public void associationClosed(final String reason) {
            endings++;
        }
    }
}
