/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hummingbridge.sfu.codec.LayerId;

/** Sources of all kinds and a receiver's wishes for them, all from one seed. */
final class Scene {
    private static final int MAX_SOURCES = 12;
    private static final int[] HEIGHTS = {0, 90, 180, 240, 360, 720, 1080, -1};
    private static final double[] FRAME_RATES = {-1, -1, -1, 0, 5, 15, 30};

    private final Random random;
    final List<TestVideo> sources = new ArrayList<>();
    final int lastN;

    Scene(final long seed) {
        this.random = new Random(seed);
        final int count = 1 + random.nextInt(MAX_SOURCES);
        for (int i = 0; i < count; i++) {
            sources.add(source("s" + i));
        }
        this.lastN = random.nextInt(count + 2) - 1;
    }

    private TestVideo source(final String name) {
        final int kind = random.nextInt(10);
        final VideoType type = kind == 0 ? VideoType.DISABLED : kind <= 2 ? VideoType.DESKTOP : VideoType.CAMERA;
        final TestVideo video = new TestVideo(name, type);
        int height = 90 << random.nextInt(3);
        int kbps = 0;
        final int encodings = random.nextInt(4);
        final int temporalLayers = 1 + random.nextInt(3);
        for (int encoding = 0; encoding < encodings; encoding++) {
            for (int temporal = 0; temporal < temporalLayers; temporal++) {
                // Now and then a higher layer costs less.
                kbps = Math.max(1, kbps + random.nextInt(400) - 40);
                final double frameRate = random.nextInt(8) == 0 ? 0 : 30.0 / (1 << (temporalLayers - 1 - temporal));
                video.layer(LayerId.of(encoding, 0, temporal), random.nextInt(8) == 0 ? 0 : height, frameRate, kbps);
            }
            height *= 2;
        }
        return video;
    }

    /** Wishes with up to that many names on stage. */
    ReceiverConstraints wishes(final int maxOnStage) {
        final Map<String, VideoConstraint> bySource = new HashMap<>();
        for (final TestVideo source : sources) {
            if (random.nextBoolean()) {
                bySource.put(source.name(), constraint());
            }
        }
        return new ReceiverConstraints(
                -1, names(random.nextInt(maxOnStage + 1)), names(random.nextInt(4)), constraint(), bySource, null);
    }

    private List<String> names(final int count) {
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("s" + random.nextInt(sources.size() + 1));
        }
        return names;
    }

    private VideoConstraint constraint() {
        return new VideoConstraint(
                HEIGHTS[random.nextInt(HEIGHTS.length)], FRAME_RATES[random.nextInt(FRAME_RATES.length)]);
    }

    long bitrateBps() {
        return random.nextInt(6_000_000);
    }

    /** That one, give or take a tenth. */
    long about(final long bitrateBps) {
        return (long) (bitrateBps * (0.9 + 0.2 * random.nextDouble()));
    }
}
