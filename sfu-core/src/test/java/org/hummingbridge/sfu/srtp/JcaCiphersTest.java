/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

class JcaCiphersTest extends AbstractSrtpCiphersTest {
    @Override
    SrtpCiphers ciphers() {
        return new JcaCiphers();
    }
}
