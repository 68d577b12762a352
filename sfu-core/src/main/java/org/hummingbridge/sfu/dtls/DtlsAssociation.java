/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.bouncycastle.tls.DTLSTransport;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/**
 * The DTLS association of one transport: shakes hands, proves the peer's certificate, yields the SRTP keys, then carries
 * application data. Never blocks its caller and never acts on what is not authenticated, except to shake hands.
 *
 * <p>All methods are called on the loop, in this order: {@link #remoteFingerprints} and {@link #start}, whichever comes
 * first; {@link #onDatagram} for each datagram of the peer, of which the first few may come before, and {@link #onTime} every
 * few milliseconds; at the end {@link #close}, unless the listener was told failed or closed. The TLS library blocks, so the handshake runs on a virtual
 * thread ({@link Handshake}); its timers use the machine's clock. Behind the handshake that thread is gone and everything
 * happens on the loop.
 *
 * <p>A ClientHello that we cannot serve may be forged (CVE-2023-49786), so it fails the association only if no better one
 * comes within {@link #REJECTION_GRACE_NANOS}.
 */
public final class DtlsAssociation {
    /** Largest application datagram in bytes: what the costliest suite, AES-CBC with HMAC-SHA1 (RFC 7366), leaves of 1200. */
    public static final int MAX_APPLICATION_DATA = 1135;

    /** From a usable path and known fingerprints to keys. */
    static final long HANDSHAKE_TIMEOUT_NANOS = 30_000_000_000L;

    /** Long enough for a genuine client to have repeated its hello a few times. */
    static final long REJECTION_GRACE_NANOS = 2_000_000_000L;

    /** Bounds the attempts that a flood of bad hellos can cause. */
    private static final long REJECTED_HELLO_SPACING_NANOS = 10_000_000L;

    /**
     * Datagrams per {@link #WINDOW_NANOS} behind the handshake. A record costs up to 150 µs, forged ones most, so that a
     * flood takes a seventh of a loop at worst; the bridge channel needs far fewer.
     */
    static final int MAX_DATAGRAMS_PER_WINDOW = 100;

    static final long WINDOW_NANOS = 100_000_000L;

    /** Fits any path: IPv6's minimum MTU less headers and TURN (RFC 8085 §3.2). */
    private static final int SEND_LIMIT_BYTES = 1200;

    /** A generous round trip; doubles with every repetition. */
    private static final int RESEND_MILLIS = 250;

    private enum State {
        WAITING,
        SHAKING_HANDS,
        ESTABLISHED,
        OVER
    }

    private final DtlsCertificate certificate;
    private final List<SrtpProfile> profiles;
    private final SrtpCiphers ciphers;
    private final HandshakeLimiter limiter;
    private final Executor loop;
    private final DtlsListener listener;
    private final SecureRandom random;
    private final int sendLimitBytes;
    private final int resendMillis;

    /** Read by the handshake's thread when the peer's certificate comes; hence volatile. */
    private volatile List<Fingerprint> fingerprints = List.of();

    private State state = State.WAITING;
    private int attempts;
    private @Nullable DtlsRole role;
    private @Nullable HandshakeInbox inbox;
    private @Nullable RecordTransport transport;
    private @Nullable Handshake handshake;
    private @Nullable Connection connection;
    private @Nullable Rejection rejection;
    private final EarlyFlight early = new EarlyFlight();
    private final Allowance allowance = new Allowance(MAX_DATAGRAMS_PER_WINDOW, WINDOW_NANOS);
    private final Deadline handshakeDeadline = new Deadline(HANDSHAKE_TIMEOUT_NANOS);

    /**
     * @param certificate the one that was signalled to the peer
     * @param profiles in order of preference
     * @param ciphers the back-end for application data
     * @param loop runs tasks where all methods are called
     */
    public DtlsAssociation(
            final DtlsCertificate certificate,
            final List<SrtpProfile> profiles,
            final SrtpCiphers ciphers,
            final HandshakeLimiter limiter,
            final Executor loop,
            final DtlsListener listener,
            final SecureRandom random) {
        this(certificate, profiles, ciphers, limiter, loop, listener, random, SEND_LIMIT_BYTES, RESEND_MILLIS);
    }

