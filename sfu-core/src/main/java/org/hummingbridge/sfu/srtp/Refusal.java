/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.datagram.DropReason;

/** Reasons for refusing a packet as negative numbers, so that they share an {@code int} with lengths. Allocates nothing. */
final class Refusal {
    static final int MALFORMED = of(DropReason.SRTP_MALFORMED);
    static final int REPLAY = of(DropReason.SRTP_REPLAY);
    static final int AUTH = of(DropReason.SRTP_AUTH);
    static final int TOO_MANY_SSRCS = of(DropReason.SRTP_TOO_MANY_SSRCS);
    static final int INDEX_REUSED = of(DropReason.SRTP_INDEX_REUSED);

    /** The association was closed and its keys are gone. */
    static final int NO_KEYS = of(DropReason.SRTP_NO_KEYS);

    private static final DropReason[] REASONS = DropReason.values();

    private Refusal() {}

    private static int of(final DropReason reason) {
        return ~reason.ordinal();
    }

    static DropReason reason(final int code) {
        if (code >= 0) {
            throw new IllegalArgumentException(code + " is a length, not a refusal");
        }
        return REASONS[~code];
    }
}
