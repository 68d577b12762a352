/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** Verifies and decrypts packets with AES-GCM (RFC 5116 §5.1) under one key. Throws nothing for a wrong tag. */
public interface GcmOpener extends AutoCloseable {
    /**
     * Decrypts {@code length} bytes in place; the tag stands right behind them.
     *
     * @param ivHead the first four bytes of the IV, in network byte order
     * @param ivTail the other eight
     * @return false if the tag is wrong; the bytes are then undefined
     */
    boolean open(
            int ivHead, long ivTail, byte[] aad, int aadOffset, int aadLength, byte[] bytes, int offset, int length);

    @Override
    void close();
}