    DtlsAssociation(
            final DtlsCertificate certificate,
            final List<SrtpProfile> profiles,
            final SrtpCiphers ciphers,
            final HandshakeLimiter limiter,
            final Executor loop,
            final DtlsListener listener,
            final SecureRandom random,
            final int sendLimitBytes,
            final int resendMillis) {
        this.certificate = certificate;
        this.profiles = List.copyOf(profiles);
        this.ciphers = ciphers;
        this.limiter = limiter;
        this.loop = loop;
        this.listener = listener;
        this.random = random;
        this.sendLimitBytes = sendLimitBytes;
        this.resendMillis = resendMillis;
    }

    /**
     * What the peer's certificate has to match; every hash function that occurs must. Replaces what was known before, but an
     * association that is established stays so.
     */
    public void remoteFingerprints(final List<Fingerprint> signalled) {
        fingerprints = List.copyOf(signalled);
        begin();
    }

    /** There is a path to the peer. A client sends its hello, a server waits for it. A second call changes nothing. */
    public void start(final DtlsRole newRole, final long nowNanos) {
        if (role == null) {
            role = newRole;
            begin();
            onTime(nowNanos);
        }
    }

    /** Takes in a datagram that came by the path; the reason if it was of no use. */
    public @Nullable DropReason onDatagram(
            final byte[] bytes, final int offset, final int length, final long nowNanos) {
        if (state == State.OVER || length > RecordTransport.RECEIVE_LIMIT) {
            return DropReason.DTLS_INVALID;
        }
        if (inbox == null || transport == null) {
            return early.hold(bytes, offset, length) ? null : DropReason.DTLS_EARLY;
        }
        if (transport.full() || (connection != null && !allowance.take(nowNanos))) {
            return DropReason.DTLS_QUEUE_FULL;
        }
        if (state == State.WAITING && rejection != null && !rejection.spacing().passed(nowNanos)) {
            return DropReason.DTLS_INVALID;
        }
        final DropReason drop = inbox.accept(bytes, offset, length);
        if (state == State.WAITING && inbox.started()) {
            shakeHands(transport);
        } else if (connection != null) {
            connection.drain();
            endIfOver(connection);
        }
        return drop;
    }

    /** Sends one datagram of at most {@value #MAX_APPLICATION_DATA} bytes; before the keys and after the end it is lost. */
    public void sendApplicationData(final byte[] bytes) {
        sendApplicationData(bytes, bytes.length);
    }

    /** As {@link #sendApplicationData(byte[])}, of the first bytes of an array. */
    public void sendApplicationData(final byte[] bytes, final int length) {
        if (length == 0 || length > MAX_APPLICATION_DATA) {
            throw new IllegalArgumentException(length + " bytes of application data");
        }
        if (connection != null) {
            connection.send(bytes, length);
            endIfOver(connection);
        }
    }

    /** Lets time pass. */
    public void onTime(final long nowNanos) {
        if (inbox == null || state == State.ESTABLISHED) {
            return;
        }
        if (state == State.WAITING && rejection != null && rejection.grace().passed(nowNanos)) {
            final Rejection last = rejection;
            if (last.alert().length > 0) {
                listener.send(last.alert(), 0, last.alert().length);
            }
            fail(last.reason());
        } else if (handshakeDeadline.passed(nowNanos)) {
            fail(timeoutReason(inbox));
        } else if (state == State.WAITING && transport != null && (role == DtlsRole.CLIENT || inbox.started())) {
            shakeHands(transport);
        }
    }

    /** Ends the association; says close_notify if it was established. The listener is told nothing more. */
    public void close() {
        final Connection open = connection;
        if (open != null) {
            connection = null;
            open.close();
            open.release();
        }
        end();
    }

