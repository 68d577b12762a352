/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** {@link GcmSealer} by the JDK. The JDK itself refuses the IV that it used last. */
final class JcaGcmSealer implements GcmSealer {
    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] iv = new byte[IV_BYTES];

    JcaGcmSealer(final Cipher cipher, final SecretKeySpec key) {
        this.cipher = cipher;
        this.key = key;
    }

    @Override
    public void seal(
            final int ivHead,
            final long ivTail,
            final byte[] aad,
            final int aadOffset,
            final int aadLength,
            final byte[] in,
            final int inOffset,
            final int length,
            final byte[] out,
            final int outOffset) {
        PacketIv.put(iv, ivHead, ivTail);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv));
            cipher.updateAAD(aad, aadOffset, aadLength);
            cipher.doFinal(in, inOffset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to encrypt", e);
        }
    }

    @Override
    public void close() {
        // The JDK's ciphers hold nothing but heap.
    }
}
