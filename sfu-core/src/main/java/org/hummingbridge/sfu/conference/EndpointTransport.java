/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.dtls.DtlsAssociation;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.dtls.DtlsListener;
import org.hummingbridge.sfu.dtls.DtlsRole;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.ice.IceAgent;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.IceListener;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceState;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpReceiver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint's way through the network: ICE proves addresses, DTLS agrees on keys over them, SRTP protects the media. Only
 * what passed all three reaches the listener. Lives on the home loop and never blocks it.
 */
final class EndpointTransport implements DatagramSink {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointTransport.class);

    /** Longest compound that is sent: within any path's MTU together with SRTCP's trailer. */
    static final int MAX_RTCP_BYTES = 1200;

    private final String name;
    private final Loop loop;
    private final EndpointParts parts;
    private final Counters counters;
    private final TransportListener listener;
    private final DtlsCertificate certificate;
    private final List<LocalCandidate> candidates;
    private final IceAgent ice;
    private final DtlsAssociation dtls;
    private final Unsealing unsealing;

    /** What the agent said last, at hand for every packet. */
    private @Nullable Path sendPath;

    private @Nullable Sealing sealing;
    private @Nullable DtlsRole dtlsRole;
    private boolean dtlsStarted;
    private long dtlsStartedNanos;
    private long checkingSinceNanos;
    private int iceGeneration;
    private @Nullable IceCredentials restarted;
    private boolean closed;

    /** @param name for logs */
    EndpointTransport(
            final String name,
            final Loop loop,
            final IceRole role,
            final EndpointParts parts,
            final DtlsCertificate certificate,
            final TransportListener listener) {
        this.name = name;
        this.loop = loop;
        this.parts = parts;
        this.counters = loop.counters();
        this.listener = listener;
        this.unsealing = new Unsealing(counters, loop.backlog(), listener);
        this.certificate = certificate;
        this.candidates = parts.candidates().of(loop);
        this.ice = new IceAgent(
                role,
                candidates,
                parts.settings().ice(),
                new IceEvents(),
                parts.random(),
                parts.routes()::newToken,
                loop.nowNanos());
        this.dtls = new DtlsAssociation(
                certificate,
                parts.settings().srtpProfiles(),
                parts.ciphers(),
                parts.handshakes(),
                loop::execute,
                new DtlsEvents(),
                parts.random());
    }

    @Override
    public Loop home() {
        return loop;
    }

    LocalTransport description() {
        return new LocalTransport(ice.localCredentials(), candidates, certificate.fingerprint(), localSetup(), 0);
    }

    private DtlsSetup localSetup() {
        if (dtlsRole == null) {
            return DtlsSetup.ACTPASS;
        }
        return dtlsRole == DtlsRole.CLIENT ? DtlsSetup.ACTIVE : DtlsSetup.PASSIVE;
    }

    void update(final RemoteTransport remote, final long now) {
        if (!remote.fingerprints().isEmpty()) {
            dtls.remoteFingerprints(remote.fingerprints());
        }
        final DtlsSetup setup = remote.setup();
        if (setup != null && dtlsRole == null) {
            // A peer that leaves it to us is answered actively: RFC 5763 §5 lets the answerer choose.
            dtlsRole = setup == DtlsSetup.ACTIVE ? DtlsRole.SERVER : DtlsRole.CLIENT;
        }
        if (remote.iceGeneration() != 0 && remote.iceGeneration() != iceGeneration) {
            LOG.info(
                    "{}: ignored an answer to ICE restart {}, the last one is {}",
                    name,
                    remote.iceGeneration(),
                    iceGeneration);
            startDtls(now);
            return;
        }
        final IceCredentials credentials = remote.credentials();
        if (credentials != null) {
            ice.remoteCredentials(credentials, now);
        }
        for (final RemoteCandidate candidate : remote.candidates()) {
            ice.addRemoteCandidate(candidate, now);
        }
        startDtls(now);
    }

    /** See {@link ConferenceControl#restartIce}. */
    @Nullable
    LocalTransport restart(final long now) {
        if (closed) {
            return null;
        }
        final IceCredentials credentials = ice.restart(now);
        if (credentials == null) {
            return description();
        }
        if (!credentials.equals(restarted)) {
            restarted = credentials;
            iceGeneration++;
        }
        return new LocalTransport(credentials, candidates, certificate.fingerprint(), localSetup(), iceGeneration);
    }

    @Override
    public void onDatagram(final PacketBuffer packet, final long now) {
        if (closed || packet.length() == 0) {
            drop(packet, DropReason.UNKNOWN_SOURCE);
            return;
        }
        final byte[] bytes = packet.bytes();
        // RFC 7983 §7.
        final int first = bytes[packet.offset()] & 0xff;
        if (first >= 128 && first <= 191) {
            unsealing.onPacket(packet, now);
        } else if (first <= 3) {
            final Path path = packet.path();
            if (path == null) {
                drop(packet, DropReason.UNKNOWN_SOURCE);
                return;
            }
            final DropReason refused = ice.onStun(bytes, packet.offset(), packet.length(), path, now);
            if (refused == null) {
                listener.onHeard(now);
            }
            finish(packet, refused);
            listener.onDue(nextDeadline(now));
        } else if (first >= 20 && first <= 63) {
            finish(packet, dtls.onDatagram(bytes, packet.offset(), packet.length(), now));
        } else {
            drop(packet, DropReason.UNKNOWN_KIND);
        }
    }

    /** Whether media can be sent now: path, consent and keys. */
    boolean isReady() {
        return sealing != null && ice.path() != null && !closed;
    }

    /** Where to send; null without a path or the peer's consent. */
    @Nullable
    Path sendPath() {
        return sendPath;
    }

    /** Encrypts what is sent; null before the handshake is done. */
    @Nullable
    Sealing sealing() {
        return sealing;
    }

    /** Protects and queues a compound of at most {@link #MAX_RTCP_BYTES}. */
    void sendRtcp(final byte[] rtcp, final int offset, final int length) {
        final Path path = sendPath();
        if (sealing == null || path == null) {
            counters.drop(sealing == null ? DropReason.RECEIVER_NOT_READY : DropReason.NO_CONSENT);
        } else {
            sealing.sendRtcp(path, rtcp, offset, length);
        }
    }

    /** Sends one record of application data to the peer; nothing before the handshake is done. */
    void sendApplicationData(final byte[] bytes, final int length) {
        if (!closed) {
            dtls.sendApplicationData(bytes, length);
        }
    }

    void onTick(final long now) {
        if (now - ice.nextDeadline() >= 0) {
            ice.onTime(now);
        }
        dtls.onTime(now);
        unsealing.onTick(now);
    }

    /** When {@link #onTick} is wanted next: at every tick until there are keys, since a handshake keeps its own time. */
    long nextDeadline(final long now) {
        return sealing == null ? now : ice.nextDeadline();
    }

    /** Round trip of checks, smoothed; negative as long as it is unknown. */
    long rttNanos() {
        return ice.rttNanos();
    }

    IceState iceState() {
        return ice.state();
    }

    void close() {
        if (closed) {
            return;
        }
        dtls.close();
        closed = true;
        ice.close();
        unsealing.close();
        if (sealing != null) {
            sealing.close();
            sealing = null;
        }
    }

    private void startDtls(final long now) {
        if (!dtlsStarted && dtlsRole != null && ice.path() != null) {
            dtlsStarted = true;
            dtlsStartedNanos = now;
            dtls.start(dtlsRole, now);
        }
    }

    private void finish(final PacketBuffer packet, final @Nullable DropReason reason) {
        packet.release();
        if (reason != null) {
            counters.drop(reason);
        }
    }

    private void drop(final PacketBuffer packet, final DropReason reason) {
        finish(packet, reason);
    }

    private void sendRaw(final Path path, final byte[] bytes, final int offset, final int length) {
        final SendBatch sends = loop.sends();
        sends.begin(path, length);
        System.arraycopy(bytes, offset, sends.array(), sends.position(), length);
        sends.commit(length);
    }

    /** Protects and unprotects media by these keys from now on. */
    void keysAgreed(final SrtpKeys keys) {
        final SrtpCiphers ciphers = parts.ciphers();
        sealing = new Sealing(loop, keys, ciphers);
        unsealing.keys(new SrtpReceiver(keys.profile(), keys.remoteKey(), keys.remoteSalt(), ciphers));
        final long now = loop.nowNanos();
        listener.onReady(now);
        unsealing.replay(now);
    }

    private void updateSendPath() {
        sendPath = ice.maySend() ? ice.path() : null;
    }

    private final class IceEvents implements IceListener {
        @Override
        public void send(final Path path, final byte[] bytes, final int offset, final int length) {
            sendRaw(path, bytes, offset, length);
        }

        @Override
        public void bound(final Path path) {
            loop.bind(path, EndpointTransport.this);
        }

        @Override
        public void unbound(final Path path) {
            loop.unbind(path, EndpointTransport.this);
        }

        @Override
        public void pathChanged(final @Nullable Path path) {
            updateSendPath();
            if (path != null) {
                startDtls(loop.nowNanos());
            }
        }

        @Override
        public void stateChanged(final IceState state) {
            updateSendPath();
            switch (state) {
                case CHECKING -> checkingSinceNanos = loop.nowNanos();
                case CONNECTED -> {
                    counters.add(Counter.ICE_CONNECTED, 1);
                    counters.add(Counter.ICE_CONNECT_NANOS, loop.nowNanos() - checkingSinceNanos);
                }
                case FAILED -> {
                    counters.add(Counter.ICE_FAILED, 1);
                    LOG.info("{}: ICE failed: no check between its candidates and ours was answered", name);
                }
                case DISCONNECTED -> LOG.info("{}: stopped sending, the peer has not renewed consent", name);
                default -> {}
            }
        }

        @Override
        public void credentialsAdded(final IceCredentials local, final int token) {
            parts.routes().add(local, token, EndpointTransport.this);
        }

        @Override
        public void credentialsRemoved(final IceCredentials local, final int token) {
            parts.routes().remove(local, token);
        }
    }

    private final class DtlsEvents implements DtlsListener {
        @Override
        public void send(final byte[] bytes, final int offset, final int length) {
            final Path path = ice.path();
            if (path != null) {
                sendRaw(path, bytes, offset, length);
            }
        }

        @Override
        public void established(final SrtpKeys keys) {
            if (!closed) {
                counters.add(Counter.DTLS_ESTABLISHED, 1);
                counters.add(Counter.DTLS_HANDSHAKE_NANOS, loop.nowNanos() - dtlsStartedNanos);
                keysAgreed(keys);
            }
        }

        @Override
        public void applicationData(final byte[] bytes, final int offset, final int length) {
            final long now = loop.nowNanos();
            listener.onHeard(now);
            listener.onApplicationData(bytes, offset, length, now);
        }

        @Override
        public void failed(final String reason) {
            counters.add(Counter.DTLS_FAILED, 1);
            LOG.info("{}: DTLS failed: {}", name, reason);
        }

        @Override
        public void closed() {}
    }
}
