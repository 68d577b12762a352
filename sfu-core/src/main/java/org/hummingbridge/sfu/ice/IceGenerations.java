/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one agent: the one that carries media, the one that a restart prepares, and the former one, whose credentials
 * are answered for a while. A restart (RFC 8445 §9) makes before it breaks: the prepared session takes over with its first valid
 * pair, or is given up when its time is over.
 */
final class IceGenerations {
    private final IceSettings settings;
    private final RoleNegotiation roles;
    private final LocalSockets sockets;
    private final ReachableTargets targets;
    private final IceListener listener;
    private final RandomGenerator random;
    private final TokenSource tokens;
    private IceSession current;
    private @Nullable IceSession pending;
    private @Nullable IceSession retiring;
    private long pendingUntil;
    private long retiringUntil;

    IceGenerations(
            final IceSettings settings,
            final RoleNegotiation roles,
            final LocalSockets sockets,
            final ReachableTargets targets,
            final IceListener listener,
            final RandomGenerator random,
            final TokenSource tokens) {
        this.settings = settings;
        this.roles = roles;
        this.sockets = sockets;
        this.targets = targets;
        this.listener = listener;
        this.random = random;
        this.tokens = tokens;
        this.current = newSession();
    }

    private IceSession newSession() {
        final int token = tokens.newToken();
        final IceCredentials local = CredentialSource.draw(token, random);
        final IceSession session = new IceSession(local, token, settings, roles, sockets, targets, listener, random);
        listener.credentialsAdded(local, token);
        return session;
    }

    /** The one that carries media. */
    IceSession current() {
        return current;
    }

    /** The one that is to get the peer's credentials if they change. */
    IceSession newest() {
        return pending == null ? current : pending;
    }

    /** The newest one of which the peer knows. */
    IceSession newestAnswered() {
        return pending != null && pending.remote() != null ? pending : current;
    }

    /** The one by whose credentials the request was made, even if it only answers. */
    @Nullable
    IceSession askedBy(final StunMessage request) {
        if (current.owns(request)) {
            return current;
        }
        if (pending != null && pending.owns(request)) {
            return pending;
        }
        return retiring != null && retiring.owns(request) ? retiring : null;
    }

    /** Whether the session only answers and checks nothing any more. */
    boolean isRetiring(final IceSession session) {
        return session == retiring;
    }

    /** The one whose checks carry {@code token}. */
    @Nullable
    IceSession checkingBy(final int token) {
        if (current.token() == token) {
            return current;
        }
        return pending != null && pending.token() == token ? pending : null;
    }

    void onRoleChanged() {
        current.onRoleChanged();
        if (pending != null) {
            pending.onRoleChanged();
        }
    }

    void forgetReflexive(final Path path) {
        current.forgetReflexive(path);
        if (pending != null) {
            pending.forgetReflexive(path);
        }
    }

    /** Prepares another session; the same one again while the peer has not answered its credentials. */
    IceCredentials restart(final long now) {
        if (pending != null && pending.remote() == null) {
            return pending.local();
        }
        dropPending();
        final IceSession next = newSession();
        pending = next;
        pendingUntil = now + settings.pendingRestartNanos();
        return next.local();
    }

    void onTime(final long now) {
        current.onTime(now);
        if (pending != null) {
            pending.onTime(now);
        }
        if (retiring != null && now >= retiringUntil) {
            retire();
        }
        turnOver(now);
    }

    private void turnOver(final long now) {
        final IceSession next = pending;
        if (next == null) {
            return;
        }
        if (next.inUse() != null) {
            retire();
            retiring = current;
            retiringUntil = now + settings.transitionNanos();
            current = next;
            pending = null;
        } else if (now >= pendingUntil) {
            dropPending();
        }
    }

    private void retire() {
        if (retiring != null) {
            forgotten(retiring);
            retiring = null;
        }
    }

    private void dropPending() {
        if (pending != null) {
            forgotten(pending);
            pending = null;
        }
    }

    private void forgotten(final IceSession session) {
        listener.credentialsRemoved(session.local(), session.token());
    }

    /** That retiring ends is not among the deadlines: the heartbeat finds it within half a second. */
    long deadline(final long now) {
        final long earliest = current.deadline(now);
        return pending == null ? earliest : Math.min(earliest, pending.deadline(now));
    }

    /** Gives up all credentials; nothing may be called after that but the getters. */
    void close() {
        retire();
        dropPending();
        forgotten(current);
    }
}
