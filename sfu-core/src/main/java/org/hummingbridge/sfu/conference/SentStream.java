/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.forward.OutgoingStream;
import org.jspecify.annotations.Nullable;

/** A stream that one receiver is sent, and which of its subscriptions it carries. */
final class SentStream {
    /** After so long a report says nothing any more: three times what browsers let pass between two about audio. */
    static final long REPORT_NANOS = 15_000_000_000L;

    private final OutgoingStream outgoing;
    private @Nullable Subscription subscription;
    private double lossFraction;
    private long reportedNanos;

    SentStream(final OutgoingStream outgoing) {
        this.outgoing = outgoing;
    }

    OutgoingStream outgoing() {
        return outgoing;
    }

    /** Null while nothing is sent on it. */
    @Nullable
    Subscription subscription() {
        return subscription;
    }

    void subscription(final @Nullable Subscription carried) {
        subscription = carried;
    }

    /** What the receiver reported last about it, 0 to 1; 0 if that is long ago, as of a stream that rests. */
    double lossFraction(final long nowNanos) {
        return nowNanos - reportedNanos < REPORT_NANOS ? lossFraction : 0;
    }

    void lossFraction(final double reported, final long nowNanos) {
        lossFraction = reported;
        reportedNanos = nowNanos;
    }
}
