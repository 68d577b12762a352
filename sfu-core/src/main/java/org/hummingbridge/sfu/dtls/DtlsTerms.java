/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;

/** What we negotiate in either role (RFC 8827 §6.5). Never a suite without forward secrecy or with another key than ours. */
// The library takes nothing but vectors.
@SuppressWarnings("JdkObsolete")
final class DtlsTerms {
    /** By preference; the CBC ones are what implementations had before RFC 8827. */
    private static final List<Integer> CIPHER_SUITES = List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA);

    private static final List<Integer> GROUPS = List.of(NamedGroup.x25519, NamedGroup.secp256r1);

    /** Bits of both groups. */
    static final int GROUP_BITS = 256;

    /** The leaf is all that is looked at. */
    static final int MAX_CHAIN_LENGTH = 4;

    private DtlsTerms() {}

    static ProtocolVersion[] versions() {
        return ProtocolVersion.DTLSv12.only();
    }

    static int[] cipherSuites() {
        return CIPHER_SUITES.stream().mapToInt(Integer::intValue).toArray();
    }

    static boolean hasGroup(final int group) {
        return GROUPS.contains(group);
    }

    static Vector<Integer> groups() {
        return new Vector<>(GROUPS);
    }

    /** How we sign: ECDSA with SHA-256. */
    static SignatureAndHashAlgorithm ourSignature() {
        return SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
    }

    /** What a peer may sign with: certificates of peers may be ECDSA or RSA. */
    static Vector<SignatureAndHashAlgorithm> signatures() {
        final Vector<SignatureAndHashAlgorithm> signatures = new Vector<>();
        for (final short hash : List.of(HashAlgorithm.sha256, HashAlgorithm.sha384, HashAlgorithm.sha512)) {
            signatures.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa));
        }
        signatures.add(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256);
        for (final short hash : List.of(HashAlgorithm.sha256, HashAlgorithm.sha384, HashAlgorithm.sha512)) {
            signatures.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.rsa));
        }
        return signatures;
    }
}
