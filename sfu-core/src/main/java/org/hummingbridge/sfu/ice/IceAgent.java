/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.List;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ICE agent of one endpoint (RFC 8445, one component, UDP): finds a path to the peer, keeps its consent (RFC 7675), follows
 * it to new addresses and through restarts. Never touches sockets, threads or clocks, and believes nothing that does not carry
 * the right MESSAGE-INTEGRITY.
 *
 * <p>Order of calls: give it the peer's credentials and candidates as they come, in any order and as often as they change; pass
 * STUN messages to {@link #onStun}; call {@link #onTime} when {@link #nextDeadline} is due, which is at least twice a second
 * (a longer silence is taken for a stall of our process and does not count as time). One thread. Requests are answered from the
 * first moment on; only the local password is needed.
 *
 * <p>A restart makes before it breaks: the new session checks beside the old one, takes over with its first valid pair, and the
 * old credentials are answered for a while after that.
 */
public final class IceAgent {
    private final IceListener listener;
    private final ReachableTargets targets;
    private final RoleNegotiation roles;
    private final BoundPaths bound;
    private final LivedClock clock;
    private final IceGenerations sessions;
    private final StunMessage message = new StunMessage();
    private final StunFingerprint fingerprint = new StunFingerprint();
    private final StunWriter answer = new StunWriter(0);
    private @Nullable Path path;
    private IceState state = IceState.NEW;
    private long deadlineNanos;

    /** An agent whose token is drawn at random: unique enough for one that shares its port with few others. */
    public IceAgent(
            final IceRole role,
            final List<LocalCandidate> local,
            final IceSettings settings,
            final IceListener listener,
            final RandomGenerator tieBreakersAndIds,
            final long nowNanos) {
        this(role, local, settings, listener, tieBreakersAndIds, tieBreakersAndIds::nextInt, nowNanos);
    }

    /**
     * @param tieBreakersAndIds unpredictable in production
     * @param tokens gives tokens that no other agent on the same port has, see {@link IceRoutes#newToken}
     */
    public IceAgent(
            final IceRole role,
            final List<LocalCandidate> local,
            final IceSettings settings,
            final IceListener listener,
            final RandomGenerator tieBreakersAndIds,
            final TokenSource tokens,
            final long nowNanos) {
        this.listener = listener;
        final LocalSockets sockets = new LocalSockets(local);
        this.targets = new ReachableTargets(sockets.anyLoopback());
        this.roles = new RoleNegotiation(role, tieBreakersAndIds.nextLong());
        this.bound = new BoundPaths(settings.maxBoundPaths(), listener);
        this.clock = new LivedClock(nowNanos);
        this.deadlineNanos = clock.realDeadline(Long.MAX_VALUE);
        this.sessions = new IceGenerations(settings, roles, sockets, targets, listener, tieBreakersAndIds, tokens);
    }

    /** Of the session that carries media. */
    public IceCredentials localCredentials() {
        return sessions.current().local();
    }

    /** First four bytes of the transaction ids of the session that carries media. */
    public int token() {
        return sessions.current().token();
    }

    /**
     * What the peer signs with. While a restart is pending, credentials other than the ones in use answer it. Known ones are
     * ignored.
     */
    public void remoteCredentials(final IceCredentials credentials, final long nowNanos) {
        final long now = clock.at(nowNanos);
        if (state == IceState.CLOSED || credentials.equals(sessions.current().remote())) {
            return;
        }
        final IceSession receiver = sessions.newest();
        if (!credentials.equals(receiver.remote())) {
            receiver.remoteCredentials(credentials);
            run(now);
        }
    }

    /** One more address of the peer; for the pending restart once its credentials are known. */
    public void addRemoteCandidate(final RemoteCandidate candidate, final long nowNanos) {
        final long now = clock.at(nowNanos);
        if (state == IceState.CLOSED) {
            return;
        }
        sessions.newestAnswered().add(candidate);
        run(now);
    }

    /**
     * Takes a STUN message that came by {@code from}.
     *
     * @return why it was dropped; null if it was taken
     */
    public @Nullable DropReason onStun(
            final byte[] bytes, final int offset, final int length, final Path from, final long nowNanos) {
        if (!message.parse(bytes, offset, length)) {
            return DropReason.STUN_MALFORMED;
        }
        if (state == IceState.CLOSED) {
            return DropReason.STUN_UNKNOWN_UFRAG;
        }
        if (!targets.allows(from)) {
            return DropReason.STUN_UNEXPECTED;
        }
        if (!fingerprint.fits(message)) {
            return DropReason.STUN_INTEGRITY;
        }
        final long now = clock.at(nowNanos);
        return switch (message.type()) {
            case StunMessage.BINDING_REQUEST -> onRequest(from, now);
            case StunMessage.BINDING_SUCCESS, StunMessage.BINDING_ERROR -> onResponse(from, now);
            case StunMessage.BINDING_INDICATION -> null;
            default -> DropReason.STUN_UNEXPECTED;
        };
    }

    private @Nullable DropReason onRequest(final Path from, final long now) {
        final IceSession session = sessions.askedBy(message);
        if (session == null) {
            return DropReason.STUN_UNKNOWN_UFRAG;
        }
        final StunIntegrity key = session.localKey();
        if (!key.verifies(message)) {
            return DropReason.STUN_INTEGRITY;
        }
        if (message.hasUnknown()) {
            answer.unknownAttributes(message.bytes(), message.transactionOffset(), message.unknown(), key);
            answer(from);
            return DropReason.STUN_UNEXPECTED;
        }
        final IceRole before = roles.role();
        if (!roles.admits(message)) {
            answer.roleConflict(message.bytes(), message.transactionOffset(), key);
            answer(from);
            return null;
        }
        followRole(before);
        answer.success(message.bytes(), message.transactionOffset(), from, key);
        answer(from);
        bind(from, now);
        if (!sessions.isRetiring(session)) {
            session.onCheck(from, message.priority(), message.useCandidate(), now);
        }
        run(now);
        return null;
    }

    private @Nullable DropReason onResponse(final Path from, final long now) {
        final IceSession session = sessions.checkingBy(message.token());
        if (session == null) {
            return DropReason.STUN_UNEXPECTED;
        }
        final IceRole before = roles.role();
        final DropReason refused = session.onResponse(message, from, now);
        if (refused == null) {
            followRole(before);
            bind(from, now);
            run(now);
        }
        return refused;
    }

    private void answer(final Path to) {
        listener.send(to, answer.bytes(), 0, answer.length());
    }

    private void followRole(final IceRole before) {
        if (roles.role() != before) {
            sessions.onRoleChanged();
        }
    }

    private void bind(final Path from, final long now) {
        final Path evicted = bound.touch(from, path, now);
        if (evicted != null) {
            sessions.forgetReflexive(evicted);
        }
    }

    /** Sends what is due and draws conclusions from what was not answered. */
    public void onTime(final long nowNanos) {
        final long now = clock.at(nowNanos);
        if (state != IceState.CLOSED) {
            run(now);
        }
    }

    private void run(final long now) {
        sessions.onTime(now);
        announce(now);
        deadlineNanos = clock.realDeadline(sessions.deadline(now));
    }

    private void announce(final long now) {
        final CandidatePair inUse = sessions.current().inUse();
        if (inUse != null && !inUse.path.equals(path)) {
            path = inUse.path;
            bind(path, now);
            listener.pathChanged(path);
        }
        final IceState newState = stateAt(now);
        if (newState != state) {
            state = newState;
            listener.stateChanged(newState);
        }
    }

    private IceState stateAt(final long now) {
        final IceSession current = sessions.current();
        if (current.inUse() != null) {
            return current.hasConsent(now) ? IceState.CONNECTED : IceState.DISCONNECTED;
        }
        if (current.remote() == null || !current.hasPairs()) {
            return IceState.NEW;
        }
        return current.hasFailed(now) ? IceState.FAILED : IceState.CHECKING;
    }

    /** When {@link #onTime} is wanted next, on the caller's clock. Compare by difference. */
    public long nextDeadline() {
        return deadlineNanos;
    }

    /** Where to send: the nominated pair, before that any valid pair; null until there was one. */
    public @Nullable Path path() {
        return path;
    }

    /** Whether the nomination of {@link #path} is settled. */
    public boolean isNominated() {
        return sessions.current().isNominated();
    }

    /** Whether the peer consents to be sent to. As of the last call of any other method: consent does not expire in between. */
    public boolean maySend() {
        return state == IceState.CONNECTED;
    }

    public IceState state() {
        return state;
    }

    /** Current role; changes in a role conflict. */
    public IceRole role() {
        return roles.role();
    }

    /** Smoothed round-trip time of checks; -1 until one was measured. */
    public long rttNanos() {
        return sessions.current().rttNanos();
    }

    /**
     * Begins a restart (RFC 8445 §9) and gives the new local credentials; the same ones again while the peer has not answered
     * them.
     *
     * @return null if there is nothing to restart, because no path was found yet
     */
    public @Nullable IceCredentials restart(final long nowNanos) {
        final long now = clock.at(nowNanos);
        if (state == IceState.CLOSED || sessions.current().inUse() == null) {
            return null;
        }
        return sessions.restart(now);
    }

    /** Gives up all paths and credentials; nothing is sent or announced after that. */
    public void close() {
        if (state == IceState.CLOSED) {
            return;
        }
        sessions.close();
        if (path != null) {
            path = null;
            listener.pathChanged(null);
        }
        bound.clear();
        state = IceState.CLOSED;
        listener.stateChanged(state);
    }
}
