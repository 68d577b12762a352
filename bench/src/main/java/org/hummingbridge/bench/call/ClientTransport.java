/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import org.hummingbridge.bench.net.GeneratorSocket;
import org.hummingbridge.bench.net.ReceiveBatch;
import org.hummingbridge.bench.net.SendBatch;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.dtls.DtlsAssociation;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.dtls.DtlsListener;
import org.hummingbridge.sfu.dtls.DtlsRole;
import org.hummingbridge.sfu.dtls.HandshakeLimiter;
import org.hummingbridge.sfu.ice.IceAgent;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.IceListener;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.ice.IceState;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.hummingbridge.sfu.srtp.SrtpReceiver;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/** A participant's way to the bridge, as a browser goes it: controlled ICE, DTLS as the client, SRTP. On the generator's loop. */
final class ClientTransport {
    /** What the transport finds out and delivers. The array is valid only during the call. */
    interface Listener {
        void onKeys();

        void onRtp(byte[] plain, int length, long arrivedNanos, long nowNanos);

        void onRtcp(byte[] plain, int length, long nowNanos);

        void onApplicationData(byte[] bytes, int offset, int length, long nowNanos);

        void onFailure(String reason);
    }

    /** What all participants share. */
    record Parts(
            DtlsCertificate certificate,
            SrtpCiphers ciphers,
            SrtpProfile profile,
            HandshakeLimiter handshakes,
            SecureRandom random) {}

    private final GeneratorSocket socket;
    private final SendBatch batch;
    private final Listener listener;
    private final Parts parts;
    private final IceAgent ice;
    private final DtlsAssociation dtls;
    private final byte[] protectedRtcp = new byte[ReceiveBatch.MAX_DATAGRAM_BYTES];
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private @Nullable Path path;
    private long refused;
    private boolean closed;

    ClientTransport(
            final GeneratorLoop loop, final GeneratorSocket socket, final Parts parts, final Listener listener) {
        this.socket = socket;
        this.batch = loop.sendBatch();
        this.listener = listener;
        this.parts = parts;
        this.ice = new IceAgent(
                IceRole.CONTROLLED,
                List.of(candidate()),
                IceSettings.defaults(),
                new IceEvents(),
                parts.random(),
                System.nanoTime());
        this.dtls = new DtlsAssociation(
                parts.certificate(),
                List.of(parts.profile()),
                parts.ciphers(),
                parts.handshakes(),
                loop,
                new DtlsEvents(),
                parts.random());
    }

    /** RFC 8445 §5.1.2.1 for a host candidate with the highest local preference. */
    private LocalCandidate candidate() {
        return new LocalCandidate(
                0, CandidateType.HOST_CANDIDATE, socket.local(), null, "1", 2_130_706_431L, "the generator's own");
    }

    IceCredentials credentials() {
        return ice.localCredentials();
    }

    InetSocketAddress address() {
        return socket.local();
    }

    void connect(final RemoteTransport remote, final long now) {
        dtls.remoteFingerprints(remote.fingerprints());
        final IceCredentials credentials = remote.credentials();
        if (credentials != null) {
            ice.remoteCredentials(credentials, now);
        }
        for (final RemoteCandidate candidate : remote.candidates()) {
            ice.addRemoteCandidate(candidate, now);
        }
    }

    void onDatagram(
            final byte[] bytes,
            final int length,
            final ReceiveBatch batch,
            final int index,
            final long arrived,
            final long now) {
        // RFC 7983 §7.
        final int first = bytes[0] & 0xff;
        if (first >= 128 && first <= 191) {
            onMedia(bytes, length, arrived, now);
        } else if (first <= 3) {
            ice.onStun(bytes, 0, length, batch.path(index), now);
        } else if (first >= 20 && first <= 63) {
            dtls.onDatagram(bytes, 0, length, now);
        }
    }

