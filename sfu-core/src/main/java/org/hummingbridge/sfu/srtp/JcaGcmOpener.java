/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** {@link GcmOpener} by the JDK. The one place where the JDK's exception for a wrong tag is met; it never leaves. */
final class JcaGcmOpener implements GcmOpener {
    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] iv = new byte[GcmSealer.IV_BYTES];
    private byte[] plaintext = new byte[2048];

    JcaGcmOpener(final Cipher cipher, final SecretKeySpec key) {
        this.cipher = cipher;
        this.key = key;
    }

    @Override
    public boolean open(
            final int ivHead,
            final long ivTail,
            final byte[] aad,
            final int aadOffset,
            final int aadLength,
            final byte[] bytes,
            final int offset,
            final int length) {
        // In place, the JDK would allocate an array as long as the whole of `bytes` for every packet.
        if (plaintext.length < length) {
            plaintext = new byte[length];
        }
        PacketIv.put(iv, ivHead, ivTail);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(GcmSealer.TAG_BYTES * Byte.SIZE, iv));
            cipher.updateAAD(aad, aadOffset, aadLength);
            cipher.doFinal(bytes, offset, length + GcmSealer.TAG_BYTES, plaintext, 0);
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to decrypt", e);
        }
        System.arraycopy(plaintext, 0, bytes, offset, length);
        return true;
    }

    @Override
    public void close() {
        // The JDK's ciphers hold nothing but heap.
    }
}
