/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.VideoPacket;

/** The newest packet of an encoding so far: what is missing behind it lies between its frame and that of the next packet. */
final class Neighbour {
    private boolean known;
    private int frameId;
    private int spatialId;
    private boolean taken;
    private boolean ended;
    private boolean marker;

    void forget() {
        known = false;
    }

    void set(final VideoPacket mark, final boolean isTaken, final boolean hasMarker) {
        known = true;
        frameId = mark.frameId();
        spatialId = mark.spatialId();
        taken = isTaken;
        ended = mark.end();
        marker = hasMarker;
    }

    boolean isKnown() {
        return known;
    }

    int frameId() {
        return frameId;
    }

    int spatialId() {
        return spatialId;
    }

    /** Whether nothing of its frame that the receiver is to have can be missing behind it. */
    boolean isWhole() {
        return !taken || ended;
    }

    /** Whether it ends its picture, whatever layers that had. */
    boolean endsPicture() {
        return marker;
    }

    /** By how many frame numbers {@code mark} is ahead: 0 for the same one. */
    int distanceTo(final VideoPacket mark) {
        return (mark.frameId() - frameId) & ((1 << mark.frameIdBits()) - 1);
    }

    /** Frames that follow one another directly, with nothing missing in either that the receiver is to have. */
    boolean adjoins(final VideoPacket mark, final boolean markTaken) {
        return isWhole() && (!markTaken || mark.start());
    }
}
