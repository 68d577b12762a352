/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One STUN Binding transaction without credentials (RFC 8489 §6.1, §14.1 and §14.2): "from which address do you see me?" Never
 * throws for any answer.
 */
final class StunBinding {
    static final int TRANSACTION_ID_BYTES = 12;
    private static final int HEADER_BYTES = 20;
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int MAPPED_ADDRESS = 0x0001;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private final byte[] transactionId;

    StunBinding(final byte[] transactionId) {
        this.transactionId = Arrays.copyOf(transactionId, TRANSACTION_ID_BYTES);
    }

    byte[] request() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putShort((short) REQUEST)
                .putShort((short) 0)
                .putInt(MAGIC_COOKIE)
                .put(transactionId)
                .array();
    }

    /** The address in the answer to our request; null for anything else. */
    @Nullable
    InetSocketAddress mapped(final ByteBuffer answer) {
        if (answer.remaining() < HEADER_BYTES
                || answer.getShort() != SUCCESS
                || (answer.getShort() & 0xffff) != answer.remaining() - (HEADER_BYTES - Integer.BYTES)
                || answer.getInt() != MAGIC_COOKIE) {
            return null;
        }
        final byte[] id = new byte[TRANSACTION_ID_BYTES];
        answer.get(id);
        return Arrays.equals(id, transactionId) ? firstAddress(answer) : null;
    }

    /** Servers of RFC 3489 send the plain attribute alone; where both are there, the other one survives rewriting NATs. */
    private @Nullable InetSocketAddress firstAddress(final ByteBuffer attributes) {
        InetSocketAddress plain = null;
        while (attributes.remaining() >= Integer.BYTES) {
            final int type = attributes.getShort() & 0xffff;
            final int length = attributes.getShort() & 0xffff;
            if (length > attributes.remaining()) {
                break;
            }
            final ByteBuffer value = attributes.slice(attributes.position(), length);
            if (type == XOR_MAPPED_ADDRESS) {
                final InetSocketAddress mapped = address(value, true);
                if (mapped != null) {
                    return mapped;
                }
            } else if (type == MAPPED_ADDRESS) {
                plain = address(value, false);
            }
            final int padded = (length + 3) & ~3;
            attributes.position(Math.min(attributes.limit(), attributes.position() + padded));
        }
        return plain;
    }

    private @Nullable InetSocketAddress address(final ByteBuffer value, final boolean xor) {
        if (value.remaining() < Integer.BYTES) {
            return null;
        }
        final int family = value.getShort() & 0xff;
        final int port = (value.getShort() & 0xffff) ^ (xor ? MAGIC_COOKIE >>> 16 : 0);
        final int size = family == IPV4 ? 4 : family == IPV6 ? 16 : -1;
        if (value.remaining() != size) {
            return null;
        }
        final byte[] bytes = new byte[size];
        value.get(bytes);
        if (xor) {
            final byte[] mask = ByteBuffer.allocate(Integer.BYTES + TRANSACTION_ID_BYTES)
                    .putInt(MAGIC_COOKIE)
                    .put(transactionId)
                    .array();
            for (int i = 0; i < size; i++) {
                bytes[i] ^= mask[i];
            }
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
