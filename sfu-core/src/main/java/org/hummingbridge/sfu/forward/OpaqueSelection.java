/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.VideoPacket;

/** For packets that do not tell their frames: everything from a key frame on, and a picture that has begun is finished. */
final class OpaqueSelection implements LayerSelection {
    private static final int TAKEN = 0;

    private int newestTimestamp;

    @Override
    public void begin(final VideoPacket key, final int timestamp, final int firstId, final int limit) {
        newestTimestamp = timestamp;
    }

    @Override
    public int decide(final VideoPacket mark, final int timestamp, final boolean afterGap, final int limit) {
        if (limit >= 0) {
            newestTimestamp = timestamp - newestTimestamp > 0 ? timestamp : newestTimestamp;
            return TAKEN;
        }
        return timestamp - newestTimestamp > 0 ? REJECTED : TAKEN;
    }

    @Override
    public boolean ends(final VideoPacket mark, final int detail) {
        return false;
    }

    @Override
    public boolean onlyRefusedBetween(final Neighbour before, final VideoPacket mark, final boolean taken) {
        return false;
    }

    @Override
    public int current() {
        return 0;
    }

    @Override
    public boolean wantsKeyframe() {
        return false;
    }
}
