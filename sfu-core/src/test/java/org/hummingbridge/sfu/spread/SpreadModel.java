/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.spread.SpreadPolicy.Move;
import org.hummingbridge.sfu.spread.SpreadPolicy.Return;
import org.hummingbridge.sfu.spread.SpreadPolicy.Share;
import org.hummingbridge.sfu.spread.SpreadPolicy.Stay;

/**
 * Loops with a conference each, or none, that move receivers as their policies say. A receiver that moves takes its encryption and
 * its way out along, and leaves what was decided at home. All policies decide by the same past, so one does not see what another
 * has just moved.
 */
final class SpreadModel {
    private static final long PACKETS_PER_RECEIVER = 100;

    private final double noise;
    private final SplittableRandom random;
    private final SpreadPolicy[] policies;
    private final boolean[] usable;

    /** What each loop does besides. */
    final double[] own;

    /** What a receiver of each loop's conference costs, and which part of it moves. */
    final double[] each;

    final double movable;

    /** How many receivers of a loop's conference each loop sends to. */
    final int[][] receivers;

    private int[][] since = {};
    private int moves;

    SpreadModel(final int loops, final double busyAbove, final double movable, final double noise, final long seed) {
        this.movable = movable;
        this.noise = noise;
        this.random = new SplittableRandom(seed);
        this.policies = IntStream.range(0, loops)
                .mapToObj(loop -> new SpreadPolicy(new SpreadSettings(busyAbove), loop))
                .toArray(SpreadPolicy[]::new);
        this.usable = new boolean[loops];
        Arrays.fill(usable, true);
        this.own = new double[loops];
        this.each = new double[loops];
        this.receivers = new int[loops][loops];
    }

    /** Puts a conference onto a loop. */
    void conference(final int home, final int size, final double load) {
        receivers[home][home] = size;
        each[home] = load / size;
    }

    /** Forgets who went where before. */
    void mark() {
        moves = 0;
        since = copy();
    }

    private int[][] copy() {
        return Arrays.stream(receivers).map(int[]::clone).toArray(int[][]::new);
    }

    /** How often receivers changed their loop since the mark. */
    int moves() {
        return moves;
    }

    /** How many of those moves undid each other. One that goes from a helper by its home to another helper goes on, not back. */
    int inVain() {
        int lasting = 0;
        for (int home = 0; home < own.length; home++) {
            for (int loop = 0; loop < own.length; loop++) {
                lasting += loop == home ? 0 : Math.abs(receivers[home][loop] - since[home][loop]);
            }
        }
        return moves - lasting;
    }

    double load(final int loop) {
        double load = own[loop];
        for (int home = 0; home < own.length; home++) {
            load += receivers[home][loop] * each[home] * movable;
            load += home == loop ? IntStream.of(receivers[home]).sum() * each[home] * (1 - movable) : 0;
        }
        return load;
    }

    /** Lets all loops look that often. */
    void look(final int times) {
        for (int look = 0; look < times; look++) {
            final int[][] before = copy();
            final double[] loads =
                    IntStream.range(0, own.length).mapToDouble(this::load).toArray();
            for (int home = 0; home < own.length; home++) {
                review(home, before, loads);
            }
        }
    }

    private void review(final int home, final int[][] before, final double... loads) {
        if (IntStream.of(before[home]).sum() == 0) {
            return;
        }
        final double[] seen = Arrays.stream(loads)
                .map(load -> Math.min(1, load * random.nextDouble(1 - noise, 1 + noise)))
                .toArray();
        final long[] elsewhere = IntStream.range(0, loads.length)
                .mapToLong(loop -> loop == home ? 0 : before[home][loop] * PACKETS_PER_RECEIVER)
                .toArray();
        final int here = before[home][home];
        final boolean forOthers = IntStream.range(0, loads.length).anyMatch(h -> h != home && before[h][home] > 0);
        final Share share = new Share(here, here * PACKETS_PER_RECEIVER, elsewhere);
        switch (policies[home].review(seen, usable, forOthers, share)) {
            case Stay _ -> {}
            case Move move ->
                change(home, home, move.loop(), Math.min(move.receivers(), wholeReceivers(move.packets())));
            case Return back -> change(home, back.loop(), home, wholeReceivers(back.part() * elsewhere[back.loop()]));
        }
    }

    private static int wholeReceivers(final double packets) {
        return (int) Math.ceil(packets / PACKETS_PER_RECEIVER);
    }

    private void change(final int home, final int from, final int to, final int count) {
        receivers[home][from] -= count;
        receivers[home][to] += count;
        moves += count;
    }
}
