/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.forward.OutgoingStream;
import org.jspecify.annotations.Nullable;

/** A stream that one receiver is sent, and which of its subscriptions it carries. */
final class SentStream {
    private final OutgoingStream outgoing;
    private @Nullable Subscription subscription;
    private double lossFraction;

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

    /** What the receiver reported last about it; 0 to 1. */
    double lossFraction() {
        return lossFraction;
    }

    void lossFraction(final double reported) {
        lossFraction = reported;
    }
}
