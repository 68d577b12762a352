/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import org.hummingbridge.sfu.rtp.BigEndian;

/** {@link Authenticator} by the JDK. Returns one array again and again. */
final class JcaAuthenticator implements Authenticator {
    private final Mac hmac;
    private final byte[] wordBytes = new byte[Integer.BYTES];
    private final byte[] result = new byte[MAC_BYTES];

    JcaAuthenticator(final Mac hmac) {
        this.hmac = hmac;
    }

    @Override
    public byte[] mac(final byte[] bytes, final int offset, final int length) {
        hmac.update(bytes, offset, length);
        return finish();
    }

    @Override
    public byte[] mac(final byte[] bytes, final int offset, final int length, final int word) {
        hmac.update(bytes, offset, length);
        BigEndian.put32(wordBytes, 0, word);
        hmac.update(wordBytes, 0, wordBytes.length);
        return finish();
    }

    private byte[] finish() {
        try {
            hmac.doFinal(result, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 refused to finish", e);
        }
        return result;
    }

    @Override
    public void close() {
        // The JDK's MACs hold nothing but heap.
    }
}
