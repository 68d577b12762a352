/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** DATA_CHANNEL_OPEN (RFC 8832 §5.1). The bridge channel is reliable and ordered; what the peer wishes for itself is its affair. */
record DataChannelOpen(String label, String protocol) {
    static final int TYPE = 3;

    /** Label and protocol each; the bridge channel's are 16 and 34 bytes long. */
    static final int MAX_TEXT_BYTES = 256;

    private static final int FIXED_BYTES = 12;

    /** Null if the lengths do not fit or are above the limit. */
    static @Nullable DataChannelOpen read(final byte[] message) {
        if (message.length < FIXED_BYTES || message[0] != TYPE) {
            return null;
        }
        final int labelBytes = Wire.u16(message, 8);
        final int protocolBytes = Wire.u16(message, 10);
        if (labelBytes > MAX_TEXT_BYTES
                || protocolBytes > MAX_TEXT_BYTES
                || message.length != FIXED_BYTES + labelBytes + protocolBytes) {
            return null;
        }
        return new DataChannelOpen(
                new String(message, FIXED_BYTES, labelBytes, StandardCharsets.UTF_8),
                new String(message, FIXED_BYTES + labelBytes, protocolBytes, StandardCharsets.UTF_8));
    }

    /** A reliable, ordered channel of normal priority 0, as browsers write it. */
    byte[] toMessage() {
        final byte[] labelUtf8 = label.getBytes(StandardCharsets.UTF_8);
        final byte[] protocolUtf8 = protocol.getBytes(StandardCharsets.UTF_8);
        final byte[] message = new byte[FIXED_BYTES + labelUtf8.length + protocolUtf8.length];
        message[0] = TYPE;
        Wire.u16(message, 8, labelUtf8.length);
        Wire.u16(message, 10, protocolUtf8.length);
        System.arraycopy(labelUtf8, 0, message, FIXED_BYTES, labelUtf8.length);
        System.arraycopy(protocolUtf8, 0, message, FIXED_BYTES + labelUtf8.length, protocolUtf8.length);
        return message;
    }
}
