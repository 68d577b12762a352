/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.srtp.JcaCiphers;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/**
 * Shakes hands with itself once: proves that this machine's Java can, and spares the first participant the seconds that loading
 * and compiling the TLS library takes. Blocks the calling thread; never touches the network.
 */
public final class DtlsSelfTest {
    private static final long POLL_MILLIS = 10;

    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final DtlsCertificate certificate;
    private final End server;
    private final End client;

    private DtlsSelfTest(final SecureRandom random) {
        certificate = DtlsCertificate.generate(random, Instant.now());
        server = new End(random);
        client = new End(random);
        server.peer = client;
        client.peer = server;
    }

    /** Null if both sides agreed on keys within {@code limit}; otherwise one clause that says what went wrong. */
    public static @Nullable String run(final SecureRandom random, final Duration limit) throws InterruptedException {
        final DtlsSelfTest test = new DtlsSelfTest(random);
        try {
            return test.shakeHands(limit);
        } finally {
            test.client.association.close();
            test.server.association.close();
        }
    }

    private @Nullable String shakeHands(final Duration limit) throws InterruptedException {
        final long start = System.nanoTime();
        server.start(DtlsRole.SERVER, start);
        client.start(DtlsRole.CLIENT, start);
        while (System.nanoTime() - start < limit.toNanos()) {
            final Runnable task = loop.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
            if (server.failure != null || client.failure != null) {
                return server.failure != null ? server.failure : client.failure;
            }
            if (server.keys != null && client.keys != null) {
                return Arrays.equals(server.keys.localKey(), client.keys.remoteKey())
                        ? null
                        : "the two sides derived different keys";
            }
            server.association.onTime(System.nanoTime());
            client.association.onTime(System.nanoTime());
        }
        return "no keys within " + limit.toSeconds() + " s";
    }

    private final class End implements DtlsListener {
        private final DtlsAssociation association;
        private @Nullable End peer;
        private @Nullable SrtpKeys keys;
        private @Nullable String failure;

        End(final SecureRandom random) {
            association = new DtlsAssociation(
                    certificate,
                    List.of(SrtpProfile.values()),
                    new JcaCiphers(),
                    new HandshakeLimiter(2),
                    loop::add,
                    this,
                    random);
        }

        void start(final DtlsRole role, final long now) {
            association.remoteFingerprints(List.of(certificate.fingerprint()));
            association.start(role, now);
        }

        @Override
        public void send(final byte[] bytes, final int offset, final int length) {
            final byte[] datagram = Arrays.copyOfRange(bytes, offset, offset + length);
            final End to = peer;
            if (to != null) {
                loop.add(() -> to.association.onDatagram(datagram, 0, datagram.length, System.nanoTime()));
            }
        }

        @Override
        public void established(final SrtpKeys agreed) {
            keys = agreed;
        }

        @Override
        public void applicationData(final byte[] bytes, final int offset, final int length) {}

        @Override
        public void failed(final String reason) {
            failure = reason;
        }

        @Override
        public void closed() {}
    }
}
