/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The session keys of one direction, derived once from the master key (RFC 3711 §4.3 with a key derivation rate of 0; RFC 7714 §11).
 * Never logged.
 */
// Keys are handed over once and compared by nobody; a list would box every byte.
@SuppressWarnings("ArrayRecordComponent")
record SessionKeys(
        byte[] rtpKey, byte[] rtpAuthKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpAuthKey, byte[] rtcpSalt) {
    /** Length of the salt that enters the derivation; the 12 bytes of GCM are padded with zeros on the right. */
    private static final int KDF_SALT_BYTES = 14;

    /** The label stands above the 48-bit index (RFC 3711 §4.3.1), thus in this byte of the salt. */
    private static final int LABEL_AT = KDF_SALT_BYTES - 7;

    static SessionKeys derive(final SrtpProfile profile, final byte[] masterKey, final byte[] masterSalt) {
        if (masterKey.length != profile.keyBytes() || masterSalt.length != profile.saltBytes()) {
            throw new IllegalArgumentException("master key or salt is not as long as " + profile + " needs");
        }
        return new SessionKeys(
                derive(masterKey, masterSalt, 0, profile.keyBytes()),
                derive(masterKey, masterSalt, 1, profile.authKeyBytes()),
                derive(masterKey, masterSalt, 2, profile.saltBytes()),
                derive(masterKey, masterSalt, 3, profile.keyBytes()),
                derive(masterKey, masterSalt, 4, profile.authKeyBytes()),
                derive(masterKey, masterSalt, 5, profile.saltBytes()));
    }

    /** The first bytes of the key stream of AES-CM under the master key, its IV made of salt and label. */
    static byte[] derive(final byte[] masterKey, final byte[] masterSalt, final int label, final int bytes) {
        final byte[] x = Arrays.copyOf(Arrays.copyOf(masterSalt, KDF_SALT_BYTES), CounterCipher.IV_BYTES);
        x[LABEL_AT] ^= (byte) label;
        try {
            final Cipher prf = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
            prf.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(x));
            return prf.doFinal(new byte[bytes]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks AES-CTR", e);
        }
    }

    @Override
    public String toString() {
        return "SessionKeys";
    }
}
