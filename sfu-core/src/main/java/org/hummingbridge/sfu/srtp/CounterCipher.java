/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** AES in counter mode (RFC 3711 §4.1.1) under one key: encrypts and decrypts alike. Authenticates nothing. */
public interface CounterCipher extends AutoCloseable {
    int IV_BYTES = 16;

    /** Where the next packet's IV is to be written, {@value #IV_BYTES} bytes. */
    byte[] iv();

    /** XORs the keystream onto {@code in}, which may be the same place as {@code out} but must not overlap it otherwise. */
    void apply(byte[] in, int inOffset, int length, byte[] out, int outOffset);

    @Override
    void close();
}
