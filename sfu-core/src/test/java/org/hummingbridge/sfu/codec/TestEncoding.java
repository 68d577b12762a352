/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/** A sender of one encoding's packets and a reader of them, for tests. */
final class TestEncoding {
    static final int EXTENSION = 11;

    /** Shows readings that depend on where the packet stands. */
    private static final int OFFSET = 5;

    final VideoPacketReader reader = new VideoPacketReader();
    final VideoPacket packet = new VideoPacket();
    private final VideoCodec codec;

    TestEncoding(final VideoCodec codec) {
        this.codec = codec;
    }

    /** @param descriptor data of the extension, as hexadecimal digits; null without */
    @Nullable
    DropReason read(final int sequence, final String payload, final @Nullable String descriptor) {
        return read(sequence, codec, payload, descriptor);
    }

    @Nullable
    DropReason read(
            final int sequence, final VideoCodec packetCodec, final String payload, final @Nullable String descriptor) {
        return read(
                rtp(sequence, HexBytes.of(payload), descriptor == null ? null : HexBytes.of(descriptor)), packetCodec);
    }

    @Nullable
    DropReason read(final byte[] rtp, final VideoCodec packetCodec) {
        final byte[] bytes = new byte[OFFSET + rtp.length + 3];
        Arrays.fill(bytes, (byte) 0xff);
        System.arraycopy(rtp, 0, bytes, OFFSET, rtp.length);
        return reader.read(bytes, OFFSET, rtp.length, packetCodec, EXTENSION, packet);
    }

    /** A packet with the marker set. */
    static byte[] rtp(final int sequence, final byte[] payload, final byte @Nullable [] descriptor) {
        final byte[] bytes = new byte[2048];
        bytes[0] = (byte) 0x80;
        RtpHeader.marker(bytes, 0, true);
        RtpHeader.sequence(bytes, 0, sequence);
        int length = RtpHeader.FIXED_BYTES;
        if (descriptor != null) {
            final ExtensionWriter extensions = new ExtensionWriter();
            extensions.begin(bytes, 0, true);
            if (!extensions.add(EXTENSION, descriptor, 0, descriptor.length)) {
                throw new IllegalArgumentException("descriptor of " + descriptor.length + " bytes");
            }
            length = extensions.end();
        }
        System.arraycopy(payload, 0, bytes, length, payload.length);
        return Arrays.copyOf(bytes, length + payload.length);
    }

    /** Index in the packet of the first byte behind the header as {@link #read} places it. */
    static int payloadOffset() {
        return OFFSET + RtpHeader.FIXED_BYTES;
    }

    /** All that a packet tells, for comparisons. */
    static String text(final VideoPacket packet) {
        final List<Integer> frameDiffs = new ArrayList<>();
        for (int i = 0; i < packet.frameDiffCount(); i++) {
            frameDiffs.add(packet.frameDiff(i));
        }
        final TemplateStructure structure = packet.structure();
        return "%s frame=%b start=%b end=%b key=%b id=%d/%d layer=%d.%d at=%d+%d tl0=%d switch=%b discardable=%b inter=%b,%b upper=%b "
                        .formatted(
                                packet.layering(),
                                packet.hasFrame(),
                                packet.start(),
                                packet.end(),
                                packet.keyframe(),
                                packet.frameId(),
                                packet.frameIdBits(),
                                packet.spatialId(),
                                packet.temporalId(),
                                packet.descriptorOffset(),
                                packet.descriptorLength(),
                                packet.tl0PicIdx(),
                                packet.switchingPoint(),
                                packet.discardable(),
                                packet.interPicture(),
                                packet.interLayer(),
                                packet.upperLayerReference())
                + "spatial=%d structure=%s attached=%b,%b targets=%x,%x,%x,%x offset=%d diffs=%s"
                        .formatted(
                                packet.spatialLayers(),
                                structure == null ? null : ModelDescriptor.of(structure),
                                packet.structureAttached(),
                                packet.activeTargetsAttached(),
                                packet.activeTargets(),
                                packet.presentTargets(),
                                packet.switchTargets(),
                                packet.requiredTargets(),
                                packet.templateOffset(),
                                frameDiffs);
    }
}
