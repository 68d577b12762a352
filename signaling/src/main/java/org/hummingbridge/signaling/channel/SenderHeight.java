/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import org.hummingbridge.sfu.allocation.VideoConstraint;

/** How the most that anybody wants of a source is put to the client that sends it. */
final class SenderHeight {
    /**
     * As high as lib-jitsi-meet sends anything. It takes -1 for the same, but other clients, and its own peer connection, take
     * a negative height for an error.
     */
    static final int UNLIMITED = 2160;

    private SenderHeight() {}

    static int forClients(final int maxHeight) {
        return maxHeight == VideoConstraint.UNLIMITED ? UNLIMITED : maxHeight;
    }
}
