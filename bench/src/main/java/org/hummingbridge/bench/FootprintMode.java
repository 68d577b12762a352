/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.bench.call.Burst;
import org.hummingbridge.bench.call.Calls;
import org.hummingbridge.bench.call.Colibri;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.report.Bar;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.Footprint;
import org.jspecify.annotations.Nullable;

/**
 * What a bridge occupies with ever more endpoints, in conferences of ten of whom one sends. Each time it is looked at once media
 * has flowed for the warm-up time. What it takes of the heap is not all in use: that is up to its garbage collector.
 *
 * @param endpoints the steps, multiples of ten, ascending
 */
record FootprintMode(Bench bench, List<Integer> endpoints) implements Mode {
    static final List<Integer> USUAL = List.of(0, 100, 500, 1000);

    private static final int CONFERENCE = 10;

    /** One packet of some 400 bytes for each frame: enough that every receiver has its state, little to do. */
    private static final long VIDEO_BPS = 100_000;

    private static final int REQUESTS_IN_FLIGHT = 8;
    private static final int HANDSHAKES_AT_ONCE = 8;
    private static final int FEW = 100;
    private static final int MANY = 1000;
    private static final double MAX_RESIDENT_MB = 250;
    private static final double MAX_ENDPOINT_KB = 300;
    private static final double MAX_THREADS = 40;
    private static final double MB = 1e6;
    private static final double KB = 1e3;
    private static final String ABOUT = "footprint";

    @Override
    public Report run() throws IOException, InterruptedException {
        try (BridgeUnderTest bridge = bench.bridges().open(bench.progress());
                Colibri colibri = new Colibri(bridge.control())) {
            final List<Calls> all = new ArrayList<>();
            try {
                return Report.of(BridgeOptions.describe(bridge), List.of(), List.of())
                        .with(figures(grow(bridge, colibri, all)), List.of());
            } finally {
                bench.progress().clear();
                for (final Calls calls : all) {
                    calls.close();
                }
            }
        }
    }

    private Map<Integer, Footprint> grow(final BridgeUnderTest bridge, final Colibri colibri, final List<Calls> all)
            throws IOException, InterruptedException {
        final Map<Integer, Footprint> steps = new TreeMap<>();
        int present = 0;
        for (final int step : endpoints) {
            if (step > present) {
                all.add(join(colibri, step - present));
                present = step;
            }
            bench.progress().show(step + " endpoints: settling");
            TimeUnit.NANOSECONDS.sleep(bench.warmUp().toNanos());
            final @Nullable Footprint footprint = bridge.footprint();
            if (footprint == null) {
                throw new IOException("the bridge's process cannot be seen; name it by --pid");
            }
            steps.put(step, footprint);
        }
        return steps;
    }

    private Calls join(final Colibri colibri, final int more) throws IOException, InterruptedException {
        bench.progress().show(more + " endpoints join");
        final Load load = new Load(
                "footprint", more / CONFERENCE, CONFERENCE, 1, VIDEO_BPS, false, false, 1, 0, Load.Channel.SCTP);
        final Calls calls = new Calls(
                colibri, load, bench.profile(), bench.generator().threads(), HANDSHAKES_AT_ONCE, REQUESTS_IN_FLIGHT);
        final Burst burst = calls.joinAtOnce();
        if (burst.joined() < burst.asked()) {
            calls.close();
            throw new IOException("only " + burst.joined() + " of " + burst.asked() + " could join: "
                    + burst.failures().getFirst());
        }
        calls.startMedia();
        return calls;
    }

    static List<Figure> figures(final Map<Integer, Footprint> steps) {
        final List<Figure> figures = new ArrayList<>();
        steps.forEach((endpoints, footprint) -> {
            final String with = ", " + endpoints + " endpoints";
            final Figure resident = Figure.of(ABOUT, "resident" + with, footprint.residentBytes() / MB, "MB");
            final Figure threads = Figure.of(ABOUT, "threads" + with, footprint.threads(), "");
            figures.add(endpoints == FEW ? resident.against(Bar.below(MAX_RESIDENT_MB)) : resident);
            figures.add(Figure.of(
                    ABOUT, "heap used" + with, footprint.heapBytes() < 0 ? -1 : footprint.heapBytes() / MB, "MB"));
            figures.add(endpoints == MANY ? threads.against(Bar.below(MAX_THREADS)) : threads);
            figures.add(Figure.of(ABOUT, "file descriptors" + with, footprint.files(), ""));
        });
        final Footprint few = steps.get(FEW);
        final Footprint many = steps.get(MANY);
        if (few != null && many != null) {
            figures.add(new Figure(
                    ABOUT,
                    "resident, each endpoint beyond " + FEW,
                    Math.max(0, many.residentBytes() - few.residentBytes()) / KB / (MANY - FEW),
                    "kB",
                    Bar.below(MAX_ENDPOINT_KB)));
        }
        return figures;
    }
}
