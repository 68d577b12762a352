/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** Plain RTP packets for tests, spelled out field by field. Reused for any number of packets; builds into slots of an arena. */
public final class TestPacket {
    private final PacketArena arena;
    private final byte[] scratch = new byte[PacketBuffer.CAPACITY];
    private final ExtensionWriter writer = new ExtensionWriter();
    private int ssrc = 0x22222222;
    private int payloadType = 100;
    private int sequence;
    private int timestamp;
    private boolean marker;
    private byte[] payload = {1, 2, 3, 4};
    private int padding;
    private int[] extensionIds = {};
    private byte[][] extensions = {};

    public TestPacket(final PacketArena arena) {
        this.arena = arena;
    }

    public TestPacket ssrc(final int value) {
        ssrc = value;
        return this;
    }

    public TestPacket payloadType(final int value) {
        payloadType = value;
        return this;
    }

    public TestPacket sequence(final int value) {
        sequence = value & 0xffff;
        return this;
    }

    public TestPacket timestamp(final int value) {
        timestamp = value;
        return this;
    }

    public TestPacket marker(final boolean value) {
        marker = value;
        return this;
    }

    public TestPacket payload(final byte... value) {
        payload = value;
        return this;
    }

    /** Bytes of padding, the count included; 0 leaves the P bit off. */
    public TestPacket padding(final int value) {
        padding = value;
        return this;
    }

    public TestPacket extension(final int id, final byte... data) {
        extensionIds = Arrays.copyOf(extensionIds, extensionIds.length + 1);
        extensionIds[extensionIds.length - 1] = id;
        extensions = Arrays.copyOf(extensions, extensions.length + 1);
        extensions[extensions.length - 1] = data;
        return this;
    }

    /** A packet with one reference that came at {@code arrivalNanos}. */
    public PacketBuffer build(final long arrivalNanos) {
        final PacketBuffer packet = Objects.requireNonNull(arena.acquire(), "arena exhausted");
        final byte[] out = packet.bytes();
        final int at = packet.offset();
        out[at] = (byte) 0x80;
        out[at + 1] = 0;
        RtpHeader.payloadType(out, at, payloadType);
        RtpHeader.marker(out, at, marker);
        RtpHeader.sequence(out, at, sequence);
        RtpHeader.timestamp(out, at, timestamp);
        RtpHeader.ssrc(out, at, ssrc);
        writer.begin(out, at, true);
        for (int i = 0; i < extensionIds.length; i++) {
            System.arraycopy(extensions[i], 0, scratch, 0, extensions[i].length);
            writer.add(extensionIds[i], scratch, 0, extensions[i].length);
        }
        final int header = writer.end();
        System.arraycopy(payload, 0, out, at + header, payload.length);
        int length = header + payload.length;
        if (padding > 0) {
            length += padding;
            out[at + length - 1] = (byte) padding;
            RtpHeader.padding(out, at, true);
        }
        packet.length(length);
        packet.arrivalNanos(arrivalNanos);
        return packet;
    }

    /** The retransmission (RFC 4588 §4) of an original with this builder's fields. */
    public PacketBuffer buildRtx(
            final int rtxSsrc, final int rtxPayloadType, final int rtxSequence, final long arrivalNanos) {
        final byte[] withOsn = new byte[payload.length + 2];
        BigEndian.put16(withOsn, 0, sequence);
        System.arraycopy(payload, 0, withOsn, 2, payload.length);
        final byte[] original = payload;
        payload = withOsn;
        final PacketBuffer packet = build(arrivalNanos);
        payload = original;
        RtpHeader.ssrc(packet.bytes(), packet.offset(), rtxSsrc);
        RtpHeader.payloadType(packet.bytes(), packet.offset(), rtxPayloadType);
        RtpHeader.sequence(packet.bytes(), packet.offset(), rtxSequence);
        return packet;
    }

    public static PacketBuffer ofHex(final PacketArena arena, final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        final PacketBuffer packet = Objects.requireNonNull(arena.acquire());
        System.arraycopy(bytes, 0, packet.bytes(), packet.offset(), bytes.length);
        packet.length(bytes.length);
        return packet;
    }

    public static String hex(final PacketBuffer packet) {
        return HexFormat.of().formatHex(packet.bytes(), packet.offset(), packet.end());
    }
}
