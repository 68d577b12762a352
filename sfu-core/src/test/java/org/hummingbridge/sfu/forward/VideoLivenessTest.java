/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.forward.VideoRun.Trouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receiver gets what it wants, not only nothing that is wrong. */
class VideoLivenessTest {
    private static final Trouble NONE = new Trouble(0, 0, 0, false, List.of(), false);
    private static final int SEEDS = 12;

    @ParameterizedTest
    @EnumSource(VideoMode.class)
    void onACleanNetworkTheWantedLayersAreTheShownOnes(final VideoMode mode) {
        for (int seed = 0; seed < SEEDS; seed++) {
            final VideoRun run = new VideoRun(seed, mode, NONE);
            run.run(2000);
            final int target = LayerId.of(seed % mode.encodings, seed / 2 % mode.spatialLayers, seed % 3);
            run.settle(target);
            final int before = run.shown.size();

            run.run(7000);
            run.close();

            final Set<Integer> layers = run.shown.subList(before, run.shown.size()).stream()
                    .map(packet -> StrictDecoder.frameOf(packet))
                    .filter(frame -> !frame.keyPicture)
                    .map(frame -> LayerId.of(frame.encoding.number, frame.spatialId, frame.temporalId))
                    .collect(Collectors.toSet());
            assertThat(layers).as("seed %d", seed).allMatch(layer -> isWithin(layer, target, mode));
            assertThat(layers).as("seed %d", seed).contains(highest(target, mode));
        }
    }

    /** Everything went on, too: what each kind of trouble is there for has happened. */
    @ParameterizedTest
    @EnumSource(VideoMode.class)
    void underTroubleThereAreSwitchesGapsFillsAnswersAndReports(final VideoMode mode) {
        int gaps = 0;
        int fills = 0;
        int epochs = 0;
        int answers = 0;
        int probes = 0;
        int reports = 0;
        for (int seed = 100; seed < 100 + SEEDS; seed++) {
            final VideoRun run = new VideoRun(seed, mode, new Trouble(5, 20, 20, false, List.of(), false));
            run.run(5000);
            run.close();
            final StrictDecoder decoder = new StrictDecoder(run.sent, run.shown);
            decoder.judge();
            gaps += decoder.gaps;
            fills += decoder.fills;
            epochs += run.shown.isEmpty() ? 0 : run.shown.getLast().epoch();
            answers += run.answers;
            probes += run.probes;
            reports += run.reports;
        }

        assertThat(List.of(gaps, fills, epochs, answers, probes, reports))
                .as("gaps, fills, epochs, answers, probes, reports")
                .allMatch(count -> count >= SEEDS / 2);
    }

    private static boolean isWithin(final int layer, final int target, final VideoMode mode) {
        return LayerId.encoding(layer) == LayerId.encoding(target)
                && (mode.alwaysInterLayer()
                        ? LayerId.spatialId(layer) <= LayerId.spatialId(target)
                        : LayerId.spatialId(layer) == LayerId.spatialId(target))
                && (mode == VideoMode.H264 || LayerId.temporalId(layer) <= LayerId.temporalId(target));
    }

    private static int highest(final int target, final VideoMode mode) {
        return mode == VideoMode.H264 ? LayerId.of(LayerId.encoding(target), 0, 2) : target;
    }
}
