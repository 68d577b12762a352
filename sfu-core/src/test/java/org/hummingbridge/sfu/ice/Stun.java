/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hummingbridge.sfu.datagram.Path;

/** Whole messages, as arrays of their own. */
final class Stun {
    private static final int LONGEST_USERNAME = 600;

    private Stun() {}

    static byte[] request(
            final String username,
            final long priority,
            final IceRole role,
            final long tieBreaker,
            final boolean useCandidate,
            final int token,
            final StunIntegrity key) {
        final StunWriter writer = new StunWriter(LONGEST_USERNAME);
        final byte[] name = username.getBytes(StandardCharsets.UTF_8);
        writer.request(name, priority, role, tieBreaker, useCandidate, token, 9, key);
        return copy(writer);
    }

    static byte[] success(final byte[] transaction, final Path mapped, final StunIntegrity key) {
        final StunWriter writer = new StunWriter(0);
        writer.success(transaction, 0, mapped, key);
        return copy(writer);
    }

    static byte[] roleConflict(final byte[] transaction, final StunIntegrity key) {
        final StunWriter writer = new StunWriter(0);
        writer.roleConflict(transaction, 0, key);
        return copy(writer);
    }

    static byte[] unknownAttributes(final byte[] transaction, final char[] unknown, final StunIntegrity key) {
        final StunWriter writer = new StunWriter(0);
        writer.unknownAttributes(transaction, 0, unknown, key);
        return copy(writer);
    }

    /** The message with MESSAGE-INTEGRITY and FINGERPRINT. */
    static byte[] sealed(final byte[] message, final String password) {
        final byte[] sealed = Arrays.copyOf(message, message.length + StunIntegrity.SEAL_BYTES);
        new StunIntegrity(password).seal(sealed, message.length);
        return sealed;
    }

    private static byte[] copy(final StunWriter writer) {
        return Arrays.copyOf(writer.bytes(), writer.length());
    }
}
