/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.TemplateStructure;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.jspecify.annotations.Nullable;

/**
 * Decode targets by the dependency descriptor (AV1 RTP specification, appendix A), whatever the codec. Distances between frames
 * are kept, because references and chains count them; the detail is the decode target and whether the receiver is told it.
 */
final class TargetSelection implements LayerSelection {
    private static final int TARGET_MASK = TemplateStructure.MAX_TARGETS - 1;
    private static final int MASKED = TemplateStructure.MAX_TARGETS;

    /** Changes remembered: for as long as a packet of the temporal unit may still come late. */
    private static final int MAX_CHANGES = 16;

    /** Structures whose late frames are still known: as many as the reader tells apart. */
    private static final int MAX_STRUCTURES = 4;

    private final FrameLog frames = new FrameLog();
    private @Nullable TemplateStructure structure;
    private final @Nullable TemplateStructure[] structures = new @Nullable TemplateStructure[MAX_STRUCTURES];
    private int structuresOpened;
    private int target;

    /** Whether the receiver knows the target; a target that was left in between is told again. */
    private boolean told;

    /** The latest changes of target: at which temporal unit, and to which. */
    private final int[] changeTimestamps = new int[MAX_CHANGES];

    private final int[] changeTargets = new int[MAX_CHANGES];
    private int changes;

    private int newestTimestamp;
    private boolean stuck;

    /** The decode target in a detail. */
    static int target(final int detail) {
        return detail & TARGET_MASK;
    }

    /** Whether the packet tells the receiver which decode targets it gets. */
    static boolean isMasked(final int detail) {
        return (detail & MASKED) != 0;
    }

    @Override
    public void begin(final VideoPacket key, final int timestamp, final int firstId, final int limit) {
        frames.begin(key.frameId());
        changes = 0;
        newestTimestamp = timestamp;
        open(key, timestamp, limit);
        frames.put(frames.newest(), target | MASKED);
    }

    @Override
    public int decide(final VideoPacket mark, final int timestamp, final boolean afterGap, final int limit) {
        final long id = frames.extend(mark.frameId(), mark.frameIdBits());
        final long newest = frames.newest();
        if (frames.leaps(id, afterGap)) {
            return JUMPED;
        }
        final boolean newUnit = timestamp - newestTimestamp > 0;
        if (id > newest && newUnit) {
            newestTimestamp = timestamp;
        }
        int decision;
        if (frames.has(id)) {
            decision = frames.get(id);
            if (FrameLog.isPassed(decision)) {
                final int then = targetAt(timestamp, FrameLog.passedNumber(decision));
                decision = frames.put(id, limit >= 0 && takesLate(mark, id, then) ? detail(then) : REJECTED);
            }
        } else if (id > newest) {
            for (long passed = newest + 1; passed < id; passed++) {
                frames.put(passed, FrameLog.passed(target));
            }
            decision = frames.put(id, limit < 0 ? REJECTED : decideNew(mark, timestamp, id, newUnit, limit));
        } else {
            return REJECTED;
        }
        final boolean tells = mark.activeTargetsAttached() || mark.structureAttached();
        return decision >= 0 && tells ? decision | MASKED : decision;
    }

    private int decideNew(
            final VideoPacket mark, final int timestamp, final long id, final boolean newUnit, final int limit) {
        if (mark.keyframe()) {
            open(mark, timestamp, limit);
            return target | MASKED;
        }
        final TemplateStructure known = structure;
        if (known == null || known != mark.structure()) {
            stuck = true;
            return REJECTED;
        }
        final int wanted = choose(known, mark.activeTargets(), limit);
        final boolean changed = wanted != target && canChange(known, wanted, mark, id, newUnit);
        stuck = wanted != target && !changed && !known.canSwitchWithoutKeyframe(target, wanted);
        if (changed) {
            change(wanted, timestamp);
            told = false;
        }
        if (!isPresent(mark, target) || refersToRejected(mark, id)) {
            return REJECTED;
        }
        final int detail = detail(target);
        told = true;
        return detail;
    }

    /** The detail of a frame that is let through as part of a target. A late one may tell it, but not instead of the next. */
    private int detail(final int shown) {
        return told || shown != target ? shown : shown | MASKED;
    }

