/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.ice.PendingCheck.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which pair of a session carries media. Before nomination it is the best valid pair, then the nominated one, and when that
 * falls silent another one that is fresh; never none again once there was one.
 *
 * <p>Beyond RFC 8445 §8.1.1, a session chooses again after nomination: NATs rebind and laptops change networks, and browsers
 * accept a later nomination. In the controlling role we nominate anew when the pair in use leaves a challenge unanswered
 * while another pair is fresh. In the controlled role we follow a later nomination at once if its pair is at least as good,
 * otherwise (an aggressive nominator names every pair) only when the pair in use has fallen silent.
 */
final class PairChoice {
    /** How recent a success must be for a pair to take over. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final IceSettings settings;
    private final RoleNegotiation roles;
    private final CheckList list;
    private final Checks checks;
    private final Consent consent;
    private @Nullable CandidatePair inUse;
    private @Nullable CandidatePair namedByPeer;
    private @Nullable PendingCheck nominating;
    private boolean nominated;
    private long firstValidAt;

    PairChoice(
            final IceSettings settings,
            final RoleNegotiation roles,
            final CheckList list,
            final Checks checks,
            final Consent consent) {
        this.settings = settings;
        this.roles = roles;
        this.list = list;
        this.checks = checks;
        this.consent = consent;
    }

    @Nullable
    CandidatePair inUse() {
        return inUse;
    }

    boolean isNominated() {
        return nominated;
    }

    /** The controlling peer put USE-CANDIDATE on a check (RFC 8445 §7.3.1.5); counts once the pair is valid. */
    void onNamedByPeer(final CandidatePair pair) {
        namedByPeer = pair;
    }

    void onSuccess(final PendingCheck check, final long now) {
        if (check == nominating) {
            nominating = null;
            if (roles.role() == IceRole.CONTROLLING) {
                nominated = true;
                use(check.pair, now);
            }
        }
    }

    /** The nomination got no answer, or not the one hoped for. */
    void onFailure(final PendingCheck check) {
        if (check == nominating) {
            nominating = null;
            check.pair.failedNominations++;
        }
    }

    /** The role or the peer's credentials changed: a nomination under way will not be answered as meant. */
    void cancelNomination() {
        nominating = null;
    }

    void onTime(final long now) {
        if (inUse == null) {
            final CandidatePair first = best(now, false);
            if (first == null) {
                return;
            }
            firstValidAt = now;
            use(first, now);
        }
        if (consent.isSilent()) {
            takeOver(now);
        }
        if (roles.role() == IceRole.CONTROLLING) {
            nominate(now);
        } else {
            followPeer(now);
        }
    }

    private void use(final CandidatePair pair, final long now) {
        if (pair != inUse) {
            inUse = pair;
            consent.follow(pair, now);
        }
    }

    /** A controlling peer whose NAT rebound does not know of it, so its old nomination holds where it is found again. */
    private void takeOver(final long now) {
        final CandidatePair old = inUse;
        final CandidatePair named = namedByPeer;
        final CandidatePair rival = named != null && named != old && isFresh(named, now) ? named : best(now, true);
        if (old == null || rival == null) {
            return;
        }
        old.valid = false;
        old.state = CandidatePair.State.FAILED;
        if (old.check != null) {
            old.check.superseded = true;
        }
        nominated &= roles.role() == IceRole.CONTROLLED;
        nominating = null;
        use(rival, now);
    }

    private void nominate(final long now) {
        if (nominated || nominating != null) {
            return;
        }
        final CandidatePair nominee = nominee(now);
        if (nominee != null) {
            nominating = checks.start(nominee, Kind.NOMINATION, now);
        }
    }

    private @Nullable CandidatePair nominee(final long now) {
        final boolean relayedToo = now - firstValidAt >= settings.relayedWaitNanos();
        CandidatePair best = null;
        for (int i = 0; i < list.pairs().size(); i++) {
            final CandidatePair pair = list.pairs().get(i);
            if (pair.valid && (relayedToo || !pair.isRelayed()) && (best == null || isBetterNominee(pair, best))) {
                best = pair;
            }
        }
        return best;
    }

    private boolean isBetterNominee(final CandidatePair pair, final CandidatePair than) {
        if (pair.failedNominations != than.failedNominations) {
            return pair.failedNominations < than.failedNominations;
        }
        return list.isBetter(pair, than);
    }

    private void followPeer(final long now) {
        final CandidatePair named = namedByPeer;
        if (named == null || !named.valid) {
            return;
        }
        if (!nominated || named == inUse || inUse == null || list.isBetter(named, inUse)) {
            namedByPeer = null;
            nominated = true;
            use(named, now);
        }
    }

    private @Nullable CandidatePair best(final long now, final boolean otherThanInUse) {
        CandidatePair best = null;
        for (int i = 0; i < list.pairs().size(); i++) {
            final CandidatePair pair = list.pairs().get(i);
            if (isFresh(pair, now)
                    && !(otherThanInUse && pair == inUse)
                    && (best == null || list.isBetter(pair, best))) {
                best = pair;
            }
        }
        return best;
    }

    private static boolean isFresh(final CandidatePair pair, final long now) {
        return pair.valid && now - pair.lastSuccess <= FRESH_NANOS;
    }

    /** Only the wait for something better than a relayed pair ends by time; all else follows from an answer. */
    long deadline(final long now) {
        final boolean waiting =
                roles.role() == IceRole.CONTROLLING && inUse != null && !nominated && nominating == null;
        final long end = firstValidAt + settings.relayedWaitNanos();
        return waiting && now < end ? end : Long.MAX_VALUE;
    }
}
