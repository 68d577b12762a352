/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CipherProbeTest {
    @Test
    void theJdkIsUsedWhenNamed() {
        final CipherProbe probe = CipherProbe.run("jca");

        assertThat(probe.ciphers()).isInstanceOf(JcaCiphers.class);
        assertThat(probe.description()).contains("jca").contains("as configured");
    }

    @Test
    void autoTakesABackEndThatGivesTheRightAnswersAndSaysWhich() {
        final CipherProbe probe = CipherProbe.run(CipherProbe.AUTO);

        assertThat(KnownAnswers.wrongAnswer(probe.ciphers())).isNull();
        assertThat(probe.description()).contains(probe.ciphers().name());
    }

    @Test
    void aMissingLibraryLeadsToTheJdkAndTheReasonIsSaid() {
        final CipherProbe probe = CipherProbe.choose("libcrypto", JcaCiphers::new, () -> {
            throw new ExceptionInInitializerError(new IllegalStateException("none of libfoo.so can be loaded"));
        });

        assertThat(probe.ciphers()).isInstanceOf(JcaCiphers.class);
        assertThat(probe.description()).contains("libcrypto not used").contains("none of libfoo.so can be loaded");
    }

    @Test
    void aLibraryThatAnswersWronglyIsNotUsed() {
        final CipherProbe probe = CipherProbe.choose("auto", JcaCiphers::new, ForgivingCiphers::new);

        assertThat(probe.ciphers()).isInstanceOf(JcaCiphers.class);
        assertThat(probe.description()).contains("RFC 7714 §16.1.1");
    }

    @Test
    void anUnknownNameIsTakenAsAutoAndSaid() {
        final CipherProbe probe = CipherProbe.run("openssl");

        assertThat(probe.description()).contains("\"openssl\"").contains("auto");
    }

    /** Right in everything, except that it takes every tag. */
    private static final class ForgivingCiphers implements SrtpCiphers {
        private final SrtpCiphers real = new JcaCiphers();

        @Override
        public String name() {
            return "forgiving";
        }

        @Override
        public GcmSealer gcmSealer(final byte[] key) {
            return real.gcmSealer(key);
        }

        @Override
        public GcmOpener gcmOpener(final byte[] key) {
            final GcmOpener opener = real.gcmOpener(key);
            return new GcmOpener() {
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
                    opener.open(ivHead, ivTail, aad, aadOffset, aadLength, bytes, offset, length);
                    return true;
                }

                @Override
                public void close() {
                    opener.close();
                }
            };
        }

        @Override
        public CounterCipher counter(final byte[] key) {
            return real.counter(key);
        }

        @Override
        public Authenticator hmacSha1(final byte[] key) {
            return real.hmacSha1(key);
        }
    }
}
