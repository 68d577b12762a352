/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a DTLS-SRTP handshake as the TLS library asks for it. Never resumes, renegotiates, or goes on without
 * the client's certificate, use_srtp and the extended master secret (RFC 7627).
 */
// The library's signatures have raw types, vectors and hash tables.
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"})
final class DtlsSrtpServer extends DefaultTlsServer {
    private final SrtpNegotiation negotiation;
    private final int resendMillis;

    DtlsSrtpServer(final SrtpNegotiation negotiation, final int resendMillis) {
        super(negotiation.crypto());
        this.negotiation = negotiation;
        this.resendMillis = resendMillis;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return DtlsTerms.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return DtlsTerms.cipherSuites();
    }

    @Override
    protected boolean preferLocalCipherSuites() {
        return true;
    }

    @Override
    protected int getMaximumNegotiableCurveBits() {
        return commonGroup() < 0 ? 0 : DtlsTerms.GROUP_BITS;
    }

    @Override
    protected int selectECDH(final int minimumCurveBits) {
        return commonGroup();
    }

    @Override
    public void processClientExtensions(final Hashtable clientExtensions) throws IOException {
        super.processClientExtensions(clientExtensions);
        // A record size limit (RFC 6066 §4) would not leave room for SCTP's packets; it is ours to ignore.
        maxFragmentLengthOffered = -1;
    }

    @Override
    public Hashtable getServerExtensions() throws IOException {
        negotiation.choose(clientExtensions);
        final Hashtable extensions = super.getServerExtensions();
        negotiation.answer(extensions);
        return extensions;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return negotiation.credentials(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                DtlsTerms.signatures(),
                null);
    }

    @Override
    public void notifyClientCertificate(final @Nullable Certificate clientCertificate) throws IOException {
        negotiation.verify(clientCertificate);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        negotiation.export(context);
    }

    @Override
    protected boolean allowCertificateStatus() {
        return false;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    /** A self-signed certificate's own signature proves nothing; the fingerprint does. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    /** Nothing is ever renegotiated, so it need not be secured. */
    @Override
    public void notifySecureRenegotiation(final boolean secureRenegotiation) {}

    @Override
    public int getMaxCertificateChainLength() {
        return DtlsTerms.MAX_CHAIN_LENGTH;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return resendMillis;
    }

    private int commonGroup() {
        final int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        if (offered == null) {
            // RFC 8422 §4: the server may choose any.
            return NamedGroup.secp256r1;
        }
        for (final int group : offered) {
            if (DtlsTerms.hasGroup(group)) {
                return group;
            }
        }
        return -1;
    }
}
