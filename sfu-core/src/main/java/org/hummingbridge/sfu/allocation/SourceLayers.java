/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.Arrays;
import org.hummingbridge.sfu.codec.LayerId;
import org.jspecify.annotations.Nullable;

/**
 * The layers that one video source has now and what each costs, from low to high. Never tells of a change that makes no
 * difference to receivers: what they see of a bitrate moves only when the bitrate moved far enough.
 *
 * <p>The sender's side says which layers there are ({@link #put}, also before their first packet), when they start and stop, and
 * what they measured, and passes on the {@link Change} that comes back to the receivers.
 */
public final class SourceLayers {
    /** Layers of one source; three encodings of three by three are 27. */
    public static final int MAX_LAYERS = 32;

    /** Age up to which a rate measured over a second says too little. */
    static final long YOUNG_NANOS = 1_000_000_000L;

    /** The least relative and absolute moves of a bitrate that receivers are told of. */
    private static final double RELEVANT_MOVE = 0.15;

    private static final long RELEVANT_MOVE_BPS = 10_000;

    /** A young layer is taken for this part of its nominal bitrate at least. */
    private static final double YOUNG_SHARE = 0.5;

    /** Height of the lowest of several pictures that do not tell their heights; each further one has twice that. */
    private static final int USUAL_LOWEST_HEIGHT = 180;

    /** What became of the layers, in the order of urgency. */
    public enum Change {
        NONE,
        /** A bitrate moved. */
        RATE,
        /** A layer came up or changed its height or frame rate. */
        LAYERS,
        /** A layer is no more. */
        LOSS;

