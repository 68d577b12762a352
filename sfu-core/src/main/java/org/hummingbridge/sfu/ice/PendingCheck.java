/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

/** A check that was sent and may still be answered (RFC 8489 §6.2.1). */
final class PendingCheck {
    /** Why it was sent; decides how often it is repeated and what its failure means. */
    enum Kind {
        CONNECTIVITY,
        /** The peer has checked the pair, so the way is proven in one direction. */
        TRIGGERED,
        NOMINATION,
        CONSENT,
        CHALLENGE;

        /** Whether the pair has failed when the check has. */
        boolean decides() {
            return this == CONNECTIVITY || this == TRIGGERED;
        }
    }

    Kind kind;
    CandidatePair pair;
    long id;
    IceRole role;
    long startedAt;

    /** A newer check of the pair took over, or the pair was forgotten: an answer counts, silence does not. */
    boolean superseded;

    int retransmits;
    long waitNanos;
    long dueAt;

    PendingCheck(
            final Kind kind,
            final CandidatePair pair,
            final long id,
            final IceRole role,
            final long startedAt,
            final long waitNanos) {
        this.kind = kind;
        this.pair = pair;
        this.id = id;
        this.role = role;
        this.startedAt = startedAt;
        this.waitNanos = waitNanos;
        this.dueAt = startedAt + waitNanos;
    }

    /** Becomes another check of the same kind; nobody remembers what it was. */
    void reuse(final CandidatePair newPair, final long newId, final IceRole newRole, final long now, final long wait) {
        pair = newPair;
        id = newId;
        role = newRole;
        startedAt = now;
        superseded = false;
        retransmits = 0;
        waitNanos = wait;
        dueAt = now + wait;
    }

    /** The peer checked the pair meanwhile: from now on this check is repeated as a triggered one. */
    void hasten() {
        if (kind == Kind.CONNECTIVITY) {
            kind = Kind.TRIGGERED;
        }
    }
}
