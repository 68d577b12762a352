/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Loops that help each other become even and then leave each other alone, whatever they are loaded with. */
class SpreadPolicyProperties {
    /** By which part of it what is seen of a load is off, either way. */
    private static final double NOISE = 0.02;

    /** What counts as even. */
    private static final double EVEN = 0.05;

    /** By then everything has settled: half a minute. */
    private static final int SETTLED = 60;

    @Property(tries = 1000)
    void aConferenceAndWhatItsHelperDoesAnywayAreMadeEvenWithinSecondsAndStaySo(
            @ForAll @IntRange(min = 30, max = 400) final int receivers,
            @ForAll @DoubleRange(min = 0.3, max = 0.9) final double load,
            @ForAll @DoubleRange(min = 0.6, max = 0.95) final double movable,
            @ForAll @DoubleRange(max = 0.3) final double elsewhere,
            @ForAll final long seed) {
        final SpreadModel model = new SpreadModel(2, 0, movable, NOISE, seed);
        model.conference(0, receivers, load);
        model.own[1] = elsewhere;
        // At first the home loop does something else as well.
        model.own[0] = 0.1;
        model.look(20);
        model.own[0] = 0;

        model.look(SETTLED);

        final double difference = Math.abs(model.load(0) - model.load(1));
        final double busier = Math.max(model.load(0), model.load(1));
        // Whole receivers move, for a difference that is seen through the noise.
        final double step = 2 * model.each[0] + NOISE * busier;
        if (elsewhere < load && model.receivers[0][0] > SpreadPolicy.MIN_RECEIVERS) {
            assertThat(difference).isLessThanOrEqualTo(Math.max(EVEN * busier, step));
        }
        model.mark();
        model.look(2 * SETTLED);
        assertThat(model.moves()).isLessThanOrEqualTo(Math.max(3, receivers / 10));
        assertThat(model.inVain()).isLessThanOrEqualTo(Math.max(3, receivers / 50));
    }

    @Property(tries = 1000)
    void loopsThatAreAllHomesAndHelpersDoNotSwing(
            @ForAll @IntRange(min = 2, max = 6) final int loops,
            @ForAll @DoubleRange(min = 0.6, max = 0.95) final double movable,
            @ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final SpreadModel model = new SpreadModel(loops, random.nextDouble(0.6), movable, NOISE, seed);
        for (int loop = 0; loop < loops; loop++) {
            model.own[loop] = random.nextDouble(0.3);
            if (random.nextInt(3) > 0) {
                model.conference(loop, random.nextInt(10, 300), random.nextDouble(0.05, 0.65));
            }
        }
        model.look(SETTLED);
        // Everything is different all of a sudden.
        for (int loop = 0; loop < loops; loop++) {
            model.own[loop] = random.nextDouble(0.3);
            model.each[loop] *= random.nextDouble(0.3, 1.2);
        }
        model.look(2 * SETTLED);

        model.mark();
        model.look(2 * SETTLED);

        final int all = IntStream.range(0, loops)
                .map(home -> IntStream.of(model.receivers[home]).sum())
                .sum();
        assertThat(model.inVain()).isLessThanOrEqualTo(Math.max(3, all / 25));
    }

    @Property(tries = 200)
    void aLoopNearItsLimitSharesWithOneThatHasLoadOfItsOwn(
            @ForAll @IntRange(min = 60, max = 400) final int receivers, @ForAll final long seed) {
        final SpreadModel model = new SpreadModel(2, 0.5, 0.8, NOISE, seed);
        model.conference(0, receivers, 0.9);
        model.own[1] = 0.3;

        model.look(SETTLED);

        assertThat(model.load(0)).isBetween(0.57, 0.63);
        assertThat(model.load(1)).isBetween(0.57, 0.63);
    }
}
