/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/**
 * What makes a handshake DTLS-SRTP, in either role: the use_srtp extension, our certificate, the peer's fingerprints, the
 * exported keys (RFC 5764). Never settles for less: every requirement that is not met is a fatal alert with its reason.
 *
 * <p>Belongs to the handshake's thread.
 */
final class SrtpNegotiation {
    private static final String EXPORTER_LABEL = "EXTRACTOR-dtls_srtp";

    private final DtlsRole role;
    private final DtlsCertificate certificate;
    private final List<SrtpProfile> profiles;
    private final Supplier<List<Fingerprint>> fingerprints;
    private final DtlsCrypto crypto;
    private @Nullable SrtpProfile agreed;
    private boolean verified;
    private @Nullable SrtpKeys keys;

    SrtpNegotiation(
            final DtlsRole role,
            final DtlsCertificate certificate,
            final List<SrtpProfile> profiles,
            final Supplier<List<Fingerprint>> fingerprints,
            final DtlsCrypto crypto) {
        this.role = role;
        this.certificate = certificate;
        this.profiles = profiles;
        this.fingerprints = fingerprints;
        this.crypto = crypto;
    }

    DtlsCrypto crypto() {
        return crypto;
    }

    /** As a client: all our profiles, and no MKI. */
    void offer(final Map<?, ?> clientExtensions) throws IOException {
        use(clientExtensions, profiles.stream().mapToInt(SrtpProfile::id).toArray());
    }

    /** As a server: chooses the first of our preference that the client offered. Its MKI is not used, so not echoed. */
    void choose(final @Nullable Map<?, ?> clientExtensions) throws IOException {
        final UseSRTPData offered = required(clientExtensions);
        for (final SrtpProfile profile : profiles) {
            if (contains(offered.getProtectionProfiles(), profile)) {
                agreed = profile;
                return;
            }
        }
        throw new TlsFatalAlert(
                AlertDescription.handshake_failure,
                "no SRTP profile in common: the peer offered "
                        + IntStream.of(offered.getProtectionProfiles())
                                .mapToObj("0x%04x"::formatted)
                                .collect(Collectors.joining(", ")));
    }

    /** As a server: puts the choice into the ServerHello. */
    void answer(final Map<?, ?> serverExtensions) throws IOException {
        use(serverExtensions, new int[] {agreed().id()});
    }

    /** As a client: takes the server's choice, which must be one of ours (RFC 5764 §4.1.1). */
    void accept(final @Nullable Map<?, ?> serverExtensions) throws IOException {
        final UseSRTPData answered = required(serverExtensions);
        final int[] ids = answered.getProtectionProfiles();
        final SrtpProfile profile = ids.length == 1 ? SrtpProfile.of(ids[0]) : null;
        if (profile == null || !profiles.contains(profile) || answered.getMki().length > 0) {
            throw new TlsFatalAlert(
                    AlertDescription.illegal_parameter, "the peer answered use_srtp with what was not offered");
        }
        agreed = profile;
    }

    /** Checks the peer's leaf certificate, the one whose key it proves to have, against what was signalled. */
    void verify(final @Nullable Certificate peer) throws IOException {
        if (peer == null || peer.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "the peer sent no certificate");
        }
        final String mismatch = Fingerprints.mismatch(
                fingerprints.get(), peer.getCertificateAt(0).getEncoded());
        if (mismatch != null) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, mismatch);
        }
        verified = true;
    }

    TlsCredentialedSigner credentials(final TlsContext context) throws IOException {
        final Certificate chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificate.der())});
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, certificate.privateKey(), chain, DtlsTerms.ourSignature());
    }

    /** Exports the keys of a finished handshake (RFC 5764 §4.2): no context, which is not the same as an empty one. */
    void export(final TlsContext context) throws IOException {
        if (!verified) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "the peer sent no certificate");
        }
        final SrtpProfile profile = agreed();
        final int key = profile.keyBytes();
        final int salt = profile.saltBytes();
        final byte[] block = context.exportKeyingMaterial(EXPORTER_LABEL, null, 2 * (key + salt));
        final byte[] clientKey = Arrays.copyOfRange(block, 0, key);
        final byte[] serverKey = Arrays.copyOfRange(block, key, 2 * key);
        final byte[] clientSalt = Arrays.copyOfRange(block, 2 * key, 2 * key + salt);
        final byte[] serverSalt = Arrays.copyOfRange(block, 2 * key + salt, 2 * (key + salt));
        Arrays.fill(block, (byte) 0);
        keys = role == DtlsRole.CLIENT
                ? new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt)
                : new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt);
    }

    SrtpKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("no keys before the handshake has finished");
        }
        return keys;
    }

    private SrtpProfile agreed() throws TlsFatalAlert {
        if (agreed == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "the peer offered no use_srtp");
        }
        return agreed;
    }

    private static UseSRTPData required(final @Nullable Map<?, ?> extensions) throws IOException {
        final byte[] extension = extensions == null ? null : (byte[]) extensions.get(TlsSRTPUtils.EXT_use_srtp);
        if (extension == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "the peer offered no use_srtp");
        }
        return TlsSRTPUtils.readUseSRTPExtension(extension);
    }

    private static boolean contains(final int[] ids, final SrtpProfile profile) {
        return IntStream.of(ids).anyMatch(id -> id == profile.id());
    }

    // The library's extension tables are raw.
    @SuppressWarnings("unchecked")
    private static void use(final Map<?, ?> extensions, final int[] ids) throws IOException {
        ((Map<Integer, byte[]>) extensions)
                .put(
                        TlsSRTPUtils.EXT_use_srtp,
                        TlsSRTPUtils.createUseSRTPExtension(new UseSRTPData(ids, TlsUtils.EMPTY_BYTES)));
    }
}
