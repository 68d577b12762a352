/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.ice.PendingCheck.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The checks of one session that are under way: sends, repeats and matches them with their answers. Never decides what an
 * answer means.
 */
final class Checks {
    /** A check that concerns one promising pair may be repeated faster than those of a hundred guesses. */
    private static final int FAST_RTO_FACTOR = 4;

    /** Faster repetitions, but no less time to succeed. */
    private static final int FAST_RETRANSMIT_FACTOR = 2;

    private final IceSettings settings;
    private final RoleNegotiation roles;
    private final LocalSockets sockets;
    private final IceListener listener;
    private final TransactionIds ids;
    private final IceCredentials local;
    private final int token;
    private final List<PendingCheck> pending = new ArrayList<>();
    private final List<PendingCheck> timedOut = new ArrayList<>();
    private @Nullable IceCredentials remote;
    private @Nullable StunIntegrity remoteKey;
    private byte[] username = new byte[0];
    private StunWriter writer = new StunWriter(0);

    /** A consent check that was answered, for the next one: these go on for as long as the call. */
    private @Nullable PendingCheck spare;

    private long rttNanos = -1;

    Checks(
            final IceSettings settings,
            final RoleNegotiation roles,
            final LocalSockets sockets,
            final IceListener listener,
            final RandomGenerator random,
            final IceCredentials local,
            final int token) {
        this.settings = settings;
        this.roles = roles;
        this.sockets = sockets;
        this.listener = listener;
        this.ids = new TransactionIds(random);
        this.local = local;
        this.token = token;
    }

    void remoteCredentials(final IceCredentials credentials) {
        remote = credentials;
        remoteKey = new StunIntegrity(credentials.password());
        username = (credentials.ufrag() + ":" + local.ufrag()).getBytes(StandardCharsets.UTF_8);
        writer = new StunWriter(username.length);
        pending.clear();
    }

    @Nullable
    IceCredentials remoteCredentials() {
        return remote;
    }

    /** Sends a new check. Does nothing before the peer's credentials are known. */
    @Nullable
    PendingCheck start(final CandidatePair pair, final Kind kind, final long now) {
        if (remoteKey == null) {
            return null;
        }
        final PendingCheck check = newCheck(pair, kind, now);
        if (pair.check != null) {
            pair.check.superseded = true;
        }
        pair.check = check;
        if (pending.size() >= 2 * settings.maxPairs()) {
            makeRoom();
        }
        pending.add(check);
        send(check, remoteKey);
        return check;
    }

    /** Gives up a check that nobody waits for. There is one: of those that are waited for, no pair of the list has two. */
    private void makeRoom() {
        for (int i = 0; i < pending.size(); i++) {
            // A nomination is waited for to its end, by whoever may nominate again then.
            if (pending.get(i).superseded && pending.get(i).kind != Kind.NOMINATION) {
                pending.remove(i);
                return;
            }
        }
        forget(pending.removeFirst());
    }

    private PendingCheck newCheck(final CandidatePair pair, final Kind kind, final long now) {
        final PendingCheck old = spare;
        if (kind == Kind.CONSENT && old != null) {
            spare = null;
            old.reuse(pair, ids.next(), roles.role(), now, firstWait(kind));
            return old;
        }
        return new PendingCheck(kind, pair, ids.next(), roles.role(), now, firstWait(kind));
    }

    /** A repetition is made anew, and is the same. */
    private void send(final PendingCheck check, final StunIntegrity key) {
        writer.request(
                username,
                sockets.reflexivePriority(check.pair.path.localSocket()),
                check.role,
                roles.tieBreaker(),
                check.kind == Kind.NOMINATION,
                token,
                check.id,
                key);
        listener.send(check.pair.path, writer.bytes(), 0, writer.length());
    }

    /** Repeats what is due. What has run out of repetitions is handed to the caller, which must not keep the list. */
    List<PendingCheck> retransmit(final long now) {
        timedOut.clear();
        for (int i = pending.size() - 1; i >= 0; i--) {
            final PendingCheck check = pending.get(i);
            if (now < check.dueAt) {
                continue;
            }
            if (check.retransmits < maxRetransmits(check.kind)) {
                repeat(check, now);
            } else {
                pending.remove(i);
                forget(check);
                timedOut.add(check);
            }
        }
        return timedOut;
    }

    private void repeat(final PendingCheck check, final long now) {
        check.retransmits++;
        check.waitNanos = Math.min(2 * check.waitNanos, longestWait(check.kind));
        check.dueAt = now + check.waitNanos;
        if (!check.superseded && remoteKey != null) {
            send(check, remoteKey);
        }
    }

    @Nullable
    PendingCheck find(final long id) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).id == id) {
                return pending.get(i);
            }
        }
        return null;
    }

    boolean verifies(final StunMessage response) {
        return remoteKey != null && remoteKey.verifies(response);
    }

    /** The check was answered. Only the first sending gives a round-trip time, since answers do not say which they answer. */
    void answered(final PendingCheck check, final long now) {
        pending.remove(check);
        forget(check);
        if (check.kind == Kind.CONSENT) {
            spare = check;
        }
        if (check.retransmits == 0) {
            final long sample = now - check.startedAt;
            rttNanos = rttNanos < 0 ? sample : rttNanos + (sample - rttNanos) / 8;
        }
    }

    private static void forget(final PendingCheck check) {
        if (check.pair.check == check) {
            check.pair.check = null;
        }
    }

    long rttNanos() {
        return rttNanos;
    }

    long deadline() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < pending.size(); i++) {
            earliest = Math.min(earliest, pending.get(i).dueAt);
        }
        return earliest;
    }

    private long firstWait(final Kind kind) {
        return kind == Kind.CONSENT ? settings.consentRetransmitNanos() : settings.initialRtoNanos();
    }

    private long longestWait(final Kind kind) {
        return switch (kind) {
            case CONNECTIVITY -> settings.maxRtoNanos();
            case TRIGGERED, NOMINATION, CHALLENGE ->
                Math.min(settings.maxRtoNanos(), FAST_RTO_FACTOR * settings.initialRtoNanos());
            case CONSENT -> settings.consentRetransmitNanos();
        };
    }

    private int maxRetransmits(final Kind kind) {
        return switch (kind) {
            case CONNECTIVITY, NOMINATION, CHALLENGE -> settings.maxRetransmits();
            case TRIGGERED -> FAST_RETRANSMIT_FACTOR * settings.maxRetransmits();
            case CONSENT -> settings.consentMaxRetransmits();
        };
    }
}
