/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoPacket;

/**
 * Temporal layers by the VP8 payload descriptor (RFC 7741 §4.2). The detail is the PictureID that the receiver sees: without
 * gaps, because a receiver takes a missing one for a frame that is still to come.
 */
final class Vp8Selection implements LayerSelection {
    /** Frames after which a sender that never marks a layer's switching points is asked for a key frame: 2 s of half the frames. */
    static final int MAX_REFUSED = 30;

    private static final int ID_BITS = 15;
    private static final int ID_MASK = (1 << ID_BITS) - 1;

    private final FrameLog frames = new FrameLog();
    private final TemporalGate gate = new TemporalGate();
    private int lastId;

    @Override
    public void begin(final VideoPacket key, final int timestamp, final int firstId, final int limit) {
        frames.begin(key.frameId());
        frames.put(key.frameId(), firstId);
        lastId = firstId;
        gate.open(LayerId.temporalId(limit));
    }

    @Override
    public int decide(final VideoPacket mark, final int timestamp, final boolean afterGap, final int limit) {
        final long id = frames.extend(mark.frameId(), mark.frameIdBits());
        final long newest = frames.newest();
        if (frames.leaps(id, afterGap)) {
            return JUMPED;
        }
        if (id > newest) {
            return decideNew(mark, id, afterGap, limit);
        }
        if (!frames.has(id)) {
            return REJECTED;
        }
        final int decision = frames.get(id);
        if (FrameLog.isPassed(decision)) {
            final int passed = FrameLog.passedNumber(decision);
            final boolean taken = limit >= 0 && mark.temporalId() <= passed >>> ID_BITS;
            return frames.put(id, taken ? passed & ID_MASK : REJECTED);
        }
        if (decision != REJECTED && id == newest && mark.keyframe() && limit >= 0) {
            gate.open(LayerId.temporalId(limit));
        }
        return decision;
    }

    private int decideNew(final VideoPacket mark, final long id, final boolean afterGap, final int limit) {
        for (long unknown = frames.newest() + 1; unknown < id; unknown++) {
            // A number is kept for a frame of which nothing came so far, if packets are missing that it may consist of.
            if (afterGap) {
                lastId = (lastId + 1) & ID_MASK;
            }
            frames.put(unknown, afterGap ? FrameLog.passed(gate.top() << ID_BITS | lastId) : REJECTED);
        }
        if (limit < 0) {
            return frames.put(id, REJECTED);
        }
        if (mark.keyframe()) {
            gate.open(LayerId.temporalId(limit));
        } else if (!gate.takes(mark.temporalId(), mark.switchingPoint(), LayerId.temporalId(limit))) {
            return frames.put(id, REJECTED);
        }
        lastId = (lastId + 1) & ID_MASK;
        return frames.put(id, lastId);
    }

    @Override
    public boolean ends(final VideoPacket mark, final int detail) {
        return false;
    }

    @Override
    public boolean onlyRefusedBetween(final Neighbour before, final VideoPacket mark, final boolean taken) {
        return switch (before.distanceTo(mark)) {
            case 0 -> !taken;
            case 1 -> before.adjoins(mark, taken);
            default -> false;
        };
    }

    @Override
    public int current() {
        return gate.top();
    }

    @Override
    public boolean wantsKeyframe() {
        return gate.refused() > MAX_REFUSED;
    }
}
