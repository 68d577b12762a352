/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import org.hummingbridge.sfu.datagram.Path;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/** One of our sockets with one remote address, and what its checks have shown. Written by its session only. */
final class CandidatePair {
    static final long NEVER = Long.MIN_VALUE / 2;

    private static final long MAX_PRIORITY = 0x7fff_ffffL;

    /** RFC 8445 §6.1.2.6 without Frozen: with one component, pruning by socket leaves nothing to hold back. */
    enum State {
        WAITING,
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    final Path path;
    State state = State.WAITING;

    /** A check succeeded and none has failed since. */
    boolean valid;

    boolean triggered;
    boolean signalled;
    CandidateType remoteType;
    long lastSuccess = NEVER;
    int failedNominations;

    @Nullable
    PendingCheck check;

    private final long localPriority;
    private long remotePriority;

    CandidatePair(
            final Path path,
            final long localPriority,
            final CandidateType remoteType,
            final long remotePriority,
            final boolean signalled) {
        this.path = path;
        this.localPriority = clamped(localPriority);
        this.remoteType = remoteType;
        this.remotePriority = clamped(remotePriority);
        this.signalled = signalled;
    }

    /** The peer told about an address that its check had shown already (RFC 8838 §11). */
    void signal(final CandidateType type, final long priority) {
        remoteType = type;
        remotePriority = clamped(priority);
        signalled = true;
    }

    /** RFC 8445 §6.1.2.3. */
    long priority(final IceRole role) {
        final long controlling = role == IceRole.CONTROLLING ? localPriority : remotePriority;
        final long controlled = role == IceRole.CONTROLLING ? remotePriority : localPriority;
        return (Math.min(controlling, controlled) << 32)
                + 2 * Math.max(controlling, controlled)
                + (controlling > controlled ? 1 : 0);
    }

    boolean isRelayed() {
        return remoteType == CandidateType.RELAYED_CANDIDATE;
    }

    private static long clamped(final long priority) {
        return Math.clamp(priority, 1, MAX_PRIORITY);
    }
}
