/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LibcryptoCiphersTest extends AbstractSrtpCiphersTest {
    private static CipherProbe probe;

    @BeforeAll
    static void skipWhereItIsMissing() {
        probe = CipherProbe.run(LibcryptoCiphers.NAME);
        assumeTrue(probe.ciphers() instanceof LibcryptoCiphers, probe.description());
    }

    @Override
    SrtpCiphers ciphers() {
        return probe.ciphers();
    }

    @Test
    void saysItsVersion() {
        assertThat(new LibcryptoCiphers().version()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void closingAnAssociationFreesItsNativeContextsOnce(final SrtpProfile profile) {
        final LibcryptoCiphers ciphers = new LibcryptoCiphers();
        final byte[] key = new byte[profile.keyBytes()];
        final byte[] salt = new byte[profile.saltBytes()];
        final SrtpSender sender = new SrtpSender(profile, key, salt, ciphers);
        final SrtpReceiver receiver = new SrtpReceiver(profile, key, salt, ciphers);
        assertThat(ciphers.liveContexts()).isEqualTo(4);

        sender.close();
        sender.close();
        receiver.close();
        receiver.close();

        assertThat(ciphers.liveContexts()).isZero();
    }
}
