/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/** One end of a test's association: an association and everything that it told. */
final class Peer implements DtlsListener {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    static final int RESEND_MILLIS = 20;

    final DtlsCertificate certificate;
    final DtlsAssociation association;
    final List<byte[]> received = new ArrayList<>();
    final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    final List<byte[]> sent = new ArrayList<>();
    Consumer<byte[]> wire = datagram -> {};
    Runnable onEstablished = () -> {};
    SrtpKeys keys;
    int establishedCalls;
    String failure;
    boolean closed;
    boolean keepsNothing;
    long nowNanos;

    Peer(final TestLoop loop, final Options options) {
        certificate = options.certificate;
        association = new DtlsAssociation(
                certificate,
                options.profiles,
                options.ciphers,
                options.limiter,
                loop,
                this,
                RANDOM,
                options.sendLimit,
                options.resendMillis);
    }

    Peer(final TestLoop loop) {
        this(loop, new Options());
    }

    /** What a test may set differently. */
    static final class Options {
        DtlsCertificate certificate = DtlsCertificate.generate(RANDOM, NOW);
        List<SrtpProfile> profiles = List.of(SrtpProfile.values());
        SrtpCiphers ciphers = SrtpCiphers.best();
        HandshakeLimiter limiter = new HandshakeLimiter(4);
        int sendLimit = 1200;
        int resendMillis = RESEND_MILLIS;
    }

    void deliver(final byte[] datagram) {
        final DropReason reason = association.onDatagram(datagram, 0, datagram.length, nowNanos);
        if (reason != null) {
            drops.merge(reason, 1, Integer::sum);
        }
    }

    /** Lets simulated time pass. */
    void pass(final long nanos) {
        nowNanos += nanos;
        association.onTime(nowNanos);
    }

    boolean over() {
        return failure != null || closed;
    }

    @Override
    public void send(final byte[] bytes, final int offset, final int length) {
        if (keepsNothing) {
            return;
        }
        assertThat(length).isPositive();
        final byte[] datagram = Arrays.copyOfRange(bytes, offset, offset + length);
        sent.add(datagram);
        wire.accept(datagram);
    }

    @Override
    public void established(final SrtpKeys newKeys) {
        establishedCalls++;
        keys = newKeys;
        onEstablished.run();
    }

    @Override
    public void applicationData(final byte[] bytes, final int offset, final int length) {
        if (!keepsNothing) {
            received.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    @Override
    public void failed(final String reason) {
        assertThat(over()).as("told twice that it is over").isFalse();
        failure = reason;
    }

    @Override
    public void closed() {
        assertThat(over()).as("told twice that it is over").isFalse();
        closed = true;
    }
}
