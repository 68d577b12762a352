/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.CandidatePair.State;
import org.hummingbridge.sfu.ice.PendingCheck.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One generation of ICE credentials with its checks. An agent has one, and two while a restart is under way. Never answers
 * requests: that is the agent's part, since it needs no knowledge of the peer.
 */
final class IceSession {
    /** A pair that has just succeeded need not be checked because the peer checks it too. */
    private static final long RECENT_SUCCESS_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A request that crosses our check, or its duplicate, causes no second check. */
    private static final long RECENT_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int ROLE_CONFLICT = 487;

    private final IceCredentials local;
    private final int token;
    private final byte[] ufrag;
    private final StunIntegrity localKey;
    private final IceSettings settings;
    private final RoleNegotiation roles;
    private final CheckList list;
    private final Checks checks;
    private final Consent consent;
    private final PairChoice choice;
    private long lastStart = CandidatePair.NEVER;
    private long failedSince = Long.MAX_VALUE;

    IceSession(
            final IceCredentials local,
            final int token,
            final IceSettings settings,
            final RoleNegotiation roles,
            final LocalSockets sockets,
            final ReachableTargets targets,
            final IceListener listener,
            final RandomGenerator random) {
        this.local = local;
        this.token = token;
        this.ufrag = local.ufrag().getBytes(StandardCharsets.UTF_8);
        this.localKey = new StunIntegrity(local.password());
        this.settings = settings;
        this.roles = roles;
        this.list = new CheckList(settings, sockets, targets, roles);
        this.checks = new Checks(settings, roles, sockets, listener, random, local, token);
        this.consent = new Consent(settings, checks, random);
        this.choice = new PairChoice(settings, roles, list, checks, consent);
    }

    IceCredentials local() {
        return local;
    }

    int token() {
        return token;
    }

    StunIntegrity localKey() {
        return localKey;
    }

    boolean owns(final StunMessage request) {
        return request.isFor(ufrag);
    }

    @Nullable
    IceCredentials remote() {
        return checks.remoteCredentials();
    }

    /** Starts checking, or starts over if the peer changed its mind. */
    void remoteCredentials(final IceCredentials credentials) {
        final boolean first = checks.remoteCredentials() == null;
        checks.remoteCredentials(credentials);
        if (!first) {
            list.restart();
            choice.cancelNomination();
        }
    }

    void add(final RemoteCandidate candidate) {
        list.add(candidate);
    }

    boolean hasPairs() {
        return !list.pairs().isEmpty();
    }

    void forgetReflexive(final Path path) {
        list.forgetReflexive(path);
    }

    /** An authenticated request came by {@code from}: a triggered check follows (RFC 8445 §7.3.1.4). */
    void onCheck(final Path from, final long priority, final boolean useCandidate, final long now) {
        final CandidatePair pair = list.learn(from, priority);
        if (useCandidate && roles.role() == IceRole.CONTROLLED) {
            choice.onNamedByPeer(pair);
        }
        final CandidatePair inUse = choice.inUse();
        if (pair.check != null && now - pair.check.startedAt < RECENT_CHECK_NANOS) {
            pair.check.hasten();
        } else if (deservesCheck(pair, inUse, now)) {
            list.trigger(pair);
        }
        if (inUse != null && pair != inUse) {
            consent.challenge(now);
        }
    }

    private boolean deservesCheck(final CandidatePair pair, final @Nullable CandidatePair inUse, final long now) {
        if (pair == inUse && !consent.isSilent() && !consent.isExpired(now)) {
            return false;
        }
        return !pair.valid || now - pair.lastSuccess >= RECENT_SUCCESS_NANOS;
    }

    /** Believes a response only if it answers a check of ours, from where that was sent to, sealed with the peer's password. */
    @Nullable
    DropReason onResponse(final StunMessage response, final Path from, final long now) {
        final PendingCheck check = checks.find(response.transaction());
        if (check == null || !check.pair.path.equals(from)) {
            return DropReason.STUN_UNEXPECTED;
        }
        if (!checks.verifies(response)) {
            return DropReason.STUN_INTEGRITY;
        }
        if (response.hasUnknown()) {
            return DropReason.STUN_UNEXPECTED;
        }
        checks.answered(check, now);
        if (response.type() == StunMessage.BINDING_SUCCESS) {
            onSuccess(check, now);
        } else {
            onError(check, response.errorCode());
        }
        return null;
    }

    private void onSuccess(final PendingCheck check, final long now) {
        final CandidatePair pair = check.pair;
        pair.state = State.SUCCEEDED;
        pair.valid = true;
        pair.lastSuccess = now;
        choice.onSuccess(check, now);
        consent.onSuccess(check, now);
    }

    private void onError(final PendingCheck check, final int errorCode) {
        choice.onFailure(check);
        if (errorCode == ROLE_CONFLICT) {
            roles.refused(check.role);
            list.trigger(check.pair);
        } else if (check.kind.decides() && !check.superseded) {
            fail(check.pair);
        }
    }

    private static void fail(final CandidatePair pair) {
        pair.state = State.FAILED;
        pair.valid = false;
    }

    void onRoleChanged() {
        choice.cancelNomination();
    }

    void onTime(final long now) {
        final List<PendingCheck> timedOut = checks.retransmit(now);
        for (int i = 0; i < timedOut.size(); i++) {
            onTimeout(timedOut.get(i));
        }
        consent.onTime(now);
        choice.onTime(now);
        startNext(now);
        failedSince = list.allFailed() ? Math.min(failedSince, now) : Long.MAX_VALUE;
    }

    private void onTimeout(final PendingCheck check) {
        choice.onFailure(check);
        if (check.kind.decides() && !check.superseded) {
            fail(check.pair);
        }
        if (consent.onTimeout(check)) {
            list.recheck(check.pair);
        }
    }

    private void startNext(final long now) {
        if (checks.remoteCredentials() == null || now - lastStart < settings.paceNanos()) {
            return;
        }
        final CandidatePair triggered = list.nextTriggered();
        final CandidatePair pair = triggered == null ? list.nextWaiting() : triggered;
        if (pair != null) {
            lastStart = now;
            pair.state = State.IN_PROGRESS;
            checks.start(pair, triggered == null ? Kind.CONNECTIVITY : Kind.TRIGGERED, now);
        }
    }

    /** The pair that media may be sent on; null until a check succeeded. */
    @Nullable
    CandidatePair inUse() {
        return choice.inUse();
    }

    boolean isNominated() {
        return choice.isNominated();
    }

    boolean hasConsent(final long now) {
        return choice.inUse() != null && !consent.isExpired(now);
    }

    boolean hasFailed(final long now) {
        return failedSince != Long.MAX_VALUE && now - failedSince >= settings.failureGraceNanos();
    }

    long rttNanos() {
        return checks.rttNanos();
    }

    long deadline(final long now) {
        final long next =
                remote() != null && list.hasNext() ? Math.max(now, lastStart + settings.paceNanos()) : Long.MAX_VALUE;
        return Math.min(Math.min(next, checks.deadline()), Math.min(consent.deadline(), choice.deadline(now)));
    }
}
