/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.AbsSendTime;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;

/**
 * Writes a shared packet's RTP header as one receiver is to see it: extensions in its numbers, those of our own transport added.
 * Reads the shared packet only, and never touches the payload.
 */
final class HeaderRewriter {
    private static final int PADDING_BIT = 0x20;

    private final ExtensionReader reader = new ExtensionReader();
    private final ExtensionWriter writer = new ExtensionWriter();
    private final ExtensionMap extensions;
    private final Downlink downlink;

    HeaderRewriter(final ExtensionMap extensions, final Downlink downlink) {
        this.extensions = extensions;
        this.downlink = downlink;
    }

    /** Returns the length of the header written at {@code outOffset}. */
    int write(
            final PacketBuffer plain,
            final int payloadType,
            final int sequence,
            final int ssrc,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final byte[] in = plain.bytes();
        final int inOffset = plain.offset();
        final int fixedLength = RtpHeader.FIXED_BYTES + 4 * RtpHeader.csrcCount(in, inOffset);
        System.arraycopy(in, inOffset, out, outOffset, fixedLength);
        out[outOffset] &= (byte) ~PADDING_BIT;
        RtpHeader.payloadType(out, outOffset, payloadType);
        RtpHeader.sequence(out, outOffset, sequence);
        RtpHeader.ssrc(out, outOffset, ssrc);

        writer.begin(out, outOffset, extensions.allowMixed());
        stamp(out, nowNanos);
        copyExtensions(in, inOffset);
        return writer.end();
    }

    private void copyExtensions(final byte[] in, final int inOffset) {
        if (!reader.start(in, inOffset)) {
            return;
        }
        while (reader.next()) {
            final int id = extensions.map(reader.id());
            if (id != ExtensionMap.NONE) {
                writer.add(id, in, reader.dataOffset(), reader.dataLength());
            }
        }
    }

    /** Our own go first: they are short, and what may not fit is the sender's. */
    private void stamp(final byte[] out, final long nowNanos) {
        if (extensions.transportSequenceId() != ExtensionMap.NONE) {
            final int at = writer.reserve(extensions.transportSequenceId(), TransportSequence.BYTES);
            if (at >= 0) {
                TransportSequence.write(out, at, downlink.nextTransportSequence());
            }
        } else if (extensions.absSendTimeId() != ExtensionMap.NONE) {
            final int at = writer.reserve(extensions.absSendTimeId(), AbsSendTime.BYTES);
            if (at >= 0) {
                AbsSendTime.write(out, at, AbsSendTime.ofNanos(nowNanos));
            }
        }
    }
}
