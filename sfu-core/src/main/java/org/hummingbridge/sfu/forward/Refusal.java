/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.datagram.DropReason;

/** Why no packet was written, as a negative length. Never collides with a length. */
public final class Refusal {
    private Refusal() {}

    static int of(final DropReason reason) {
        return -1 - reason.ordinal();
    }

    /** The reason behind a negative result. */
    public static DropReason reason(final int result) {
        return Reasons.ALL[-1 - result];
    }

    /** {@code values()} would copy on every call. */
    private static final class Reasons {
        static final DropReason[] ALL = DropReason.values();
    }
}