    private void begin() {
        if (inbox == null && state == State.WAITING && role != null && !fingerprints.isEmpty()) {
            attempt(role);
        }
    }

    /** Makes everything ready for a handshake that nothing is left over from an earlier one. */
    private void attempt(final DtlsRole ourRole) {
        final int number = ++attempts;
        final RecordTransport newTransport = new RecordTransport(
                sendLimitBytes,
                limiter,
                bytes -> loop.execute(() -> sendFor(number, bytes)),
                datagram -> listener.send(datagram.bytes(), 0, datagram.length()));
        final HandshakeInbox newInbox = new HandshakeInbox(
                ourRole == DtlsRole.SERVER ? HandshakeScript.OF_CLIENT : HandshakeScript.OF_SERVER,
                newTransport::offer);
        transport = newTransport;
        inbox = newInbox;
        early.release(newInbox);
        if (ourRole == DtlsRole.CLIENT) {
            shakeHands(newTransport);
        }
    }

    /** Begins, or leaves it to {@link #onTime} to try again while the process has as many handshakes as it may. */
    private void shakeHands(final RecordTransport records) {
        final DtlsRole ourRole = Objects.requireNonNull(role);
        if (!limiter.begin()) {
            return;
        }
        state = State.SHAKING_HANDS;
        final SrtpNegotiation negotiation = new SrtpNegotiation(
                ourRole, certificate, profiles, () -> fingerprints, new DtlsCrypto(random, records.epoch()));
        final Handshake started =
                new Handshake(ourRole, negotiation, records, limiter, loop, new Outcome(), resendMillis);
        handshake = started;
        started.start();
    }

    private void sendFor(final int number, final byte[] datagram) {
        if (number == attempts) {
            listener.send(datagram, 0, datagram.length);
        }
    }

    private void endIfOver(final Connection used) {
        if (connection != used) {
            // The listener has closed it meanwhile.
            return;
        }
        final String failure = used.failure();
        if (failure != null) {
            fail(failure);
        } else if (used.closed()) {
            end();
            listener.closed();
        }
    }

    private void fail(final String reason) {
        end();
        listener.failed(reason);
    }

    private void end() {
        state = State.OVER;
        attempts++;
        if (handshake != null) {
            handshake.cancel();
        }
        handshake = null;
        if (connection != null) {
            connection.release();
        }
        connection = null;
        inbox = null;
        transport = null;
        rejection = null;
    }

    private static String timeoutReason(final HandshakeInbox records) {
        final StringBuilder reason = new StringBuilder("the DTLS handshake did not finish within 30 s");
        if (!records.started()) {
            reason.append("; no hello of the peer came");
        }
        if (records.complaint() != null) {
            reason.append("; ").append(records.complaint());
        }
        return reason.toString();
    }

    private final class Outcome implements Handshake.Outcome {
        @Override
        public void established(final Handshake of, final DTLSTransport tls, final SrtpKeys keys) {
            if (handshake != of || transport == null || inbox == null) {
                return;
            }
            final Connection open = new Connection(tls, transport, ciphers, listener);
            inbox.direct(open);
            handshake = null;
            connection = open;
            state = State.ESTABLISHED;
            listener.established(keys);
            if (connection == open) {
                open.drain();
                endIfOver(open);
            }
        }

        @Override
        public void rejected(final Handshake of, final byte[] alert, final String reason) {
            if (handshake == of) {
                handshake = null;
                state = State.WAITING;
                final Deadline grace = rejection == null ? new Deadline(REJECTION_GRACE_NANOS) : rejection.grace();
                rejection = new Rejection(alert, reason, grace, new Deadline(REJECTED_HELLO_SPACING_NANOS));
                attempt(DtlsRole.SERVER);
            }
        }

        @Override
        public void failed(final Handshake of, final String reason) {
            if (handshake == of) {
                fail(reason);
            }
        }
    }
}