    private void onMedia(final byte[] bytes, final int length, final long arrived, final long now) {
        final SrtpReceiver srtp = receiver;
        if (srtp == null) {
            // The bridge may have its keys a moment before us; nothing is measured yet.
            return;
        }
        if (length < 2) {
            refused++;
            return;
        }
        final int second = bytes[1] & 0xff;
        if (second >= 192 && second <= 223) {
            final int plain = srtp.unprotectRtcp(bytes, 0, length);
            if (plain > 0) {
                listener.onRtcp(bytes, plain, now);
            } else {
                refused++;
            }
            return;
        }
        final int plain = srtp.unprotectRtp(bytes, 0, length);
        if (plain > 0) {
            listener.onRtp(bytes, plain, arrived, now);
        } else {
            refused++;
        }
    }

    void onTick(final long now) {
        if (now - ice.nextDeadline() >= 0) {
            ice.onTime(now);
        }
        dtls.onTime(now);
    }

    boolean maySend() {
        return sender != null && path != null;
    }

    /** Protects a packet whose header stands at the start of {@code out}; the loop sends it with those behind it. */
    void sendRtp(final byte[] out, final int header, final byte[] payload, final int length) {
        if (sender != null && path != null) {
            final int whole = protect(out, header, payload, length);
            if (whole > 0) {
                batch.add(socket, path, out, whole);
            }
        }
    }

    /** Protects a packet in place; its length, or a negative code. */
    int protect(final byte[] out, final int header, final byte[] payload, final int length) {
        return sender == null ? -1 : sender.protectRtp(out, 0, header, payload, 0, length);
    }

    /** Sends a datagram as it is. */
    void sendRaw(final byte[] bytes, final int length) {
        if (path != null) {
            socket.send(path, bytes, 0, length);
        }
    }

    void sendRtcp(final byte[] rtcp, final int length) {
        if (sender != null && path != null) {
            final int whole = sender.protectRtcp(protectedRtcp, 0, rtcp, 0, length);
            if (whole > 0) {
                batch.add(socket, path, protectedRtcp, whole);
            }
        }
    }

    void sendApplicationData(final byte[] bytes, final int length) {
        if (!closed) {
            dtls.sendApplicationData(bytes, length);
        }
    }

    /** Datagrams that could not be decrypted. */
    long refused() {
        return refused;
    }

    IceState iceState() {
        return ice.state();
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        dtls.close();
        ice.close();
        path = null;
        if (sender != null) {
            sender.close();
        }
        if (receiver != null) {
            receiver.close();
        }
    }

    private final class IceEvents implements IceListener {
        @Override
        public void send(final Path to, final byte[] bytes, final int offset, final int length) {
            socket.send(to, bytes, offset, length);
        }

        @Override
        public void bound(final Path bound) {}

        @Override
        public void unbound(final Path unbound) {}

        @Override
        public void pathChanged(final @Nullable Path chosen) {
            path = chosen;
            if (chosen != null) {
                dtls.start(DtlsRole.CLIENT, System.nanoTime());
            }
        }

        @Override
        public void stateChanged(final IceState state) {
            if (state == IceState.FAILED || state == IceState.DISCONNECTED) {
                listener.onFailure("ICE is " + state);
            }
        }

        @Override
        public void credentialsAdded(final IceCredentials local, final int token) {}

        @Override
        public void credentialsRemoved(final IceCredentials local, final int token) {}
    }

    private final class DtlsEvents implements DtlsListener {
        @Override
        public void send(final byte[] bytes, final int offset, final int length) {
            if (path != null) {
                socket.send(path, bytes, offset, length);
            }
        }

        @Override
        public void established(final SrtpKeys keys) {
            if (closed) {
                return;
            }
            sender = new SrtpSender(keys.profile(), keys.localKey(), keys.localSalt(), parts.ciphers());
            receiver = new SrtpReceiver(keys.profile(), keys.remoteKey(), keys.remoteSalt(), parts.ciphers());
            listener.onKeys();
        }

        @Override
        public void applicationData(final byte[] bytes, final int offset, final int length) {
            listener.onApplicationData(bytes, offset, length, System.nanoTime());
        }

        @Override
        public void failed(final String reason) {
            listener.onFailure("DTLS failed: " + reason);
        }

        @Override
        public void closed() {
            listener.onFailure("the bridge closed DTLS");
        }
    }
}
