/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** {@link CounterCipher} by the JDK. Keeps no keystream between packets. */
final class JcaCounterCipher implements CounterCipher {
    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] iv = new byte[IV_BYTES];
    private byte[] text = new byte[2048];

    JcaCounterCipher(final Cipher cipher, final SecretKeySpec key) {
        this.cipher = cipher;
        this.key = key;
    }

    @Override
    public byte[] iv() {
        return iv;
    }

    @Override
    public void apply(final byte[] in, final int inOffset, final int length, final byte[] out, final int outOffset) {
        // In place, the JDK would allocate a copy of the text for every packet.
        if (text.length < length) {
            text = new byte[length];
        }
        System.arraycopy(in, inOffset, text, 0, length);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            cipher.doFinal(text, 0, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR refused to work", e);
        }
    }

    @Override
    public void close() {
        // The JDK's ciphers hold nothing but heap.
    }
}
