/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.random.RandomGenerator;

/**
 * Draws user name fragments and passwords of digits and lower-case letters. A fragment starts with its session's token, so
 * fragments are unique where tokens are; 30 further bits (RFC 8445 §5.3 wants 24) are random.
 */
final class CredentialSource {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
    private static final int BITS_PER_CHARACTER = 5;
    private static final int TOKEN_CHARACTERS = 7;
    private static final int RANDOM_CHARACTERS = 6;

    /** 130 bits (RFC 8445 §5.3 wants 128). */
    private static final int PASSWORD_CHARACTERS = 26;

    private CredentialSource() {}

    static IceCredentials draw(final int token, final RandomGenerator random) {
        final StringBuilder ufrag = new StringBuilder();
        for (int i = 0; i < TOKEN_CHARACTERS; i++) {
            ufrag.append(ALPHABET.charAt((token >>> (BITS_PER_CHARACTER * i)) & 31));
        }
        appendRandom(ufrag, RANDOM_CHARACTERS, random);
        final StringBuilder password = new StringBuilder();
        appendRandom(password, PASSWORD_CHARACTERS, random);
        return new IceCredentials(ufrag.toString(), password.toString());
    }

    private static void appendRandom(final StringBuilder to, final int count, final RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            to.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
    }
}
