/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hummingbridge.sfu.datagram.Path;

/**
 * Makes the four STUN messages that an agent sends (RFC 8489 §5, RFC 8445 §7.1), sealed by {@link StunIntegrity}. Never uses
 * ice4j's encoder: what that writes depends on system properties, which any ice4j agent in the process sets.
 */
final class StunWriter {
    private static final byte[] SOFTWARE = "hummingbridge".getBytes(StandardCharsets.US_ASCII);

    /** Holds any of the messages without its USERNAME and seal. */
    private static final int FIXED_BYTES = 128;

    private static final int FAMILY_IPV4 = 1;
    private static final int FAMILY_IPV6 = 2;
    private static final int ROLE_CONFLICT = 487;
    private static final int UNKNOWN_ATTRIBUTE = 420;

    private final ByteBuffer buffer;

    /** What a connectivity check says. */
    record Check(
            String username, long priority, IceRole role, long tieBreaker, boolean useCandidate, int token, long id) {}

    private StunWriter(final int type, final byte[] transactionId, final int usernameBytes) {
        buffer = ByteBuffer.allocate(FIXED_BYTES + usernameBytes);
        buffer.putShort((short) type)
                .putShort((short) 0)
                .putInt(StunMessage.MAGIC_COOKIE)
                .put(transactionId);
    }

    static byte[] request(final Check check, final StunIntegrity remote) {
        final byte[] transactionId = ByteBuffer.allocate(StunMessage.TRANSACTION_BYTES)
                .putInt(check.token)
                .putLong(check.id)
                .array();
        final byte[] username = check.username.getBytes(StandardCharsets.UTF_8);
        final StunWriter writer = new StunWriter(StunMessage.BINDING_REQUEST, transactionId, username.length);
        writer.add(StunAttribute.USERNAME, username);
        writer.begin(StunAttribute.PRIORITY, 4).putInt((int) check.priority);
        final boolean controlling = check.role == IceRole.CONTROLLING;
        writer.begin(controlling ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED, 8)
                .putLong(check.tieBreaker);
        if (check.useCandidate) {
            writer.begin(StunAttribute.USE_CANDIDATE, 0);
        }
        return writer.sealed(remote);
    }

    static byte[] success(final byte[] transactionId, final Path mapped, final StunIntegrity local) {
        final StunWriter writer = new StunWriter(StunMessage.BINDING_SUCCESS, transactionId, 0);
        writer.xorMappedAddress(mapped);
        return writer.sealed(local);
    }

    static byte[] roleConflict(final byte[] transactionId, final StunIntegrity local) {
        return error(transactionId, ROLE_CONFLICT).sealed(local);
    }

    static byte[] unknownAttributes(final byte[] transactionId, final char[] unknown, final StunIntegrity local) {
        final StunWriter writer = error(transactionId, UNKNOWN_ATTRIBUTE);
        writer.begin(StunAttribute.UNKNOWN_ATTRIBUTES, 2 * unknown.length);
        for (final char type : unknown) {
            writer.buffer.putChar(type);
        }
        writer.pad();
        return writer.sealed(local);
    }

    /** ERROR-CODE without a reason phrase, which nobody reads (RFC 8489 §14.8). */
    private static StunWriter error(final byte[] transactionId, final int code) {
        final StunWriter writer = new StunWriter(StunMessage.BINDING_ERROR, transactionId, 0);
        writer.begin(StunAttribute.ERROR_CODE, 4)
                .putShort((short) 0)
                .put((byte) (code / 100))
                .put((byte) (code % 100));
        return writer;
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

    private byte[] sealed(final StunIntegrity key) {
        add(StunAttribute.SOFTWARE, SOFTWARE);
        return key.seal(Arrays.copyOf(buffer.array(), buffer.position()));
    }
}
