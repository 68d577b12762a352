/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.allocation.SourceLayers.Change;
import org.hummingbridge.sfu.codec.LayerId;
import org.junit.jupiter.api.Test;

class SourceLayersTest {
    private static final int LOW = LayerId.of(0, 0, 0);
    private static final int MIDDLE = LayerId.of(1, 0, 0);
    private static final int HIGH = LayerId.of(2, 0, 0);
    private static final long OLD = SourceLayers.YOUNG_NANOS;

    private final SourceLayers layers = new SourceLayers();

    private long bitrate(final int id) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.id(i) == id) {
                return layers.bitrateBps(i);
            }
        }
        throw new AssertionError("no layer " + id);
    }

    @Test
    void layersAreInOrderHoweverTheyCome() {
        layers.put(HIGH, 720, 30);
        layers.put(LOW, 180, 30);
        layers.put(MIDDLE, 360, 30);

        assertThat(layers.id(0)).isEqualTo(LOW);
        assertThat(layers.id(1)).isEqualTo(MIDDLE);
        assertThat(layers.height(2)).isEqualTo(720);
        layers.remove(LOW);
        assertThat(layers.id(0)).isEqualTo(MIDDLE);
        assertThat(layers.size()).isEqualTo(2);
    }

    @Test
    void theVersionMovesOnlyWithWhatReceiversSee() {
        assertThat(layers.put(LOW, 180, 30)).isEqualTo(Change.LAYERS);
        assertThat(layers.started(LOW, 0)).isEqualTo(Change.LAYERS);
        assertThat(layers.measured(LOW, 200_000, OLD)).isEqualTo(Change.RATE);
        final int version = layers.version();

        assertThat(layers.put(LOW, 180, 28)).isEqualTo(Change.NONE);
        assertThat(layers.started(LOW, 1)).isEqualTo(Change.NONE);
        assertThat(layers.measured(LOW, 225_000, OLD)).isEqualTo(Change.NONE);
        assertThat(layers.measured(LOW, 175_000, OLD)).isEqualTo(Change.NONE);
        assertThat(layers.stopped(HIGH)).isEqualTo(Change.NONE);
        assertThat(layers.remove(HIGH)).isEqualTo(Change.NONE);
        assertThat(layers.version()).isEqualTo(version);

        assertThat(layers.measured(LOW, 240_000, OLD)).isEqualTo(Change.RATE);
        assertThat(layers.put(LOW, 240, 30)).isEqualTo(Change.LAYERS);
        assertThat(layers.stopped(LOW)).isEqualTo(Change.LOSS);
        assertThat(layers.version()).isEqualTo(version + 3);
    }

    @Test
    void slowMovesAreSeenOnceTheyHaveGoneFar() {
        layers.put(LOW, 180, 30);
        layers.started(LOW, 0);
        layers.measured(LOW, 200_000, OLD);

        for (long bps = 200_000; bps <= 300_000; bps += 1_000) {
            layers.measured(LOW, bps, OLD);
            assertThat(bitrate(LOW)).isBetween((long) (bps / 1.15) - 1, bps);
        }
    }

    @Test
    void tinyLayersMayMoveFarWithoutAWord() {
        layers.put(LOW, 180, 30);
        layers.started(LOW, 0);
        layers.measured(LOW, 2_000, OLD);

        assertThat(layers.measured(LOW, 9_000, OLD)).isEqualTo(Change.NONE);
    }

    @Test
    void aYoungLayerCountsHalfItsNominalRateAtLeast() {
        layers.codec("VP9");
        layers.put(MIDDLE, 360, 30);
        layers.started(MIDDLE, 0);

        layers.measured(MIDDLE, 20_000, OLD / 2);
        assertThat(bitrate(MIDDLE)).isEqualTo(150_000);
        layers.measured(MIDDLE, 260_000, OLD - 1);
        assertThat(bitrate(MIDDLE)).isEqualTo(260_000);
        layers.measured(MIDDLE, 90_000, OLD);
        assertThat(bitrate(MIDDLE)).isEqualTo(90_000);
    }

    @Test
    void aYoungLayerCountsWhatItsSenderAnnounced() {
        layers.put(LOW, 180, 30);
        layers.target(LOW, 170_000);
        layers.started(LOW, 0);

        assertThat(bitrate(LOW)).isEqualTo(170_000);
    }

    @Test
    void temporalLayersAreReckonedWithTheirPart() {
        layers.codec("VP8");
        for (int temporal = 0; temporal < 3; temporal++) {
            layers.put(LayerId.of(0, 0, temporal), 360, 7.5 * (1 << temporal));
        }
        for (int temporal = 0; temporal < 3; temporal++) {
            layers.started(LayerId.of(0, 0, temporal), 0);
        }

        assertThat(bitrate(LayerId.of(0, 0, 0))).isEqualTo(100_000);
        assertThat(bitrate(LayerId.of(0, 0, 1))).isEqualTo(150_000);
        assertThat(bitrate(LayerId.of(0, 0, 2))).isEqualTo(250_000);
    }

    @Test
    void somethingStartsALayerAndNothingForASecondStopsIt() {
        layers.put(LOW, 180, 30);
        assertThat(layers.measured(LOW, 0, 0)).isEqualTo(Change.NONE);
        assertThat(layers.measured(LOW, 5_000, 0)).isEqualTo(Change.LAYERS);
        assertThat(layers.isActive(0)).isTrue();

        assertThat(layers.measured(LOW, 0, OLD - 1)).isEqualTo(Change.NONE);
        assertThat(layers.measured(LOW, 0, OLD)).isEqualTo(Change.LOSS);
        assertThat(layers.isActive(0)).isFalse();
        assertThat(bitrate(LOW)).isZero();
    }

    @Test
    void unknownHeightsFollowFromTheNeighbours() {
        layers.put(LOW, 0, 15);
        layers.put(LayerId.of(0, 0, 1), 0, 30);
        layers.put(MIDDLE, 300, 30);
        layers.put(HIGH, 0, 30);

        assertThat(layers.height(0)).isEqualTo(150);
        assertThat(layers.height(1)).isEqualTo(150);
        assertThat(layers.height(3)).isEqualTo(600);
    }

    @Test
    void ofPicturesThatAllKeepTheirHeightsTheUsualOnesAreTaken() {
        layers.put(LOW, 0, 30);
        assertThat(layers.height(0)).isZero();

        layers.put(MIDDLE, 0, 30);
        layers.put(HIGH, 0, 30);

        assertThat(layers.height(0)).isEqualTo(180);
        assertThat(layers.height(1)).isEqualTo(360);
        assertThat(layers.height(2)).isEqualTo(720);
    }

    @Test
    void moreLayersThanThereCanBeAreLeftOut() {
        for (int encoding = 0; encoding < SourceLayers.MAX_LAYERS; encoding++) {
            assertThat(layers.put(LayerId.of(encoding, 0, 0), 180, 30)).isEqualTo(Change.LAYERS);
        }

        assertThat(layers.put(LayerId.of(SourceLayers.MAX_LAYERS, 0, 0), 180, 30))
                .isEqualTo(Change.NONE);
        assertThat(layers.size()).isEqualTo(SourceLayers.MAX_LAYERS);
    }

    @Test
    void aSourceThatBeginsAnewHasLostItsLayers() {
        assertThat(layers.clear()).isEqualTo(Change.NONE);
        layers.put(LOW, 180, 30);

        assertThat(layers.clear()).isEqualTo(Change.LOSS);
        assertThat(layers.size()).isZero();
    }

    @Test
    void ofTwoChangesTheMoreUrgentOneCounts() {
        assertThat(Change.RATE.and(Change.LOSS)).isEqualTo(Change.LOSS);
        assertThat(Change.LAYERS.and(Change.NONE)).isEqualTo(Change.LAYERS);
    }
}
