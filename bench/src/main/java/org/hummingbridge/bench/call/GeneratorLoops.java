/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** The generator's loops, over which participants are dealt out in turn. All of it is for other threads than theirs. */
public final class GeneratorLoops implements AutoCloseable {
    private final List<GeneratorLoop> loops = new ArrayList<>();

    GeneratorLoops(final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            loops.add(new GeneratorLoop());
        }
    }

    GeneratorLoop of(final int participant) {
        return loops.get(participant % loops.size());
    }

    /** From now on they do not sleep. */
    public void poll() throws IOException, InterruptedException {
        for (final GeneratorLoop loop : loops) {
            loop.poll();
        }
    }

    public boolean polls() {
        return loops.getFirst().polls();
    }

    /** How long each has worked so far: see {@link GeneratorLoop#busyNanos}. */
    public List<Long> busyNanos() {
        return loops.stream().map(GeneratorLoop::busyNanos).toList();
    }

    /** Datagrams that they have sent in batches and received so far. */
    public long datagrams() throws IOException, InterruptedException {
        long datagrams = 0;
        for (final GeneratorLoop loop : loops) {
            datagrams += loop.datagrams();
        }
        return datagrams;
    }

    /** While they stand still. */
    void window(final long start, final long end) {
        loops.forEach(loop -> loop.window(start, end));
    }

    /** Likewise. */
    void endWindow(final long end) {
        loops.forEach(loop -> loop.endWindow(end));
    }

    /** How late sends of the window were, in nanoseconds. */
    public Histogram lateness() throws IOException, InterruptedException {
        return sum(GeneratorLoop::lateness);
    }

    Histogram audioLatency() throws IOException, InterruptedException {
        return sum(GeneratorLoop::audioLatency);
    }

    Histogram videoLatency() throws IOException, InterruptedException {
        return sum(GeneratorLoop::videoLatency);
    }

    private Histogram sum(final Function<GeneratorLoop, Histogram> histogram) throws IOException, InterruptedException {
        final Histogram sum = new Histogram(Reception.MAX_LATENCY_NANOS, Reception.DIGITS);
        for (final GeneratorLoop loop : loops) {
            sum.add(loop.call(() -> histogram.apply(loop).copy()));
        }
        return sum;
    }

    /** Runs a task while all loops stand still, so that it may look at everything of theirs. */
    <T> T still(final Callable<T> task) throws IOException, InterruptedException {
        return still(0, task);
    }

    private <T> T still(final int held, final Callable<T> task) throws IOException, InterruptedException {
        final GeneratorLoop loop = loops.get(held);
        return loop.call(held == loops.size() - 1 ? task : () -> still(held + 1, task));
    }

    @Override
    public void close() {
        loops.forEach(GeneratorLoop::close);
    }
}
