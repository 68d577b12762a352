/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import org.hummingbridge.sfu.codec.LayerId;

/** A video source whose layers are as a test says, measured long enough to be believed. */
final class TestVideo implements VideoCandidate {
    /** Layer numbers of the usual three encodings with three frame rates each. */
    static final int LOW_7 = LayerId.of(0, 0, 0);

    static final int LOW_15 = LayerId.of(0, 0, 1);
    static final int LOW_30 = LayerId.of(0, 0, 2);
    static final int STANDARD_7 = LayerId.of(1, 0, 0);
    static final int STANDARD_30 = LayerId.of(1, 0, 2);
    static final int HIGH_30 = LayerId.of(2, 0, 2);

    private static final int[] HEIGHTS = {180, 360, 720};
    private static final double[] FRAME_RATES = {7.5, 15, 30};

    private final String name;
    private final SourceLayers layers = new SourceLayers();
    VideoType type;

    TestVideo(final String name, final VideoType type) {
        this.name = name;
        this.type = type;
    }

    /** 180p at 50, 80, 120 kbps, 360p at 200, 300, 500, and 720p at 900, 1500, 2500. */
    static TestVideo camera(final String name) {
        return camera(name, 50, 80, 120, 200, 300, 500, 900, 1500, 2500);
    }

    static TestVideo camera(final String name, final int... kbps) {
        final TestVideo video = new TestVideo(name, VideoType.CAMERA);
        for (int i = 0; i < kbps.length; i++) {
            video.layer(LayerId.of(i / 3, 0, i % 3), HEIGHTS[i / 3], FRAME_RATES[i % 3], kbps[i]);
        }
        return video;
    }

    static TestVideo screen(final String name, final int... kbps) {
        final TestVideo video = new TestVideo(name, VideoType.DESKTOP);
        for (int i = 0; i < kbps.length; i++) {
            video.layer(LayerId.of(0, 0, i), 1080, 0, kbps[i]);
        }
        return video;
    }

    TestVideo layer(final int id, final int height, final double frameRate, final int kbps) {
        layers.put(id, height, frameRate);
        costs(id, kbps);
        return this;
    }

    void costs(final int id, final int kbps) {
        layers.measured(id, kbps * 1000L, 0);
        layers.measured(id, kbps * 1000L, SourceLayers.YOUNG_NANOS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public VideoType videoType() {
        return type;
    }

    @Override
    public SourceLayers layers() {
        return layers;
    }
}
