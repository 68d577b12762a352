/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a DTLS-SRTP handshake as the TLS library asks for it. Never resumes, renegotiates, or goes on without
 * use_srtp and the extended master secret (RFC 7627).
 */
// The library's signatures have raw types, vectors and hash tables.
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"})
final class DtlsSrtpClient extends DefaultTlsClient {
    private final SrtpNegotiation negotiation;
    private final int resendMillis;

    DtlsSrtpClient(final SrtpNegotiation negotiation, final int resendMillis) {
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
    protected Vector getSupportedGroups(final Vector namedGroupRoles) {
        return DtlsTerms.groups();
    }

    @Override
    protected Vector getSupportedSignatureAlgorithms() {
        return DtlsTerms.signatures();
    }

    // The library's way to say that no status is asked for.
    @SuppressWarnings("NullAway")
    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    public Hashtable getClientExtensions() throws IOException {
        final Hashtable extensions = super.getClientExtensions();
        negotiation.offer(extensions);
        return extensions;
    }

    @Override
    public void processServerExtensions(final Hashtable serverExtensions) throws IOException {
        super.processServerExtensions(serverExtensions);
        negotiation.accept(serverExtensions);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(final TlsServerCertificate server) throws IOException {
                negotiation.verify(server.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(final CertificateRequest request) throws IOException {
                return negotiation.credentials(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        negotiation.export(context);
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
}
