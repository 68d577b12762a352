/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hummingbridge.sfu.codec.DependencyDescriptor;
import org.hummingbridge.sfu.codec.TemplateStructure;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.jspecify.annotations.Nullable;

/**
 * One encoding of a simulated sender: three temporal layers in the pattern 0-2-1-2, with the most that the descriptors allow as
 * references. Encoders in the wild refer to less.
 */
final class SimulatedEncoding {
    private static final int[] TEMPORAL = {0, 2, 1, 2};

    final int source;
    final int number;
    final int ssrc;
    VideoMode mode;
    boolean active = true;
    boolean keyWanted = true;

    private final Random random;
    private final int syncPercent;
    private final SentFrame[][] last = new SentFrame[3][3];
    private final int timestampOffset;
    private long sequence;
    private int picture;
    private int phase;
    private int id;
    private int tl0;
    private int templateOffset;
    private @Nullable TemplateStructure structure;

    /** All frames so far. */
    final List<SentFrame> history = new ArrayList<>();

    private final List<SentFrame> sinceKey = new ArrayList<>();

    SimulatedEncoding(
            final int source, final int number, final VideoMode mode, final int syncPercent, final Random random) {
        this.source = source;
        this.number = number;
        this.mode = mode;
        this.syncPercent = syncPercent;
        this.random = random;
        this.ssrc = 0x1000 * (source + 1) + number;
        this.timestampOffset = random.nextInt();
        this.sequence = random.nextInt(65_536);
        this.id = random.nextInt(1 << 15);
        this.tl0 = random.nextInt(256);
        this.templateOffset = random.nextInt(64);
    }

    int rtxSsrc() {
        return ssrc + 0x100;
    }

    int timestamp(final long captureMillis) {
        return timestampOffset + (int) (captureMillis * 90);
    }

    void mode(final VideoMode next) {
        mode = next;
        keyWanted = true;
    }

    SentPacket padding(final int timestamp) {
        final SentPacket packet = new SentPacket(this, sequence++, null, 0);
        packet.timestamp = timestamp;
        packet.payloadType = mode.payloadType;
        return packet;
    }

