/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.concurrent.TimeUnit;

/**
 * Timers and bounds of an agent.
 *
 * @param paceNanos Ta: least time between two new checks of a session (RFC 8445 §14.2 allows 5 ms and up)
 * @param initialRtoNanos time until a check is sent again; doubles with every retransmission
 * @param maxRtoNanos where the doubling ends
 * @param maxRetransmits how often a check is repeated before its pair has failed
 * @param relayedWaitNanos how long a relayed pair waits for a better one before it is nominated
 * @param failureGraceNanos how long all pairs may have failed before the agent has
 * @param consentIntervalNanos mean time between consent checks; randomised by ±20 % (RFC 7675 §5.1)
 * @param consentRetransmitNanos time until a consent check is sent again
 * @param consentMaxRetransmits how often a consent check is repeated
 * @param consentExpiryNanos time without an answer after which sending stops (RFC 7675 §5.1)
 * @param challengeNanos how long the path in use may leave a check unanswered while the peer checks from elsewhere
 * @param transitionNanos how long the old credentials are answered after a restart took over
 * @param pendingRestartNanos how long a restart may take
 * @param maxBoundPaths remote addresses that media is taken from; more only serve an attacker who knows the password
 * @param maxRemoteCandidates addresses that the peer may tell us; browsers tell about ten
 * @param maxPairs entries of the check list (RFC 8445 §6.1.2.5 proposes 100)
 */
public record IceSettings(
        long paceNanos,
        long initialRtoNanos,
        long maxRtoNanos,
        int maxRetransmits,
        long relayedWaitNanos,
        long failureGraceNanos,
        long consentIntervalNanos,
        long consentRetransmitNanos,
        int consentMaxRetransmits,
        long consentExpiryNanos,
        long challengeNanos,
        long transitionNanos,
        long pendingRestartNanos,
        int maxBoundPaths,
        int maxRemoteCandidates,
        int maxPairs) {
    public static final int MAX_BOUND_PATHS = 8;
    public static final int MAX_REMOTE_CANDIDATES = 32;
    public static final int MAX_PAIRS = 100;

    public static IceSettings defaults() {
        return new IceSettings(
                millis(20),
                millis(100),
                millis(1600),
                6,
                millis(800),
                millis(5_000),
                millis(5_000),
                millis(500),
                5,
                millis(30_000),
                millis(700),
                millis(3_000),
                millis(20_000),
                MAX_BOUND_PATHS,
                MAX_REMOTE_CANDIDATES,
                MAX_PAIRS);
    }

    private static long millis(final long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }
}
