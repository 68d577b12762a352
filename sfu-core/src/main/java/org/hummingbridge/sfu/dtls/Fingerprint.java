/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/**
 * A certificate fingerprint as signalled (RFC 8122 §5).
 *
 * @param hash hash function in lower case, e.g. {@code sha-256}
 * @param value upper-case hex pairs joined by colons
 */
public record Fingerprint(String hash, String value) {}
