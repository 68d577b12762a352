/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/** When one endpoint was last heard, and what follows from its silence. */
final class Activity {
    private final long firstTransferNanos;
    private final long maxInactivityNanos;
    private final long neverHeardNanos;
    private final long expiryNanos;
    private final long createdNanos;
    private boolean ever;
    private boolean active = true;
    private long lastNanos;

    Activity(final ConnectivitySettings settings, final long now) {
        this.firstTransferNanos = settings.firstTransfer().toNanos();
        this.maxInactivityNanos = settings.maxInactivity().toNanos();
        this.neverHeardNanos = settings.neverHeard().toNanos();
        this.expiryNanos = settings.expiry().toNanos();
        this.createdNanos = now;
        this.lastNanos = now;
    }

    /** Something authentic came from the endpoint. */
    void heard(final long now) {
        ever = true;
        lastNanos = now;
    }

    /** Judges anew; true if {@link #isActive} changed. */
    boolean review(final long now) {
        final boolean nowActive = idleNanos(now) <= (ever ? maxInactivityNanos : firstTransferNanos);
        final boolean changed = nowActive != active;
        active = nowActive;
        return changed;
    }

    boolean isActive() {
        return active;
    }

    boolean everHeard() {
        return ever;
    }

    /** Since it was last heard, or since its creation. */
    long idleNanos(final long now) {
        return now - (ever ? lastNanos : createdNanos);
    }

    /** Whether it is to be given up. */
    boolean isExpired(final long now) {
        final long limit = ever ? expiryNanos : neverHeardNanos;
        return limit > 0 && idleNanos(now) > limit;
    }
}
