/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.IntSupplier;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.LoopWork;

/**
 * What the media path counts, read when it is scraped. Costs the loops nothing.
 *
 * @param loops counters of each loop, in the order of their indices
 */
public record BridgeMetrics(List<Counters> loops, IntSupplier conferences, IntSupplier endpoints)
        implements MeterBinder {
    private static final String PREFIX = "hummingbridge.";
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public void bindTo(final MeterRegistry registry) {
        for (int loop = 0; loop < loops.size(); loop++) {
            for (final Counter counter : Counter.values()) {
                bind(registry, counter, loops.get(loop), Integer.toString(loop));
            }
            Gauge.builder(PREFIX + "video.limit", loops.get(loop), Counters::videoLimit)
                    .description("most videos that anybody is sent since the loop cannot carry more; -1: no limit")
                    .tag("loop", Integer.toString(loop))
                    .register(registry);
            for (final LoopWork work : LoopWork.values()) {
                bind(registry, work, loops.get(loop), Integer.toString(loop));
            }
        }
        for (final DropReason reason : DropReason.values()) {
            FunctionCounter.builder(PREFIX + "dropped.packets", loops, all -> sum(all, reason))
                    .description("packets that were not passed on")
                    .tag("reason", reason.label())
                    .register(registry);
        }
        Gauge.builder(PREFIX + "conferences", conferences, IntSupplier::getAsInt)
                .description("conferences at the moment")
                .register(registry);
        Gauge.builder(PREFIX + "endpoints", endpoints, IntSupplier::getAsInt)
                .description("endpoints of all conferences at the moment")
                .register(registry);
    }

    private static void bind(
            final MeterRegistry registry, final Counter counter, final Counters loop, final String index) {
        final String name = PREFIX + counter.label().replace('_', '.');
        FunctionCounter.builder(name, loop, counters -> counters.get(counter))
                .description(counter.meaning())
                .tag("loop", index)
                .register(registry);
    }

    private static void bind(
            final MeterRegistry registry, final LoopWork work, final Counters loop, final String index) {
        Gauge.builder(PREFIX + "longest.stall", loop, counters -> seconds(counters, work))
                .description("longest turn of the loop within the last one to two minutes, by what it was for")
                .baseUnit("seconds")
                .tag("loop", index)
                .tag("work", work.label())
                .register(registry);
    }

    private static double seconds(final Counters counters, final LoopWork work) {
        return counters.longestTurns().nanos(work, System.nanoTime()) / NANOS_PER_SECOND;
    }

    private static long sum(final List<Counters> loops, final DropReason reason) {
        return loops.stream().mapToLong(loop -> loop.get(reason)).sum();
    }
}
