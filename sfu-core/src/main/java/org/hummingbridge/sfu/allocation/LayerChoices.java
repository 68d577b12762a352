/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import org.hummingbridge.sfu.codec.LayerId;

/**
 * The layers of one source that make sense for one receiver, from low to high, which is the order in which they are climbed.
 * Holds a copy of what they cost, so that one allocation sees one price.
 */
final class LayerChoices {
    /** Cameras beyond this height are wanted at full frame rate. */
    private static final int THUMBNAIL_HEIGHT = 180;

    /** Frame rates are measured, and by how much they miss their nominal value. */
    private static final double FRAME_RATE_TOLERANCE = 0.1;

    private int[] ids = {};
    private long[] bitrates = {};
    private int size;
    private int preferred;
    private int oversend;

    private boolean anyActive;
    private int lowestHeight;

    int size() {
        return size;
    }

    int id(final int i) {
        return i < 0 ? LayerId.SUSPENDED : ids[i];
    }

    long bitrateBps(final int i) {
        return i < 0 ? 0 : bitrates[i];
    }

    /** Up to which a source on stage is served before all others; -1 if there are none. */
    int preferred() {
        return preferred;
    }

    /** Up to which the first source may cost more than there is; -1 for not at all. */
    int oversend() {
        return oversend;
    }

    /** The highest choice that is no higher than a layer; -1 if there is none. */
    int upTo(final int layerId) {
        int i = size - 1;
        while (i >= 0 && ids[i] > layerId) {
            i--;
        }
        return i;
    }

    void clear() {
        size = 0;
        preferred = -1;
        oversend = -1;
    }

    void choose(
            final SourceLayers layers,
            final VideoType type,
            final VideoConstraint constraint,
            final boolean onStage,
            final AllocationSettings settings) {
        clear();
        if (layers.size() > ids.length) {
            ids = new int[layers.size()];
            bitrates = new long[layers.size()];
        }
        survey(layers);
        if (type == VideoType.CAMERA) {
            chooseOfCamera(layers, constraint, settings);
        } else {
            chooseOfScreen(layers, constraint, onStage, onStage && settings.oversendOnStage());
        }
    }

    /** Looks at what is sent; of a source that sends nothing yet, at what it may send. */
    private void survey(final SourceLayers layers) {
        anyActive = false;
        lowestHeight = Integer.MAX_VALUE;
        for (int i = 0; i < layers.size(); i++) {
            anyActive |= layers.isActive(i);
        }
        for (int i = 0; i < layers.size(); i++) {
            if (isThere(layers, i)) {
                lowestHeight = Math.min(lowestHeight, layers.height(i));
            }
        }
    }

    private boolean isThere(final SourceLayers layers, final int i) {
        return layers.isActive(i) || !anyActive;
    }

    private void chooseOfCamera(
            final SourceLayers layers, final VideoConstraint constraint, final AllocationSettings settings) {
        final boolean thumbnail = constraint.maxHeight() >= 0 && constraint.maxHeight() <= THUMBNAIL_HEIGHT;
        final int preferredHeight = thumbnail ? -1 : settings.preferredHeight();
        for (int i = 0; i < layers.size(); i++) {
            if (!isThere(layers, i) || !runsAt(layers, i, constraint)) {
                continue;
            }
            final int height = layers.height(i);
            // Small pictures get better by their frame rate; of larger ones only smooth ones are worth their rate.
            final boolean sensible = thumbnail
                    || height < preferredHeight
                    || isSmooth(layers, i, constraint, settings.preferredFrameRate());
            if (height == lowestHeight || (sensible && fits(constraint.maxHeight(), height))) {
                add(layers, i);
                if (height <= Math.max(preferredHeight, lowestHeight)) {
                    preferred = size - 1;
                }
            }
        }
    }

    private void chooseOfScreen(
            final SourceLayers layers,
            final VideoConstraint constraint,
            final boolean onStage,
            final boolean mayOversend) {
        int most = lowestHeight;
        for (int i = 0; i < layers.size(); i++) {
            if (isThere(layers, i) && fits(constraint.maxHeight(), layers.height(i))) {
                most = Math.max(most, layers.height(i));
            }
        }
        int highest = -1;
        for (int i = 0; i < layers.size(); i++) {
            if (!isThere(layers, i) || layers.height(i) > most || !runsAt(layers, i, constraint)) {
                continue;
            }
            final boolean tooLarge = !fits(constraint.maxHeight(), layers.height(i));
            if (tooLarge && size > 0 && !onStage && layers.frameRate(i) == 0) {
                // Nothing fits; of layers that do not tell how they differ, the first must do.
                continue;
            }
            add(layers, i);
            final int height = layers.height(i);
            if (mayOversend && (height > highest || (height == highest && bitrates[size - 1] < bitrates[oversend]))) {
                oversend = size - 1;
                highest = height;
            }
        }
        preferred = size - 1;
    }

    private void add(final SourceLayers layers, final int i) {
        ids[size] = layers.id(i);
        bitrates[size] = layers.bitrateBps(i);
        size++;
    }

    /** Whether its frame rate is allowed; if that of no layer of its picture is, the slowest one's. */
    private boolean runsAt(final SourceLayers layers, final int i, final VideoConstraint constraint) {
        final double most = constraint.maxFrameRate() * (1 + FRAME_RATE_TOLERANCE);
        final double own = layers.frameRate(i);
        if (constraint.maxFrameRate() < 0 || own <= most) {
            return true;
        }
        for (int other = 0; other < layers.size(); other++) {
            if (layers.frameRate(other) < own && isBeside(layers, other, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether its frame rate is as good as preferred, or as good as its picture gets. */
    private boolean isSmooth(
            final SourceLayers layers, final int i, final VideoConstraint constraint, final double preferredRate) {
        double best = 0;
        for (int other = 0; other < layers.size(); other++) {
            if (isBeside(layers, other, i) && runsAt(layers, other, constraint)) {
                best = Math.max(best, layers.frameRate(other));
            }
        }
        return layers.frameRate(i) == 0
                || layers.frameRate(i) >= Math.min(best, preferredRate) * (1 - FRAME_RATE_TOLERANCE);
    }

    private boolean isBeside(final SourceLayers layers, final int other, final int i) {
        return isThere(layers, other) && SourceLayers.samePicture(layers.id(other), layers.id(i));
    }

    private static boolean fits(final int most, final int height) {
        return most < 0 || height <= most;
    }
}
