/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which back-end this machine gets, found out once at start by known-answer tests. Never fails: without libcrypto it is the JDK's.
 *
 * @param description what was chosen, and why not the other, for people
 */
public record CipherProbe(SrtpCiphers ciphers, String description) {
    /** Selects libcrypto where it works, the JDK otherwise. */
    public static final String AUTO = "auto";

    /** Chooses by name: {@value #AUTO}, {@value JcaCiphers#NAME} or {@value LibcryptoCiphers#NAME}. */
    public static CipherProbe run(final String wanted) {
        return choose(wanted, JcaCiphers::new, LibcryptoCiphers::new);
    }

    static CipherProbe choose(
            final String wanted, final Supplier<JcaCiphers> jdk, final Supplier<? extends SrtpCiphers> libcrypto) {
        return switch (wanted) {
            case JcaCiphers.NAME -> new CipherProbe(jdk.get(), "SRTP by the JDK (jca), as configured");
            case LibcryptoCiphers.NAME, AUTO -> preferred(jdk, Candidate.of(libcrypto), "");
            default -> preferred(jdk, Candidate.of(libcrypto), "; unknown back-end \"" + wanted + "\" taken as auto");
        };
    }

    private static CipherProbe preferred(
            final Supplier<JcaCiphers> jdk, final Candidate libcrypto, final String remark) {
        if (libcrypto.ciphers != null) {
            return new CipherProbe(
                    libcrypto.ciphers, "SRTP by libcrypto" + libcrypto.remark + ", known-answer tests passed" + remark);
        }
        return new CipherProbe(jdk.get(), "SRTP by the JDK (jca); libcrypto not used: " + libcrypto.remark + remark);
    }

    /** A back-end that gave the right answers, or the reason why there is none. */
    private record Candidate(@Nullable SrtpCiphers ciphers, String remark) {
        // Whatever a foreign library does wrong (not there, not allowed, not linkable, wrong) has the same consequence.
        static Candidate of(final Supplier<? extends SrtpCiphers> backEnd) {
            try {
                final SrtpCiphers ciphers = backEnd.get();
                final String wrong = KnownAnswers.wrongAnswer(ciphers);
                if (wrong != null) {
                    return new Candidate(null, wrong);
                }
                return new Candidate(
                        ciphers, ciphers instanceof LibcryptoCiphers openssl ? " (" + openssl.version() + ")" : "");
            } catch (RuntimeException | LinkageError | AssertionError e) {
                return new Candidate(null, rootOf(e).toString());
            }
        }

        private static Throwable rootOf(final Throwable e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root;
        }
    }
}