    /** The packets of the next picture. */
    List<SentPacket> picture(final long captureMillis) {
        final boolean key = keyWanted;
        keyWanted = false;
        picture++;
        if (key) {
            phase = 0;
            sinceKey.clear();
            for (final SentFrame[] layers : last) {
                java.util.Arrays.fill(layers, null);
            }
            templateOffset = (templateOffset + (structure == null ? 0 : structure.templateCount())) & 63;
            structure = mode.hasDescriptor() ? structureOf(mode) : null;
        }
        final int temporalId = TEMPORAL[phase++ % 4];
        tl0 = (tl0 + (temporalId == 0 ? 1 : 0)) & 0xff;
        final boolean sync = temporalId > 0 && random.nextInt(100) < syncPercent;
        final List<SentPacket> packets = new ArrayList<>();
        if (!mode.hasDescriptor()) {
            id++;
        }
        for (int spatialId = 0; spatialId < mode.spatialLayers; spatialId++) {
            final SentFrame frame = frame(spatialId, temporalId, key, sync);
            frame.timestamp = timestamp(captureMillis);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                frame.packets.add(new SentPacket(this, sequence++, frame, frame.packets.size()));
            }
            for (final SentPacket packet : frame.packets) {
                fill(packet, frame);
            }
            packets.addAll(frame.packets);
            last[spatialId][temporalId] = frame;
            sinceKey.add(frame);
            history.add(frame);
        }
        packets.getLast().marker = true;
        return packets;
    }

    private SentFrame frame(final int spatialId, final int temporalId, final boolean key, final boolean sync) {
        final SentFrame frame = new SentFrame(this, picture, spatialId, temporalId, key);
        if (mode.hasDescriptor()) {
            id++;
        }
        frame.id = id & ((1 << (mode.idBits == 0 ? 15 : mode.idBits)) - 1);
        frame.tl0 = tl0;
        frame.interPicture = !key;
        frame.interLayer = spatialId > 0 && (key || mode.alwaysInterLayer());
        frame.forUpperLayers = spatialId < mode.spatialLayers - 1 && (key || mode.alwaysInterLayer());
        if (structure != null) {
            refer(frame, structure);
            return frame;
        }
        frame.switchingPoint = sync && mode != VideoMode.H264;
        if (frame.interLayer) {
            frame.references.add(sinceKey.getLast());
        }
        for (int lower = 0; lower <= (frame.switchingPoint ? 0 : temporalId); lower++) {
            if (last[spatialId][lower] != null) {
                frame.references.add(last[spatialId][lower]);
            }
        }
        if (mode == VideoMode.H264 && !sinceKey.isEmpty()) {
            frame.references.add(sinceKey.getLast());
        }
        return frame;
    }

    private void refer(final SentFrame frame, final TemplateStructure templates) {
        final int template = template(frame, templates);
        frame.presentTargets = templates.presentTargets(template);
        for (int i = 0; i < templates.frameDiffCount(template); i++) {
            final int diff = templates.frameDiff(template, i);
            if (diff > sinceKey.size()) {
                throw new AssertionError(frame + " refers to before the key picture");
            }
            frame.references.add(sinceKey.get(sinceKey.size() - diff));
        }
    }

    private static int template(final SentFrame frame, final TemplateStructure templates) {
        for (int i = 0; i < templates.templateCount(); i++) {
            int farthest = 0;
            for (int d = 0; d < templates.frameDiffCount(i); d++) {
                farthest = Math.max(farthest, templates.frameDiff(i, d));
            }
            if (templates.spatialId(i) == frame.spatialId
                    && templates.temporalId(i) == frame.temporalId
                    && frame.keyPicture == farthest <= frame.spatialId) {
                return i;
            }
        }
        throw new AssertionError("no template for " + frame);
    }

    private void fill(final SentPacket packet, final SentFrame frame) {
        packet.timestamp = frame.timestamp;
        packet.payloadType = mode.payloadType;
        final byte[] head = head(packet, frame);
        packet.payload = new byte[head.length + 2 + random.nextInt(30)];
        random.nextBytes(packet.payload);
        System.arraycopy(head, 0, packet.payload, 0, head.length);
        if (structure != null) {
            packet.descriptor = descriptor(packet, frame, structure);
        }
    }

    private byte[] head(final SentPacket packet, final SentFrame frame) {
        final boolean first = packet.index == 0;
        return switch (mode.codec) {
            case VP8 -> vp8(packet, frame);
            case VP9 -> vp9(packet, frame);
            case AV1 -> new byte[] {(byte) (first && frame.isKey() ? 0x08 : 0)};
            default -> new byte[] {(byte) (first && frame.isKey() ? 0x67 : 0x41)};
        };
    }

    private byte[] vp8(final SentPacket packet, final SentFrame frame) {
        final boolean first = packet.index == 0;
        final byte[] id15 = {(byte) (0x80 | frame.id >>> 8), (byte) frame.id};
        final byte[] idBytes = mode.idBits == 7 ? new byte[] {(byte) frame.id} : id15;
        final byte[] head = new byte[2 + idBytes.length + 2 + 10];
        head[0] = (byte) (0x80 | (first ? 0x10 : 0));
        head[1] = (byte) 0xe0;
        System.arraycopy(idBytes, 0, head, 2, idBytes.length);
        final int at = 2 + idBytes.length;
        head[at] = (byte) frame.tl0;
        head[at + 1] = (byte) (frame.temporalId << 6 | (frame.switchingPoint ? 0x20 : 0) | 3);
        final byte[] tag = {0x10, 2, 0, (byte) 0x9d, 1, 0x2a, 0, 5, (byte) 0xd0, 2};
        System.arraycopy(tag, 0, head, at + 2, tag.length);
        head[at + 2] |= (byte) (frame.keyPicture ? 0 : 1);
        return head;
    }

    private byte[] vp9(final SentPacket packet, final SentFrame frame) {
        final boolean flexible = mode == VideoMode.VP9_FLEXIBLE;
        final boolean structured = frame.isKey() && packet.index == 0;
        final byte[] head = new byte[16];
        int at = 0;
        head[at++] = (byte) (0xa0
                | (frame.interPicture ? 0x40 : 0)
                | (flexible ? 0x10 : 0)
                | (packet.index == 0 ? 0x08 : 0)
                | (packet.isLast() ? 0x04 : 0)
                | (structured ? 0x02 : 0)
                | (frame.forUpperLayers ? 0 : 0x01));
        head[at++] = (byte) (0x80 | frame.id >>> 8);
        head[at++] = (byte) frame.id;
        head[at++] = (byte) (frame.temporalId << 5
                | (frame.switchingPoint ? 0x10 : 0)
                | frame.spatialId << 1
                | (frame.interLayer ? 1 : 0));
        if (!flexible) {
            head[at++] = (byte) frame.tl0;
        } else if (frame.interPicture) {
            final List<SentFrame> others = frame.references.stream()
                    .filter(f -> f.picture != frame.picture)
                    .toList();
            for (int i = 0; i < others.size(); i++) {
                final int diff = (frame.picture - others.get(i).picture) & 0x7f;
                head[at++] = (byte) (diff << 1 | (i < others.size() - 1 ? 1 : 0));
            }
        }
        if (structured) {
            head[at++] = (byte) ((mode.spatialLayers - 1) << 5);
        }
        return java.util.Arrays.copyOf(head, at);
    }

    private byte[] descriptor(final SentPacket packet, final SentFrame frame, final TemplateStructure templates) {
        final byte[] whole = mode.structure();
        final byte[] out = frame.isKey() && packet.index == 0 ? whole : new byte[3];
        if (out.length > 3) {
            // Captured structures begin at some template: back to 0 first.
            DependencyDescriptor.moveTemplates(out, 0, out.length, -((out[3] & 7) << 3 | (out[4] & 0xe0) >>> 5));
        }
        out[0] = (byte) ((packet.index == 0 ? 0x80 : 0) | (packet.isLast() ? 0x40 : 0) | template(frame, templates));
        BigEndian.put16(out, 1, frame.id);
        DependencyDescriptor.moveTemplates(out, 0, out.length, templateOffset);
        return out;
    }

    private static TemplateStructure structureOf(final VideoMode mode) {
        final PacketBuffer packet = new TestPacket(new PacketArena(1))
                .payloadType(mode.payloadType)
                .extension(VideoMode.DESCRIPTOR_ID, mode.structure())
                .build(0);
        final VideoPacket mark = new VideoPacket();
        new VideoPacketReader()
                .read(packet.bytes(), packet.offset(), packet.length(), mode.codec, VideoMode.DESCRIPTOR_ID, mark);
        final TemplateStructure read = mark.structure();
        if (read == null) {
            throw new AssertionError("structure of " + mode);
        }
        return read;
    }

    @Override
    public String toString() {
        return "source " + source + " encoding " + number + " " + mode;
    }
}
