/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** Encrypts packets with AES-GCM (RFC 5116 §5.1) under one key. Does not guard against IV reuse: its caller does. */
public interface GcmSealer extends AutoCloseable {
    int IV_BYTES = 12;

    int TAG_BYTES = 16;

    /** Where the next packet's IV is to be written, {@value #IV_BYTES} bytes. */
    byte[] iv();

    /**
     * Writes ciphertext and tag, {@code length + TAG_BYTES} bytes, to {@code out}. {@code in} is only read; it may be the same
     * place as {@code out} but must not overlap it otherwise.
     */
    void seal(byte[] aad, int aadOffset, int aadLength, byte[] in, int inOffset, int length, byte[] out, int outOffset);

    @Override
    void close();
}
