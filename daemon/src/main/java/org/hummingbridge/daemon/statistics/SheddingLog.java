/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator when a loop begins to give videos up because it has more to do than it can, and when all are back. Looks at the
 * counters now and then, so that loops write no log and an episode is a line or two, however many steps it takes.
 */
final class SheddingLog {
    private static final Logger LOG = LoggerFactory.getLogger(SheddingLog.class);
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Counters> loops;
    private final long[] steps;
    private final long[] beganAtNanos;
    private final boolean[] limited;

    SheddingLog(final LoopCounters counters) {
        this.loops = counters.loops();
        this.steps = new long[loops.size()];
        this.beganAtNanos = new long[loops.size()];
        this.limited = new boolean[loops.size()];
    }

    /** One thread at a time. */
    void sample() {
        IntStream.range(0, steps.length)
                .mapToObj(this::review)
                .flatMap(Optional::stream)
                .forEach(LOG::warn);
    }

    /** What is to be said of a loop since the last call; mostly nothing. */
    Optional<String> review(final int loop) {
        final Counters counters = loops.get(loop);
        final boolean wasLimited = limited[loop];
        final long stepsBefore = steps[loop];
        final long limitedNanos = counters.get(Counter.SHED_NANOS);
        steps[loop] = counters.get(Counter.TIMES_SHED);
        final int limit = counters.videoLimit();
        limited[loop] = limit >= 0;
        if (!wasLimited && limited[loop]) {
            return Optional.of("Loop " + loop + " has more to do than it can: everybody there is sent at most " + limit
                    + " videos, so that sound is whole. More bridges, or a lower hummingbridge.load.loops-threshold");
        }
        if (wasLimited && limited[loop]) {
            return Optional.empty();
        }
        final double seconds = (limitedNanos - beganAtNanos[loop]) / NANOS_PER_SECOND;
        beganAtNanos[loop] = limitedNanos;
        if (wasLimited || steps[loop] != stepsBefore) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Loop %d carries all videos again, of which it gave some up for %.1f s",
                    loop,
                    seconds));
        }
        return Optional.empty();
    }
}
