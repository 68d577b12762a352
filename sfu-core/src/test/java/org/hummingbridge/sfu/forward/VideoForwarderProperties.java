/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.hummingbridge.sfu.forward.VideoRun.Trouble;

/** Whatever layers are asked for and whatever the network does, a strict decoder accepts what comes out. */
class VideoForwarderProperties {
    private static final int MILLIS = 5_000;
    private static final List<VideoMode> ALL = List.of(VideoMode.values());

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void aCleanNetwork(@ForAll final long seed, @ForAll final VideoMode mode) {
        judge(seed, mode, new Trouble(0, 0, 0, false, List.of(), false));
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void lossAndLateRepair(@ForAll final long seed, @ForAll final VideoMode mode) {
        judge(seed, mode, new Trouble(8, 0, 0, false, List.of(), false));
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void lossReorderingAndPadding(@ForAll final long seed, @ForAll final VideoMode mode) {
        judge(seed, mode, new Trouble(4, 20, 20, false, List.of(), false));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void encodingsThatGoOffAndOn(@ForAll final long seed, @ForAll final VideoMode mode) {
        judge(seed, mode, new Trouble(3, 5, 5, true, List.of(), false));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void codecsThatChange(@ForAll final long seed, @ForAll final VideoMode mode) {
        judge(seed, mode, new Trouble(3, 5, 5, false, ALL, false));
    }

    /** Nothing of AV1 could be read between two runs of VP9. */
    @Example
    void aCodecThatComesBackUnnoticed() {
        judge(-22_649_523_245_938L, VideoMode.VP9_KEY_SVC, new Trouble(3, 5, 5, false, ALL, false));
    }

    /** A repair of what came before two key frames with structures of their own. */
    @Example
    void aLateFrameBehindTwoStructures() {
        judge(6337, VideoMode.VP9_SVC, new Trouble(3, 5, 5, false, ALL, false));
    }

    /** A repaired key frame comes just behind a wish for its encoding, and later packets of it had come before. */
    @Example
    void aLateKeyFrameOfAnEncodingThatIsWantedAgain() {
        judge(-10, VideoMode.VP8_SHORT_IDS, new Trouble(4, 20, 20, false, List.of(), false));
        judge(-3_855_260_183L, VideoMode.VP8, new Trouble(8, 0, 0, false, List.of(), false));
        judge(-7_338_059_762_058L, VideoMode.AV1_SVC, new Trouble(3, 5, 5, true, List.of(), false));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void aStreamThatIsLentToTwoSources(@ForAll final long seed, @ForAll final VideoMode mode) {
        judge(seed, mode, new Trouble(3, 5, 5, true, ALL, true));
    }

    private static void judge(final long seed, final VideoMode mode, final Trouble trouble) {
        final VideoRun run = new VideoRun(seed, mode, trouble);
        run.run(MILLIS);
        run.close();
        final StrictDecoder decoder = new StrictDecoder(run.sent, run.shown);
        decoder.judge();
        assertThat(trouble.loss() + trouble.reorder() > 0 || decoder.gaps == 0 || trouble.offAndOn())
                .as("gaps without loss")
                .isTrue();
    }
}