    private void open(final VideoPacket key, final int timestamp, final int limit) {
        final TemplateStructure attached = key.structure();
        structure = attached;
        structures[structuresOpened++ & (MAX_STRUCTURES - 1)] = attached;
        change(attached == null ? 0 : choose(attached, key.activeTargets(), limit), timestamp);
        told = true;
        stuck = false;
    }

    private void change(final int wanted, final int timestamp) {
        target = wanted;
        changeTimestamps[changes % MAX_CHANGES] = timestamp;
        changeTargets[changes % MAX_CHANGES] = wanted;
        changes++;
    }

    /** The target of a temporal unit that may have begun with a change; {@code otherwise} if it did not. */
    private int targetAt(final int timestamp, final int otherwise) {
        for (int i = changes - 1; i >= Math.max(0, changes - MAX_CHANGES); i--) {
            if (changeTimestamps[i % MAX_CHANGES] == timestamp) {
                return changeTargets[i % MAX_CHANGES];
            }
        }
        return otherwise;
    }

    /** The picture that was begun is finished in the old way, so that its last packet is known when it is sent. */
    private boolean canChange(
            final TemplateStructure known,
            final int wanted,
            final VideoPacket mark,
            final long id,
            final boolean newUnit) {
        if (!newUnit) {
            return false;
        }
        // All frames of a target that is part of the present one have been let through.
        final boolean contained = (known.activeMaskFor(target) >>> wanted & 1) != 0;
        return contained || ((mark.switchTargets() >>> wanted & 1) != 0 && refersToTaken(mark, id));
    }

    /** @param then the target that was in force at the frame's place */
    private boolean takesLate(final VideoPacket mark, final long id, final int then) {
        return wasInForce(mark.structure()) && isPresent(mark, then) && !refersToRejected(mark, id);
    }

    @SuppressWarnings("ReferenceEquality") // The same ones mean the same templates; equal ones may not.
    private boolean wasInForce(final @Nullable TemplateStructure of) {
        for (int i = 0; i < MAX_STRUCTURES; i++) {
            if (structures[i] == of) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPresent(final VideoPacket mark, final int target) {
        return (mark.presentTargets() >>> target & 1) != 0;
    }

    /** Whether the receiver is known to have all references: one that never came may have been none for it. */
    private boolean refersToTaken(final VideoPacket mark, final long id) {
        for (int i = 0; i < mark.frameDiffCount(); i++) {
            final long reference = id - mark.frameDiff(i);
            if (!frames.has(reference) || frames.get(reference) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean refersToRejected(final VideoPacket mark, final long id) {
        for (int i = 0; i < mark.frameDiffCount(); i++) {
            final long reference = id - mark.frameDiff(i);
            if (frames.has(reference) && frames.get(reference) == REJECTED) {
                return true;
            }
        }
        return false;
    }

    /** The highest target within the limit that the sender produces; the lowest that it produces if all are above. */
    private static int choose(final TemplateStructure structure, final int active, final int limit) {
        int best = -1;
        int lowest = -1;
        for (int i = 0; i < structure.targetCount(); i++) {
            if ((active >>> i & 1) == 0) {
                continue;
            }
            final int layer = structure.targetLayer(i);
            if (lowest < 0 || layer < structure.targetLayer(lowest)) {
                lowest = i;
            }
            final boolean within = LayerId.spatialId(layer) <= LayerId.spatialId(limit)
                    && LayerId.temporalId(layer) <= LayerId.temporalId(limit);
            if (within && (best < 0 || layer > structure.targetLayer(best))) {
                best = i;
            }
        }
        return best >= 0 ? best : Math.max(lowest, 0);
    }

    private static int spatialId(final TemplateStructure structure, final int target) {
        return LayerId.spatialId(structure.targetLayer(target));
    }

    @Override
    public boolean ends(final VideoPacket mark, final int detail) {
        final TemplateStructure known = mark.structure();
        return known != null && mark.end() && mark.spatialId() == spatialId(known, target(detail));
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
        return structure == null ? 0 : structure.targetLayer(target);
    }

    @Override
    public boolean wantsKeyframe() {
        return stuck;
    }
}
