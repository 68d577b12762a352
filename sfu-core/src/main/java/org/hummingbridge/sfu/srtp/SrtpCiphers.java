/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/**
 * A back-end: makes the ciphers that SRTP's transforms are built from, one per key and direction. Holds no per-packet state
 * itself, so one back-end serves all associations and threads; what it makes belongs to one thread at a time.
 */
public interface SrtpCiphers {
    /** The name by which it is selected. */
    String name();

    /** Encrypts with AES-GCM under a key of 16 or 32 bytes. */
    GcmSealer gcmSealer(byte[] key);

    /** Decrypts with AES-GCM under a key of 16 or 32 bytes. */
    GcmOpener gcmOpener(byte[] key);

    /** AES in counter mode under a key of 16 bytes. */
    CounterCipher counter(byte[] key);

    /** HMAC-SHA1 under a key of 20 bytes. */
    Authenticator hmacSha1(byte[] key);

    /** The best back-end of this machine. */
    static SrtpCiphers best() {
        return CipherProbe.run(CipherProbe.AUTO).ciphers();
    }
}
