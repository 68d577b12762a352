/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoPacket;

/**
 * Spatial and temporal layers by the VP9 payload descriptor (RFC 9628 §4.2), for full and key-picture inter-layer prediction
 * alike. Decides per picture which spatial layer is shown, and takes from the lower ones what that refers to. Distances between
 * pictures are kept, because references count them; the detail is the PictureID that the receiver sees.
 */
final class Vp9Selection implements LayerSelection {
    private static final int ID_MASK = 0x7fff;

    private final FrameLog pictures = new FrameLog();
    private final TemporalGate gate = new TemporalGate();
    private int idDelta;

    /** Spatial layers that the encoding has now, as far as is known. */
    private int layers;

    /** The spatial layer that is shown. */
    private int top;

    /** Bit i if the receiver has every frame of spatial layer i since the last key picture, as far as loss allows. */
    private int whole;

    /** Whether pictures between key pictures need their lower spatial layers too. */
    private boolean dependent;

    private boolean stuck;

    @Override
    public void begin(final VideoPacket key, final int timestamp, final int firstId, final int limit) {
        pictures.begin(key.frameId());
        idDelta = firstId - key.frameId();
        layers = 1;
        dependent = false;
        openAt(key, limit);
        pictures.put(pictures.newest(), top);
    }

    @Override
    public int decide(final VideoPacket mark, final int timestamp, final boolean afterGap, final int limit) {
        final long id = pictures.extend(mark.frameId(), mark.frameIdBits());
        final long newest = pictures.newest();
        layers = Math.max(layers, mark.spatialId() + 1);
        if (pictures.leaps(id, afterGap)) {
            return JUMPED;
        }
        int shown;
        if (pictures.has(id)) {
            shown = pictures.get(id);
            if (FrameLog.isPassed(shown)) {
                shown = pictures.put(id, limit < 0 ? REJECTED : decideLate(mark, FrameLog.passedNumber(shown)));
            }
        } else if (id > newest) {
            passOver(newest + 1, id);
            shown = pictures.put(id, limit < 0 ? REJECTED : decideNew(mark, limit));
        } else {
            return REJECTED;
        }
        return shown >= 0 && takesLayer(mark, shown) ? (mark.frameId() + idDelta) & ID_MASK : REJECTED;
    }

    private int decideNew(final VideoPacket mark, final int limit) {
        if (!mark.interPicture() && mark.spatialId() == 0) {
            openAt(mark, limit);
            return top;
        }
        learnLayers(mark);
        final int wanted = wantedSpatial(limit);
        if (wanted < top && isWhole(wanted)) {
            top = wanted;
            whole &= upTo(wanted);
        }
        stuck = wanted != top;
        // As long as a lower layer is wanted and cannot be shown, its rate is approached by fewer pictures.
        final int temporal = wanted < top ? 0 : LayerId.temporalId(limit);
        return gate.takes(mark.temporalId(), mark.switchingPoint(), temporal) ? top : REJECTED;
    }

    private void openAt(final VideoPacket key, final int limit) {
        learnLayers(key);
        top = wantedSpatial(limit);
        whole = upTo(top);
        stuck = false;
        gate.open(LayerId.temporalId(limit));
    }

    /** @param then the layers that were let through at the picture's place */
    private static int decideLate(final VideoPacket mark, final int then) {
        return mark.temporalId() <= LayerId.temporalId(then) ? LayerId.spatialId(then) : REJECTED;
    }

    private boolean takesLayer(final VideoPacket mark, final int shown) {
        final int spatialId = mark.spatialId();
        if (mark.interPicture() && spatialId > 0) {
            dependent = mark.interLayer();
            keepOnlyTop();
        }
        if (spatialId == shown || (spatialId < shown && mark.upperLayerReference())) {
            return true;
        }
        if (spatialId < shown) {
            whole &= ~(1 << spatialId);
        }
        return false;
    }

    /** A lower layer may have been no part of a picture of which nothing came. */
    private void passOver(final long from, final long to) {
        for (long passed = from; passed < to; passed++) {
            pictures.put(passed, FrameLog.passed(current()));
            keepOnlyTop();
        }
    }

    private void keepOnlyTop() {
        if (!dependent) {
            whole &= 1 << top;
        }
    }

    private void learnLayers(final VideoPacket mark) {
        if (mark.spatialLayers() > 0) {
            layers = mark.spatialLayers();
        }
    }

    private int wantedSpatial(final int limit) {
        final int spatial = LayerId.spatialId(limit);
        return Math.min(spatial, layers - 1);
    }

    private boolean isWhole(final int spatialId) {
        return (whole >>> spatialId & 1) != 0;
    }

    private static int upTo(final int spatialId) {
        return (2 << spatialId) - 1;
    }

    @Override
    public boolean ends(final VideoPacket mark, final int detail) {
        final long id = pictures.extend(mark.frameId(), mark.frameIdBits());
        return mark.end() && pictures.has(id) && pictures.get(id) == mark.spatialId();
    }

    @Override
    public boolean onlyRefusedBetween(final Neighbour before, final VideoPacket mark, final boolean taken) {
        final int layersApart = mark.spatialId() - before.spatialId();
        return switch (before.distanceTo(mark)) {
            case 0 ->
                layersApart == 0
                        ? !taken
                        : before.adjoins(mark, taken) && (layersApart == 1 || isRestRefused(before, mark));
            case 1 ->
                before.adjoins(mark, taken)
                        && mark.spatialId() == 0
                        && (isRestRefused(before, mark) || before.endsPicture());
            default -> false;
        };
    }

    /** Whether the layers above a packet's own are refused in its picture. */
    private boolean isRestRefused(final Neighbour before, final VideoPacket mark) {
        final long id = pictures.extend(before.frameId(), mark.frameIdBits());
        return pictures.has(id) && before.spatialId() >= pictures.get(id);
    }

    @Override
    public int current() {
        return LayerId.of(0, top, gate.top());
    }

    @Override
    public boolean wantsKeyframe() {
        return stuck || gate.refused() > Vp8Selection.MAX_REFUSED;
    }
}
