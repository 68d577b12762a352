/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** Verifies and decrypts packets with AES-GCM (RFC 5116 §5.1) under one key. Throws nothing for a wrong tag. */
public interface GcmOpener extends AutoCloseable {
    /** Where the next packet's IV is to be written, {@link GcmSealer#IV_BYTES} bytes. */
    byte[] iv();

    /**
     * Decrypts {@code length} bytes in place; the tag stands right behind them.
     *
     * @return false if the tag is wrong; the bytes are then undefined
     */
    boolean open(byte[] aad, int aadOffset, int aadLength, byte[] bytes, int offset, int length);

    @Override
    void close();
}
