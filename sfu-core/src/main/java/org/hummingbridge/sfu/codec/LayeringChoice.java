/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.jspecify.annotations.Nullable;

/**
 * By which descriptor the packets of one codec are told, so that one damaged packet does not change it: that takes
 * {@value #MAX_STRAYS} in a row, or, from opaque, a key frame that tells.
 */
final class LayeringChoice {
    /** Packets of another layering that are dropped before it is followed. */
    static final int MAX_STRAYS = 8;

    private @Nullable Layering settled;
    private int strays;

    Layering settled() {
        return settled == null ? Layering.OPAQUE : settled;
    }

    /** Whether a packet with a frame goes along with those before it. */
    boolean accept(final VideoPacket packet) {
        final boolean follows = settled == packet.layering
                || settled == null
                || (settled == Layering.OPAQUE && packet.keyframe)
                || strays == MAX_STRAYS;
        if (follows) {
            settled = packet.layering;
            strays = 0;
        } else {
            strays++;
        }
        return follows;
    }
}
