/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A certificate fingerprint as signalled (RFC 8122 §5).
 *
 * @param hash hash function in lower case, e.g. {@code sha-256}
 * @param value upper-case hex pairs joined by colons
 */
public record Fingerprint(String hash, String value) {
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    /**
     * The fingerprint that the signalled text stands for, or null if the hash function is not one of sha-256, sha-384 and
     * sha-512, or the value is not exactly as many hex pairs as that function yields. SHA-1 and weaker are refused.
     */
    public static @Nullable Fingerprint parse(final String hash, final String value) {
        final String name = hash.toLowerCase(Locale.ROOT);
        final int pairs = hashBytes(name);
        if (pairs == 0 || value.length() != pairs * 3 - 1) {
            return null;
        }
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (i % 3 == 2 ? c != ':' : !HexFormat.isHexDigit(c)) {
                return null;
            }
        }
        return new Fingerprint(name, value.toUpperCase(Locale.ROOT));
    }

    /** The fingerprint of a DER certificate. */
    static Fingerprint of(final String hash, final byte[] certificate) {
        try {
            // The JCA writes SHA-256 the way RFC 8122 does, but for case.
            final MessageDigest digest = MessageDigest.getInstance(hash.toUpperCase(Locale.ROOT));
            return new Fingerprint(hash, PAIRS.formatHex(digest.digest(certificate)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("no hash function " + hash, e);
        }
    }

    /** Length of the hash in bytes, 0 for a function that is not accepted. */
    static int hashBytes(final String lowerCaseHash) {
        return switch (lowerCaseHash) {
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> 0;
        };
    }
}
