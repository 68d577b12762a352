/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a handshake, on a virtual thread of its own that ends with it. Never touches the association but by tasks
 * on its loop.
 */
final class Handshake implements Runnable {
    /** How an attempt ends; called on the loop. A cancelled attempt has no outcome. */
    interface Outcome {
        void established(Handshake handshake, DTLSTransport connection, SrtpKeys keys);

        /** The ClientHello is not one that can be served; nothing has been answered yet, {@code alert} would be. */
        void rejected(Handshake handshake, byte[] alert, String reason);

        void failed(Handshake handshake, String reason);
    }

    private final DtlsRole role;
    private final SrtpNegotiation negotiation;
    private final RecordTransport transport;
    private final HandshakeLimiter limiter;
    private final Executor loop;
    private final Outcome outcome;
    private final int resendMillis;
    private final Thread thread;
    private HandshakeLimiter.@Nullable Waiter waiter;

    Handshake(
            final DtlsRole role,
            final SrtpNegotiation negotiation,
            final RecordTransport transport,
            final HandshakeLimiter limiter,
            final Executor loop,
            final Outcome outcome,
            final int resendMillis) {
        this.role = role;
        this.negotiation = negotiation;
        this.transport = transport;
        this.limiter = limiter;
        this.loop = loop;
        this.outcome = outcome;
        this.resendMillis = resendMillis;
        thread = Thread.ofVirtual().name("dtls-handshake").unstarted(this);
    }

    /** The limiter has given it a place, which it gives back; it begins when it is its turn. */
    void start() {
        waiter = limiter.start(thread);
    }

    /** Ends the attempt; its thread goes as soon as it notices. */
    void cancel() {
        if (waiter != null && limiter.withdraw(waiter)) {
            limiter.end();
        } else {
            thread.interrupt();
        }
    }

    @Override
    public void run() {
        try {
            transport.hasTurn();
            shakeHands();
        } catch (final RejectedExecutionException e) {
            // The loop is gone: nobody is left to tell.
            Thread.currentThread().interrupt();
        } finally {
            transport.stopComputing();
            limiter.end();
        }
    }

    private void shakeHands() {
        try {
            final DTLSTransport connection = role == DtlsRole.SERVER
                    ? new DTLSServerProtocol().accept(new DtlsSrtpServer(negotiation, resendMillis), transport)
                    : new DTLSClientProtocol().connect(new DtlsSrtpClient(negotiation, resendMillis), transport);
            transport.flush();
            final SrtpKeys keys = negotiation.keys();
            loop.execute(() -> outcome.established(this, connection, keys));
        } catch (final IOException e) {
            if (!thread.isInterrupted()) {
                report(reason(e));
            }
        }
    }

    private static String reason(final IOException e) {
        final Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + "; " + cause.getMessage();
    }

    private void report(final String reason) {
        final byte[] unsent = transport.unsentFirstFlight();
        if (role == DtlsRole.SERVER && unsent != null) {
            loop.execute(() -> outcome.rejected(this, unsent, reason));
        } else {
            transport.flush();
            loop.execute(() -> outcome.failed(this, reason));
        }
    }
}
