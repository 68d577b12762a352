/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.ArrayList;
import java.util.List;

/** A layer frame as a simulated encoder has made it: the truth that a receiver's stream is judged by. */
final class SentFrame {
    final SimulatedEncoding encoding;
    final VideoMode mode;
    final int picture;
    final int spatialId;
    final int temporalId;
    final boolean keyPicture;

    /** Everything that is needed to decode it. */
    final List<SentFrame> references = new ArrayList<>();

    final List<SentPacket> packets = new ArrayList<>();
    int id;
    int tl0;
    int timestamp;
    boolean interLayer;
    boolean interPicture;
    boolean switchingPoint;
    boolean forUpperLayers;
    int presentTargets;

    SentFrame(
            final SimulatedEncoding encoding,
            final int picture,
            final int spatialId,
            final int temporalId,
            final boolean keyPicture) {
        this.encoding = encoding;
        this.mode = encoding.mode;
        this.picture = picture;
        this.spatialId = spatialId;
        this.temporalId = temporalId;
        this.keyPicture = keyPicture;
    }

    /** Whether a receiver can begin with it. */
    boolean isKey() {
        return keyPicture && spatialId == 0;
    }

    /** Whether a packet of it came before the given step. */
    boolean arrivedBefore(final int step) {
        return packets.stream().anyMatch(packet -> packet.arrivedAt >= 0 && packet.arrivedAt < step);
    }

    @Override
    public String toString() {
        return encoding + " picture " + picture + " S" + spatialId + "T" + temporalId + (keyPicture ? " key" : "")
                + " id " + id;
    }
}
