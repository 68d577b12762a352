/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.codec.TemplateStructure;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.jspecify.annotations.Nullable;

/**
 * What each layer of one encoding costs, measured over the last second: bytes go to the layer that a packet belongs to, and a
 * layer's rate is the sum over what a receiver of it is sent. Also knows since when each spatial layer is silent.
 */
public final class LayerMeter {
    private static final int BITS = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * Silence after which a layer begins anew. Longer than that from one frame to the next of a screen that stands still, which
     * browsers send once a second: none of them is the first of many.
     */
    public static final long SILENT_NANOS = 2 * NANOS_PER_SECOND;

    /** A rate over less than this is mostly the first frame's. */
    private static final long MIN_WINDOW_NANOS = 250_000_000L;

    /** How long one frame that refers to a lower spatial layer says that the upper ones cannot do without it. */
    private static final long DEPENDENCE_NANOS = 2_000_000_000L;

    private final @Nullable LastSecond[] bytes = new LastSecond[LayerId.MAX_SPATIAL * LayerId.MAX_TEMPORAL];
    private final long[] startedNanos = new long[LayerId.MAX_SPATIAL];
    private final long[] lastNanos = new long[LayerId.MAX_SPATIAL];
    private final boolean[] seen = new boolean[LayerId.MAX_SPATIAL];
    private final int[] temporalLayers = new int[LayerId.MAX_SPATIAL];
    private boolean everDependent;
    private long dependentNanos;

    /** Takes note of a packet that came or was recovered. */
    public void onPacket(final VideoPacket mark, final int packetBytes, final long now) {
        final int spatialId = mark.spatialId();
        final int index = spatialId * LayerId.MAX_TEMPORAL + mark.temporalId();
        LastSecond layer = bytes[index];
        if (layer == null) {
            layer = new LastSecond();
            bytes[index] = layer;
        }
        layer.add(packetBytes, now);
        if (!seen[spatialId] || now - lastNanos[spatialId] > SILENT_NANOS) {
            seen[spatialId] = true;
            startedNanos[spatialId] = now;
        }
        lastNanos[spatialId] = now;
        temporalLayers[spatialId] = Math.max(temporalLayers[spatialId], mark.temporalId() + 1);
        if (refersAcrossLayers(mark)) {
            everDependent = true;
            dependentNanos = now;
        }
    }

    /** Whether an inter frame needs the lower spatial layer of its own picture, or serves a higher one: full SVC. */
    private static boolean refersAcrossLayers(final VideoPacket mark) {
        if (mark.layering() == Layering.VP9) {
            return mark.interPicture() && mark.interLayer();
        }
        final TemplateStructure structure = mark.structure();
        return structure != null
                && !mark.structureAttached()
                && mark.spatialId() + 1 < structure.spatialLayers()
                && servesHigherLayer(mark, structure);
    }

    private static boolean servesHigherLayer(final VideoPacket mark, final TemplateStructure structure) {
        for (int target = 0; target < structure.targetCount(); target++) {
            if ((mark.presentTargets() >> target & 1) != 0
                    && LayerId.spatialId(structure.targetLayer(target)) > mark.spatialId()) {
                return true;
            }
        }
        return false;
    }

    /** What a receiver of that layer is sent, lower ones that it needs included, in bit/s; 0 if nothing came for a second. */
    public long bitrateBps(final int spatialId, final int temporalId, final long now) {
        final boolean dependent = everDependent && now - dependentNanos < DEPENDENCE_NANOS;
        long rate = 0;
        for (int s = dependent ? 0 : spatialId; s <= spatialId; s++) {
            rate += spatialRate(s, temporalId, now);
        }
        return rate;
    }

    private long spatialRate(final int spatialId, final int temporalId, final long now) {
        long total = 0;
        for (int t = 0; t <= temporalId; t++) {
            final LastSecond layer = bytes[spatialId * LayerId.MAX_TEMPORAL + t];
            total += layer == null ? 0 : layer.total(now);
        }
        final long window = Math.clamp(now - startedNanos[spatialId], MIN_WINDOW_NANOS, NANOS_PER_SECOND);
        return total * BITS * NANOS_PER_SECOND / window;
    }

    /** Temporal layers seen so far in a spatial layer. */
    public int temporalLayers(final int spatialId) {
        return temporalLayers[spatialId];
    }

    /** Since the last packet of that spatial layer; only if there was one. */
    public long silenceNanos(final int spatialId, final long now) {
        return now - lastNanos[spatialId];
    }
}
