/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.DependencyDescriptor;
import org.hummingbridge.sfu.codec.DependencyDescriptorWriter;
import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.codec.TemplateStructure;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.AbsSendTime;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.jspecify.annotations.Nullable;

/**
 * Writes a shared packet's RTP header as one receiver is to see it: extensions in its numbers, those of our own transport added,
 * the dependency descriptor rewritten. Reads the shared packet only, and never touches the payload. One serves all receivers on
 * a loop: what it writes for the first of those who negotiated the same is copied for the others.
 */
public final class HeaderRewriter {
    /** Two-byte extensions are no longer than this. */
    private static final int MAX_DESCRIPTOR_BYTES = 255;

    private final ExtensionReader reader = new ExtensionReader();
    private final ExtensionWriter writer = new ExtensionWriter();
    private final byte[] descriptor = new byte[MAX_DESCRIPTOR_BYTES];
    private final OutgoingHeader header = new OutgoingHeader();
    private final HeaderPattern pattern = new HeaderPattern();

    OutgoingHeader header() {
        return header;
    }

    /** Returns the length of the header written at {@code outOffset}. */
    int write(
            final PacketBuffer plain,
            final OutgoingHeader header,
            final Epoch epoch,
            final ExtensionMap extensions,
            final byte @Nullable [] mid,
            final Downlink downlink,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final boolean common = !header.bare && mid == null && HeaderPattern.isCommon(extensions, epoch);
        if (common && pattern.isOf(plain, extensions)) {
            final int length = pattern.copy(out, outOffset);
            set(header, out, outOffset);
            if (pattern.transportSequenceAt() >= 0) {
                TransportSequence.write(
                        out, outOffset + pattern.transportSequenceAt(), downlink.nextTransportSequence());
            }
            return length;
        }
        final byte[] in = plain.bytes();
        final int inOffset = plain.offset();
        final int fixedLength = RtpHeader.FIXED_BYTES + 4 * RtpHeader.csrcCount(in, inOffset);
        System.arraycopy(in, inOffset, out, outOffset, fixedLength);
        set(header, out, outOffset);

        final int transportSequenceAt = begin(extensions, mid, downlink, nowNanos, out, outOffset);
        if (!header.bare && reader.start(in, inOffset)) {
            copyExtensions(in, header, epoch, extensions);
        }
        final int length = writer.end();
        if (common) {
            pattern.keep(plain, extensions, out, outOffset, length, transportSequenceAt);
        }
        return length;
    }

    /** As {@link #write}, for a packet that stands for none of the source's. */
    int writeBare(
            final OutgoingHeader header,
            final ExtensionMap extensions,
            final byte @Nullable [] mid,
            final Downlink downlink,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        out[outOffset] = (byte) 0x80;
        out[outOffset + 1] = 0;
        set(header, out, outOffset);
        begin(extensions, mid, downlink, nowNanos, out, outOffset);
        return writer.end();
    }

    private static void set(final OutgoingHeader header, final byte[] out, final int outOffset) {
        RtpHeader.padding(out, outOffset, false);
        RtpHeader.payloadType(out, outOffset, header.payloadType);
        RtpHeader.marker(out, outOffset, header.marker);
        RtpHeader.sequence(out, outOffset, header.sequence);
        RtpHeader.timestamp(out, outOffset, header.timestamp);
        RtpHeader.ssrc(out, outOffset, header.ssrc);
    }

    /**
     * Our own go first: they are short, and what may not fit is the sender's. Returns where the transport-wide sequence number
     * stands; -1 if there is none.
     */
    private int begin(
            final ExtensionMap extensions,
            final byte @Nullable [] mid,
            final Downlink downlink,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        writer.begin(out, outOffset, extensions.allowMixed());
        int at = -1;
        if (extensions.transportSequenceId() != ExtensionMap.NONE) {
            at = writer.reserve(extensions.transportSequenceId(), TransportSequence.BYTES);
            if (at >= 0) {
                TransportSequence.write(out, at, downlink.nextTransportSequence());
            }
        } else if (extensions.absSendTimeId() != ExtensionMap.NONE) {
            final int timeAt = writer.reserve(extensions.absSendTimeId(), AbsSendTime.BYTES);
            if (timeAt >= 0) {
                AbsSendTime.write(out, timeAt, AbsSendTime.ofNanos(nowNanos));
            }
        }
        if (mid != null && extensions.midId() != ExtensionMap.NONE) {
            writer.add(extensions.midId(), mid, 0, mid.length);
        }
        return at;
    }

    private void copyExtensions(
            final byte[] in, final OutgoingHeader header, final Epoch epoch, final ExtensionMap extensions) {
        while (reader.next()) {
            final int id = extensions.map(reader.id());
            if (id == ExtensionMap.NONE) {
                continue;
            }
            if (reader.id() == extensions.dependencyDescriptorId()) {
                final int length = rewriteDescriptor(in, header, epoch);
                if (length > 0) {
                    writer.add(id, descriptor, 0, length);
                }
            } else {
                writer.add(id, in, reader.dataOffset(), reader.dataLength());
            }
        }
    }

    /**
     * Puts the descriptor that the reader is at into the receiver's numbers. One that forwarding did not go by is left out (0): its
     * frame numbers would jump wherever the stream goes over to another encoding.
     */
    private int rewriteDescriptor(final byte[] in, final OutgoingHeader header, final Epoch epoch) {
        final int offset = reader.dataOffset();
        final TemplateStructure structure = epoch.structure;
        if (epoch.layering != Layering.DEPENDENCY_DESCRIPTOR || structure == null) {
            return 0;
        }
        int length = reader.dataLength();
        if (TargetSelection.isMasked(header.detail)) {
            final int mask = structure.activeMaskFor(TargetSelection.target(header.detail));
            length = DependencyDescriptorWriter.withActiveTargets(
                    in, offset, length, structure, mask, descriptor, 0, descriptor.length);
        } else {
            System.arraycopy(in, offset, descriptor, 0, length);
        }
        if (length > 0) {
            DependencyDescriptor.frameNumber(descriptor, 0, BigEndian.unsigned16(in, offset + 1) + epoch.frameDelta);
            DependencyDescriptor.moveTemplates(descriptor, 0, length, epoch.templateDelta);
        }
        return length;
    }
}
