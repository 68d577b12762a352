/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.ice.PendingCheck.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Whether the peer still wants what we send on the pair in use (RFC 7675), and, when it is heard elsewhere, whether that pair
 * is still alive. Only answers to our own checks count; requests of the peer prove no consent.
 */
final class Consent {
    /** A peer that pings over several addresses at once causes no more than one extra check in this time. */
    private static final long CHALLENGE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final double EARLIEST = 0.8;
    private static final double LATEST = 1.2;
    private static final int RTTS_FOR_AN_ANSWER = 3;

    private final IceSettings settings;
    private final Checks checks;
    private final RandomGenerator jitter;
    private @Nullable CandidatePair pair;
    private long grantedAt = CandidatePair.NEVER;
    private long nextCheckAt;
    private long challengedAt = CandidatePair.NEVER;
    private long lastChallengeAt = CandidatePair.NEVER;
    private boolean challenged;
    private boolean silent;

    Consent(final IceSettings settings, final Checks checks, final RandomGenerator random) {
        this.settings = settings;
        this.checks = checks;
        // Nobody has to be kept from guessing these, and a SecureRandom makes objects.
        this.jitter = new SplittableRandom(random.nextLong());
    }

    /** Media goes by {@code newPair} from now on; its last successful check is the consent to start with. */
    void follow(final CandidatePair newPair, final long now) {
        pair = newPair;
        grantedAt = newPair.lastSuccess;
        answeredNow(now);
    }

    void onSuccess(final PendingCheck check, final long now) {
        if (check.pair != pair) {
            return;
        }
        grantedAt = now;
        if (!challenged || check.startedAt >= challengedAt) {
            answeredNow(now);
        }
    }

    private void answeredNow(final long now) {
        challenged = false;
        silent = false;
        nextCheckAt = now + interval();
    }

    private long interval() {
        return (long) (settings.consentIntervalNanos() * jitter.nextDouble(EARLIEST, LATEST));
    }

    /** Says whether this is news: the pair in use has just stopped answering. */
    boolean onTimeout(final PendingCheck check) {
        final boolean news = !silent && check.pair == pair && !check.superseded;
        silent |= news;
        return news;
    }

    /** The peer shows up elsewhere: finds out quickly whether the pair in use still works. */
    void challenge(final long now) {
        if (pair == null || challenged || now - lastChallengeAt < CHALLENGE_PAUSE_NANOS) {
            return;
        }
        challenged = true;
        challengedAt = now;
        lastChallengeAt = now;
        checks.start(pair, Kind.CHALLENGE, now);
    }

    void onTime(final long now) {
        if (pair == null) {
            return;
        }
        if (challenged && now >= verdictAt()) {
            silent = true;
        }
        if (now >= nextCheckAt) {
            nextCheckAt = now + interval();
            if (pair.check == null) {
                checks.start(pair, Kind.CONSENT, now);
            }
        }
    }

    private long verdictAt() {
        return challengedAt + Math.max(settings.challengeNanos(), RTTS_FOR_AN_ANSWER * checks.rttNanos());
    }

    /** Whether the pair in use left a challenge or a consent check unanswered and another one should take over. */
    boolean isSilent() {
        return silent;
    }

    boolean isExpired(final long now) {
        return now - grantedAt >= settings.consentExpiryNanos();
    }

    /** Expiry is not among the deadlines: the heartbeat finds it within half a second. */
    long deadline() {
        if (pair == null) {
            return Long.MAX_VALUE;
        }
        return challenged && !silent ? Math.min(nextCheckAt, verdictAt()) : nextCheckAt;
    }
}
