/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.hummingbridge.sfu.datagram.Path;

/**
 * Makes the four STUN messages that an agent sends (RFC 8489 §5, RFC 8445 §7.1), sealed by {@link StunIntegrity}. Never uses
 * ice4j's encoder: what that writes depends on system properties, which any ice4j agent in the process sets. Writes every
 * message into the same array.
 */
final class StunWriter {
    private static final byte[] SOFTWARE = "hummingbridge".getBytes(StandardCharsets.US_ASCII);

    /** Holds any of the messages without its USERNAME. */
    private static final int FIXED_BYTES = 160;

    private static final int FAMILY_IPV4 = 1;
    private static final int FAMILY_IPV6 = 2;
    private static final int ROLE_CONFLICT = 487;
    private static final int UNKNOWN_ATTRIBUTE = 420;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private int length;

    /** @param usernameBytes of the longest USERNAME that it will be given */
    StunWriter(final int usernameBytes) {
        bytes = new byte[FIXED_BYTES + usernameBytes];
        buffer = ByteBuffer.wrap(bytes);
    }

    /** The message made last, from the start of the array on. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void request(
            final byte[] username,
            final long priority,
            final IceRole role,
            final long tieBreaker,
            final boolean useCandidate,
            final int token,
            final long id,
            final StunIntegrity remote) {
        begin(StunMessage.BINDING_REQUEST);
        buffer.putInt(token).putLong(id);
        add(StunAttribute.USERNAME, username);
        begin(StunAttribute.PRIORITY, 4).putInt((int) priority);
        final boolean controlling = role == IceRole.CONTROLLING;
        begin(controlling ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED, 8)
                .putLong(tieBreaker);
        if (useCandidate) {
            begin(StunAttribute.USE_CANDIDATE, 0);
        }
        seal(remote);
    }

    /** Answers the request whose transaction id stands at {@code offset}. */
    void success(final byte[] request, final int offset, final Path mapped, final StunIntegrity local) {
        begin(StunMessage.BINDING_SUCCESS);
        buffer.put(request, offset, StunMessage.TRANSACTION_BYTES);
        xorMappedAddress(mapped);
        seal(local);
    }

    void roleConflict(final byte[] request, final int offset, final StunIntegrity local) {
        error(request, offset, ROLE_CONFLICT);
        seal(local);
    }

    void unknownAttributes(final byte[] request, final int offset, final char[] unknown, final StunIntegrity local) {
        error(request, offset, UNKNOWN_ATTRIBUTE);
        begin(StunAttribute.UNKNOWN_ATTRIBUTES, 2 * unknown.length);
        for (final char type : unknown) {
            buffer.putChar(type);
        }
        pad();
        seal(local);
    }

    /** ERROR-CODE without a reason phrase, which nobody reads (RFC 8489 §14.8). */
    private void error(final byte[] request, final int offset, final int code) {
        begin(StunMessage.BINDING_ERROR);
        buffer.put(request, offset, StunMessage.TRANSACTION_BYTES);
        begin(StunAttribute.ERROR_CODE, 4)
                .putShort((short) 0)
                .put((byte) (code / 100))
                .put((byte) (code % 100));
    }

    /** RFC 8489 §14.2. */
    private void xorMappedAddress(final Path mapped) {
        final short port = (short) (mapped.port() ^ (StunMessage.MAGIC_COOKIE >>> 16));
        if (mapped.isIpv4()) {
            begin(StunAttribute.XOR_MAPPED_ADDRESS, 8)
                    .putShort((short) FAMILY_IPV4)
                    .putShort(port)
                    .putInt((int) mapped.low() ^ StunMessage.MAGIC_COOKIE);
            return;
        }
        final long high = buffer.getLong(StunMessage.TRANSACTION_OFFSET - 4);
        final long low = buffer.getLong(StunMessage.TRANSACTION_OFFSET + 4);
        begin(StunAttribute.XOR_MAPPED_ADDRESS, 20)
                .putShort((short) FAMILY_IPV6)
                .putShort(port)
                .putLong(mapped.high() ^ high)
                .putLong(mapped.low() ^ low);
    }

    private void begin(final int type) {
        buffer.clear().putShort((short) type).putShort((short) 0).putInt(StunMessage.MAGIC_COOKIE);
    }

    private ByteBuffer begin(final int type, final int length) {
        return buffer.putShort((short) type).putShort((short) length);
    }

    private void add(final int type, final byte[] value) {
        begin(type, value.length).put(value);
        pad();
    }

    private void pad() {
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
    }

    private void seal(final StunIntegrity key) {
        add(StunAttribute.SOFTWARE, SOFTWARE);
        length = key.seal(bytes, buffer.position());
    }
}
