/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The header that one packet was last shown with, for the next receiver that negotiated the same extensions: all but the fields of
 * {@link OutgoingHeader} and the transport-wide sequence number are the same for both.
 */
final class HeaderPattern {
    /** Fixed header, the most CSRCs there can be, extensions. */
    private static final int MAX_BYTES = RtpHeader.FIXED_BYTES + 4 * 15 + ExtensionWriter.MAX_BLOCK_BYTES;

    /** Of a packet without it. */
    private static final int NONE = -1;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int length;
    private int transportSequenceAt = NONE;
    private @Nullable PacketBuffer plain;
    private @Nullable ExtensionMap extensions;
    private long serial;

    /** Whether receivers with these extensions are shown the same but for what is named above. */
    static boolean isCommon(final ExtensionMap extensions, final Epoch epoch) {
        return extensions.absSendTimeId() == ExtensionMap.NONE
                && (extensions.dependencyDescriptorId() == ExtensionMap.NONE
                        || epoch.layering != Layering.DEPENDENCY_DESCRIPTOR);
    }

    /** Whether it is of that very packet. */
    // The very packet and the very map are meant, and the slot's serial number tells its packets apart.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(final PacketBuffer ofPlain, final ExtensionMap ofExtensions) {
        return plain == ofPlain && serial == ofPlain.serial() && extensions == ofExtensions;
    }

    /** Takes note of the header that was written at {@code offset}. */
    void keep(
            final PacketBuffer ofPlain,
            final ExtensionMap ofExtensions,
            final byte[] out,
            final int offset,
            final int headerLength,
            final int sequenceAt) {
        plain = ofPlain;
        serial = ofPlain.serial();
        extensions = ofExtensions;
        length = headerLength;
        transportSequenceAt = sequenceAt < 0 ? NONE : sequenceAt - offset;
        System.arraycopy(out, offset, bytes, 0, headerLength);
    }

    /** Returns the length of the header written at {@code offset}. */
    int copy(final byte[] out, final int offset) {
        System.arraycopy(bytes, 0, out, offset, length);
        return length;
    }

    /** Where in the header the transport-wide sequence number stands; negative if there is none. */
    int transportSequenceAt() {
        return transportSequenceAt;
    }
}
