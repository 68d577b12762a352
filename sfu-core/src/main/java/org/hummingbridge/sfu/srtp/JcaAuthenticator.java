/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** {@link Authenticator} by the JDK. Returns one array again and again. */
final class JcaAuthenticator implements Authenticator {
    private final Mac mac;
    private final byte[] result = new byte[MAC_BYTES];

    JcaAuthenticator(final Mac mac) {
        this.mac = mac;
    }

    @Override
    public void update(final byte[] bytes, final int offset, final int length) {
        mac.update(bytes, offset, length);
    }

    @Override
    public byte[] finish() {
        try {
            mac.doFinal(result, 0);
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