        public Change and(final Change other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private final int[] ids = new int[MAX_LAYERS];
    private final int[] toldHeights = new int[MAX_LAYERS];
    private final int[] heights = new int[MAX_LAYERS];
    private final double[] frameRates = new double[MAX_LAYERS];
    private final long[] targets = new long[MAX_LAYERS];
    private final long[] bitrates = new long[MAX_LAYERS];
    private final long[] startedNanos = new long[MAX_LAYERS];
    private final boolean[] active = new boolean[MAX_LAYERS];
    private int size;
    private int version;
    private @Nullable String encodingName;

    /** Takes note of the codec, as in SDP, by which layers are reckoned with before they are measured. */
    public void codec(final String newEncodingName) {
        encodingName = newEncodingName;
    }

    /**
     * Takes note of a layer, which counts as stopped if it is new. A layer beyond {@link #MAX_LAYERS} is left out.
     *
     * @param height pixels of the smaller dimension; 0 if unknown
     * @param frameRate of the layer with all that it depends on; 0 if unknown
     */
    public Change put(final int layerId, final int height, final double frameRate) {
        int i = Arrays.binarySearch(ids, 0, size, layerId);
        if (i < 0) {
            if (size == MAX_LAYERS) {
                return Change.NONE;
            }
            i = -i - 1;
            insert(i, layerId);
        } else if (toldHeights[i] == height && !movedFar(frameRates[i], frameRate)) {
            return Change.NONE;
        }
        toldHeights[i] = height;
        frameRates[i] = frameRate;
        resolveHeights();
        return changed(Change.LAYERS);
    }

    /** A packet of the layer came, the first since it stopped. */
    public Change started(final int layerId, final long now) {
        final int i = Arrays.binarySearch(ids, 0, size, layerId);
        if (i < 0 || active[i]) {
            return Change.NONE;
        }
        active[i] = true;
        startedNanos[i] = now;
        bitrates[i] = Math.max(targets[i], expected(i));
        return changed(Change.LAYERS);
    }

    /** The sender gave the layer up. */
    public Change stopped(final int layerId) {
        final int i = Arrays.binarySearch(ids, 0, size, layerId);
        if (i < 0 || !active[i]) {
            return Change.NONE;
        }
        active[i] = false;
        bitrates[i] = 0;
        return changed(Change.LOSS);
    }

    /** What the sender announced to spend on the layer with all that it depends on (video layers allocation). */
    public void target(final int layerId, final long bitrateBps) {
        final int i = Arrays.binarySearch(ids, 0, size, layerId);
        if (i >= 0) {
            targets[i] = bitrateBps;
        }
    }

    /**
     * What came in over the last second of the layer and of all that it depends on. Something starts a layer that stopped, nothing
     * stops one that is not young.
     */
    public Change measured(final int layerId, final long bitrateBps, final long now) {
        final int i = Arrays.binarySearch(ids, 0, size, layerId);
        if (i < 0) {
            return Change.NONE;
        }
        if (!active[i]) {
            return bitrateBps > 0 ? started(layerId, now) : Change.NONE;
        }
        final boolean young = now - startedNanos[i] < YOUNG_NANOS;
        if (bitrateBps == 0 && !young) {
            return stopped(layerId);
        }
        final long cost = young ? Math.max(bitrateBps, Math.max(targets[i], expected(i))) : bitrateBps;
        final boolean slight = bitrates[i] > 0 && Math.abs(cost - bitrates[i]) <= RELEVANT_MOVE_BPS;
        if (slight || !movedFar((double) bitrates[i], (double) cost)) {
            return Change.NONE;
        }
        bitrates[i] = cost;
        return changed(Change.RATE);
    }

    /** The source has no such layer any more. */
    public Change remove(final int layerId) {
        final int i = Arrays.binarySearch(ids, 0, size, layerId);
        if (i < 0) {
            return Change.NONE;
        }
        move(i + 1, i, size - i - 1);
        size--;
        resolveHeights();
        return changed(Change.LOSS);
    }

    /** The source begins anew, perhaps with another codec. */
    public Change clear() {
        if (size == 0) {
            return Change.NONE;
        }
        size = 0;
        return changed(Change.LOSS);
    }

    /** Changes with everything that receivers see here, and only then. */
    public int version() {
        return version;
    }

    public int size() {
        return size;
    }

    /** The {@link LayerId} of the i-th layer from below. */
    public int id(final int i) {
        return ids[i];
    }

    /** Pixels, as told or else as what usually stands there; 0 if unknown. */
    public int height(final int i) {
        return heights[i];
    }

    /** Frames per second, with the layers it depends on; 0 if unknown. */
    public double frameRate(final int i) {
        return frameRates[i];
    }

    /** What forwarding it costs, with the layers it depends on; 0 unless it is active. */
    public long bitrateBps(final int i) {
        return bitrates[i];
    }

    public boolean isActive(final int i) {
        return active[i];
    }

    /** Whether two layers are of the same encoding and spatial layer. */
    static boolean samePicture(final int layerId, final int other) {
        return LayerId.of(LayerId.encoding(layerId), LayerId.spatialId(layerId), 0)
                == LayerId.of(LayerId.encoding(other), LayerId.spatialId(other), 0);
    }

    private Change changed(final Change change) {
        version++;
        return change;
    }

    private static boolean movedFar(final double before, final double now) {
        if (before == 0 || now == 0) {
            return before != now;
        }
        return Math.abs(now - before) > before * RELEVANT_MOVE;
    }

    private long expected(final int i) {
        double fullFrameRate = frameRates[i];
        for (int other = 0; other < size; other++) {
            if (samePicture(ids[other], ids[i])) {
                fullFrameRate = Math.max(fullFrameRate, frameRates[other]);
            }
        }
        return (long) (NominalBitrate.bps(encodingName, heights[i])
                * NominalBitrate.share(frameRates[i], fullFrameRate)
                * YOUNG_SHARE);
    }

    private void insert(final int i, final int layerId) {
        move(i, i + 1, size - i);
        size++;
        ids[i] = layerId;
        targets[i] = 0;
        bitrates[i] = 0;
        active[i] = false;
    }

    private void move(final int from, final int to, final int count) {
        System.arraycopy(ids, from, ids, to, count);
        System.arraycopy(toldHeights, from, toldHeights, to, count);
        System.arraycopy(frameRates, from, frameRates, to, count);
        System.arraycopy(targets, from, targets, to, count);
        System.arraycopy(bitrates, from, bitrates, to, count);
        System.arraycopy(startedNanos, from, startedNanos, to, count);
        System.arraycopy(active, from, active, to, count);
    }

    /**
     * Gives pictures that do not tell their heights those that follow from their neighbours, each of which has usually twice the
     * height of the one below. Of a single picture nothing follows.
     */
    private void resolveHeights() {
        boolean several = false;
        int known = 0;
        for (int i = 0; i < size; i++) {
            several |= !samePicture(ids[i], ids[0]);
            if (i > 0 && toldHeights[i] == 0) {
                known = samePicture(ids[i], ids[i - 1]) ? known : known * 2;
            } else {
                known = toldHeights[i];
            }
            heights[i] = known;
        }
        if (size > 0 && several && heights[size - 1] == 0) {
            heights[0] = USUAL_LOWEST_HEIGHT;
            for (int i = 1; i < size; i++) {
                heights[i] = samePicture(ids[i], ids[i - 1]) ? heights[i - 1] : heights[i - 1] * 2;
            }
        }
        for (int i = size - 2; i >= 0; i--) {
            if (heights[i] == 0) {
                heights[i] = samePicture(ids[i], ids[i + 1]) ? heights[i + 1] : heights[i + 1] / 2;
            }
        }
    }
}
