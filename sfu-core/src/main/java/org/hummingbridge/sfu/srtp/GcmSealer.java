/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** Encrypts packets with AES-GCM (RFC 5116 §5.1) under one key. Does not guard against IV reuse: its caller does. */
public interface GcmSealer extends AutoCloseable {
    int IV_BYTES = 12;

    int TAG_BYTES = 16;

    /**
     * Writes ciphertext and tag, {@code length + TAG_BYTES} bytes, to {@code out}. {@code in} is only read; it may be the same
     * place as {@code out} but must not overlap it otherwise.
     *
     * @param ivHead the first four bytes of the IV, in network byte order
     * @param ivTail the other eight
     */
    void seal(
            int ivHead,
            long ivTail,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] in,
            int inOffset,
            int length,
            byte[] out,
            int outOffset);

    @Override
    void close();
}
