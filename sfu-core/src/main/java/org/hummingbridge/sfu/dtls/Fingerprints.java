/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a certificate is the one that was signalled. Never satisfied by one hash function out of several: for
 * every accepted function that was signalled, the certificate must match one of that function's values (RFC 8122 §5).
 */
final class Fingerprints {
    private Fingerprints() {}

    /** Why the DER certificate is not the signalled one, or null if it is. */
    static @Nullable String mismatch(final List<Fingerprint> signalled, final byte[] certificate) {
        final Map<String, TreeSet<String>> valuesByHash = new TreeMap<>();
        for (final Fingerprint fingerprint : signalled) {
            final String hash = fingerprint.hash().toLowerCase(Locale.ROOT);
            if (Fingerprint.hashBytes(hash) > 0) {
                valuesByHash
                        .computeIfAbsent(hash, any -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER))
                        .add(fingerprint.value());
            }
        }
        if (valuesByHash.isEmpty()) {
            return "no fingerprint with an accepted hash function was signalled";
        }
        for (final Map.Entry<String, TreeSet<String>> entry : valuesByHash.entrySet()) {
            final String hash = entry.getKey();
            if (!entry.getValue().contains(Fingerprint.of(hash, certificate).value())) {
                return "the peer's certificate does not match its signalled " + hash + " fingerprint";
            }
        }
        return null;
    }
}
