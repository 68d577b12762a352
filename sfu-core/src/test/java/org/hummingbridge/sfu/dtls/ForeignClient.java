/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/** A DTLS client that is not quite WebRTC's: without a certificate, and with a hello as the test wants it. */
final class ForeignClient implements DatagramTransport {
    private final LinkedBlockingQueue<byte[]> inbound = new LinkedBlockingQueue<>();
    private final Executor loop;
    private final Consumer<byte[]> wire;
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    int[] profiles = {0x0007};
    int[] suites = {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
    boolean extendedMasterSecret = true;

    ForeignClient(final Executor loop, final Peer server) {
        this.loop = loop;
        wire = server::deliver;
        server.wire = datagram -> {
            inbound.add(datagram);
        };
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        try {
            new DTLSClientProtocol().connect(new Client(), this);
        } catch (final IOException e) {
            // The server's verdict is what tests look at.
        }
    }

    @Override
    public int getReceiveLimit() {
        return 2048;
    }

    @Override
    public int getSendLimit() {
        return 1200;
    }

    @Override
    public int receive(final byte[] buffer, final int offset, final int length, final int waitMillis)
            throws IOException {
        try {
            final byte[] datagram = inbound.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            System.arraycopy(datagram, 0, buffer, offset, datagram.length);
            return datagram.length;
        } catch (final InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public void send(final byte[] buffer, final int offset, final int length) {
        final byte[] datagram = Arrays.copyOfRange(buffer, offset, offset + length);
        loop.execute(() -> wire.accept(datagram));
    }

    @Override
    public void close() {}

    @SuppressWarnings({"rawtypes", "unchecked"})
    private final class Client extends DefaultTlsClient {
        Client() {
            super(new DtlsCrypto(Peer.RANDOM, new ProtectedEpoch()));
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return suites;
        }

        @Override
        public boolean shouldUseExtendedMasterSecret() {
            return extendedMasterSecret;
        }

        @Override
        public int getHandshakeResendTimeMillis() {
            return Peer.RESEND_MILLIS;
        }

        @Override
        public Hashtable getClientExtensions() throws IOException {
            final Hashtable extensions = super.getClientExtensions();
            if (profiles.length > 0) {
                TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, TlsUtils.EMPTY_BYTES));
            }
            return extensions;
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(final TlsServerCertificate certificate) {}

                @Override
                public TlsCredentials getClientCredentials(final CertificateRequest request) {
                    return null;
                }
            };
        }
    }
}
