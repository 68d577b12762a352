/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a {@link TlsPolicy.Trust} whether a server's certificate is good, and remembers what it saw, so that a person
 * can compare. Does not look at names; whether they matter says {@link #checksNames}.
 */
final class ServerTrust implements X509TrustManager {
    /**
     * Where Debian's update-ca-certificates puts everything that the machine trusts. The installer of jitsi-meet adds Prosody's
     * certificate there, where a JVM that is not Debian's does not look.
     */
    private static final Path SYSTEM_BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private final TlsPolicy.Trust trust;
    private final @Nullable X509TrustManager authorities;
    private final Path systemBundle;
    private volatile @Nullable String lastSha256;

    private ServerTrust(TlsPolicy.Trust trust, @Nullable X509TrustManager authorities, Path systemBundle) {
        this.systemBundle = systemBundle;
        this.trust = trust;
        this.authorities = authorities;
    }

    /** Reads the file each time, so that a new one counts at the next attempt. */
    static ServerTrust of(TlsPolicy.Trust trust) throws IOException, GeneralSecurityException {
        return of(trust, SYSTEM_BUNDLE);
    }

    static ServerTrust of(TlsPolicy.Trust trust, Path systemBundle) throws IOException, GeneralSecurityException {
        return new ServerTrust(
                trust,
                switch (trust) {
                    case TlsPolicy.Trust.Authorities _ -> authorities(null);
                    case TlsPolicy.Trust.AuthorityFile(var pem) -> authorities(read(pem));
                    case TlsPolicy.Trust.Pinned _, TlsPolicy.Trust.Anybody _ -> null;
                },
                systemBundle);
    }

    boolean checksNames() {
        return authorities != null;
    }

    /** SHA-256 of the last certificate shown, in lower-case hex. */
    Optional<String> lastSha256() {
        return Optional.ofNullable(lastSha256);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        var sha256 = sha256(chain[0]);
        lastSha256 = sha256;
        switch (trust) {
            case TlsPolicy.Trust.Anybody _ -> {
                // that is what was asked for
            }
            case TlsPolicy.Trust.Pinned(var pinned) -> {
                var wanted = pinned.replace(":", "").toLowerCase(Locale.ROOT);
                if (!MessageDigest.isEqual(wanted.getBytes(US_ASCII), sha256.getBytes(US_ASCII))) {
                    throw new CertificateException("its SHA-256 is not the one of CERTIFICATE_SHA256");
                }
            }
            case TlsPolicy.Trust.Authorities _, TlsPolicy.Trust.AuthorityFile _ -> {
                if (authorities != null) {
                    checkAuthorities(authorities, chain, authType);
                }
            }
        }
    }

    private void checkAuthorities(X509TrustManager known, X509Certificate[] chain, String authType)
            throws CertificateException {
        try {
            known.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            if (!(trust instanceof TlsPolicy.Trust.Authorities) || !Files.isReadable(systemBundle)) {
                throw e;
            }
            try {
                authorities(read(systemBundle)).checkServerTrusted(chain, authType);
            } catch (IOException | GeneralSecurityException alsoNot) {
                e.addSuppressed(alsoNot);
                throw e;
            }
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }

    private static KeyStore read(Path pem) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(pem)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new CertificateException("no certificate in it");
        }
        return store;
    }

    private static X509TrustManager authorities(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new NoSuchAlgorithmException("the JVM has no X.509 trust manager");
    }

    private static String sha256(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException(e);
        }
    }
}
