/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/** Speaks to an association byte by byte, by whatever rules the test has; sees each packet that comes back. */
final class ScriptedPeer {
    static final int TAG = 0x11223344;
    static final int INITIAL_TSN = 0xfffffffe;
    static final int WINDOW_BYTES = 1_000_000;

    final SctpAssociation association = new SctpAssociation(new Events(), new SplittableRandom(99));
    final List<Message> messages = new ArrayList<>();
    final List<Integer> resets = new ArrayList<>();
    final List<String> endings = new ArrayList<>();
    int establishments;

    /** Tag and first TSN of the association, from its INIT ACK. */
    int theirTag;

    int theirTsn;
    byte[] cookie = {};
    private final List<byte[]> sent = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000_000;
    private final List<byte[]> written = new ArrayList<>();
    private final PacketWriter writer = new PacketWriter((bytes, length) -> written.add(Arrays.copyOf(bytes, length)));

    /** One that has been through the handshake. */
    static ScriptedPeer established() {
        final ScriptedPeer peer = new ScriptedPeer();
        peer.shakeHands();
        return peer;
    }

    void shakeHands() {
        init(TAG, INITIAL_TSN, WINDOW_BYTES);
        takeInitAck();
        echoCookie();
        take();
    }

    @Nullable
    DropReason init(final int tag, final int initialTsn, final int windowBytes) {
        return give(
                0,
                packet -> packet.chunk(ChunkType.INIT, 0, 16)
                        .u32(tag)
                        .u32(windowBytes)
                        .u16(1024)
                        .u16(1024)
                        .u32(initialTsn)
                        .parameter(ParameterType.SUPPORTED_EXTENSIONS)
                        .u8(ChunkType.RE_CONFIG)
                        .endParameter());
    }

    void takeInitAck() {
        final Chunk ack = takeOne(ChunkType.INIT_ACK);
        theirTag = ack.u32(0);
        theirTsn = ack.u32(12);
        final TlvCursor parameters = new TlvCursor(ack.value(), 16, ack.value().length);
        while (parameters.next()) {
            if (parameters.parameterType() == ParameterType.STATE_COOKIE) {
                cookie = Arrays.copyOfRange(ack.value(), parameters.value(), parameters.end());
            }
        }
    }

    @Nullable
    DropReason echoCookie() {
        return give(
                theirTag,
                packet -> packet.chunk(ChunkType.COOKIE_ECHO, 0, cookie.length).bytes(cookie, 0, cookie.length));
    }

    /** A message of one chunk. */
    @Nullable
    DropReason data(final int tsn, final String text) {
        return data(tsn, DataChunk.FLAG_BEGIN | DataChunk.FLAG_END, 0, text.getBytes());
    }

    @Nullable
    DropReason data(final int tsn, final int flags, final int streamId, final byte[] payload) {
        return give(packet -> packet.chunk(ChunkType.DATA, flags, DataChunk.HEADER_BYTES + payload.length)
                .u32(tsn)
                .u16(streamId)
                .u16(0)
                .u32(51)
                .bytes(payload, 0, payload.length));
    }

    /** @param blocks start and end of each gap block */
    @Nullable
    DropReason sack(final int cumulative, final int windowBytes, final int... blocks) {
        return give(packet -> {
            packet.chunk(ChunkType.SACK, 0, 12 + 2 * blocks.length)
                    .u32(cumulative)
                    .u32(windowBytes)
                    .u16(blocks.length / 2)
                    .u16(0);
            Arrays.stream(blocks).forEach(packet::u16);
        });
    }

    @Nullable
    DropReason forwardTsn(final int cumulative) {
        return give(packet -> packet.chunk(ChunkType.FORWARD_TSN, 0, 4).u32(cumulative));
    }

    /** RFC 6525 §4.1; no streams means all. */
    @Nullable
    DropReason resetRequest(final int number, final int lastTsn, final int... streams) {
        return give(packet -> {
            packet.chunk(ChunkType.RE_CONFIG, 0, 16 + 2 * streams.length);
            packet.parameter(ParameterType.OUTGOING_RESET).u32(number).u32(0).u32(lastTsn);
            Arrays.stream(streams).forEach(packet::u16);
            packet.endParameter();
        });
    }

    @Nullable
    DropReason give(final Consumer<PacketWriter> chunk) {
        return give(theirTag, chunk);
    }

    /** Delivers a packet with one chunk, which need not be ended. */
    @Nullable
    DropReason give(final int tag, final Consumer<PacketWriter> chunk) {
        return give(packet(tag, chunk));
    }

    byte[] packet(final int tag, final Consumer<PacketWriter> chunk) {
        writer.tag(tag);
        chunk.accept(writer);
        writer.endChunk();
        writer.flush();
        return written.removeLast();
    }

    @Nullable
    DropReason give(final byte[] packet) {
        return association.onPacket(packet, 0, packet.length, now);
    }

    boolean send(final byte[] message) {
        return association.send(0, 51, message, now);
    }

    void resetStream(final int streamId) {
        association.resetStream(streamId, now);
    }

    void close() {
        association.close(now);
    }

    /** Lets time pass, waking the association at its deadlines. */
    void advance(final Duration time) {
        final long end = now + time.toNanos();
        while (association.nextDeadline() - end <= 0) {
            now = association.nextDeadline() - now > 0 ? association.nextDeadline() : now;
            association.onTime(now);
        }
        now = end;
        association.onTime(now);
    }

    Duration untilDeadline() {
        return Duration.ofNanos(association.nextDeadline() - now);
    }

    /** Packets since the last time. */
    List<byte[]> takePackets() {
        final List<byte[]> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** Chunks since the last time. */
    List<Chunk> take() {
        return takePackets().stream()
                .flatMap(packet -> Chunk.allOf(packet).stream())
                .toList();
    }

    List<Integer> takeTypes() {
        return take().stream().map(Chunk::type).toList();
    }

    /** The one chunk since the last time, which must be of that type. */
    Chunk takeOne(final int type) {
        final List<Chunk> chunks = take();
        if (chunks.size() != 1 || chunks.getFirst().type() != type) {
            throw new AssertionError("expected one chunk of type " + type + ", but there were " + chunks);
        }
        return chunks.getFirst();
    }

    /** Offsets from the first TSN of the DATA chunks since the last time. */
    List<Integer> takeSentTsns() {
        return take().stream()
                .filter(chunk -> chunk.type() == ChunkType.DATA)
                .map(chunk -> chunk.u32(0) - theirTsn)
                .toList();
    }

    List<String> texts() {
        return messages.stream().map(message -> new String(message.payload())).toList();
    }

    private final class Events implements SctpListener {
        @Override
        public void send(final byte[] packet, final int length) {
            sent.add(Arrays.copyOf(packet, length));
        }

        @Override
        public void established() {
            establishments++;
        }

        @Override
        public void message(final int streamId, final int ppid, final byte[] message) {
            messages.add(new Message(streamId, ppid, message));
        }

        @Override
        public void streamReset(final int streamId) {
            resets.add(streamId);
        }

        @Override
        public void closed(final String reason) {
            endings.add(reason);
        }
    }
}
