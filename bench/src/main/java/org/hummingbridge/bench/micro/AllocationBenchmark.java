/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.allocation.AllocationSettings;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.SourceLayers;
import org.hummingbridge.sfu.allocation.VideoAllocator;
import org.hummingbridge.sfu.allocation.VideoCandidate;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.codec.LayerId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Deciding anew for one receiver what it is given: everybody else sends three encodings of three frame rates, one is on stage, and
 * the estimate moves each time. Not per packet, but as often as estimates, speakers and wishes change.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AllocationBenchmark extends PerPacketBenchmark {
    private static final int[] HEIGHTS = {180, 360, 720};
    private static final double[] FRAME_RATES = {7.5, 15, 30};
    private static final int[] KBPS = {50, 80, 120, 200, 300, 500, 900, 1500, 2500};
    private static final int TILE_HEIGHT = 180;
    private static final long SECOND = 1_000_000_000L;
    private static final long LOW_BPS = 2_500_000;
    private static final long HIGH_BPS = 6_000_000;

    @Param({"10", "100", "500"})
    public int endpoints;

    /** How many videos a receiver may have; all of them is no use of hundreds. */
    @Param({"-1", "25"})
    public int lastN;

    private final VideoAllocator allocator = new VideoAllocator(AllocationSettings.defaults());
    private final List<Camera> cameras = new ArrayList<>();
    private ReceiverConstraints wanted = ReceiverConstraints.EVERYTHING;
    private long now;

    private record Camera(String name, SourceLayers layers) implements VideoCandidate {
        Camera(final String name) {
            this(name, new SourceLayers());
            for (int i = 0; i < KBPS.length; i++) {
                final int layer = LayerId.of(i / FRAME_RATES.length, 0, i % FRAME_RATES.length);
                layers.put(layer, HEIGHTS[i / FRAME_RATES.length], FRAME_RATES[i % FRAME_RATES.length]);
                layers.measured(layer, KBPS[i] * 1000L, 0);
                layers.measured(layer, KBPS[i] * 1000L, SECOND);
            }
        }

        @Override
        public VideoType videoType() {
            return VideoType.CAMERA;
        }
    }

    @Setup
    public void invite() {
        for (int i = 1; i < endpoints; i++) {
            cameras.add(new Camera("camera-" + i));
        }
        final String stage = cameras.getFirst().name();
        wanted = new ReceiverConstraints(
                lastN,
                List.of(stage),
                List.of(),
                new VideoConstraint(TILE_HEIGHT, VideoConstraint.UNLIMITED),
                Map.of(stage, VideoConstraint.ANY),
                null);
    }

    @Benchmark
    public boolean decide() {
        now += SECOND;
        return allocator.run(wanted, lastN, cameras, now / SECOND % 2 == 0 ? LOW_BPS : HIGH_BPS, 0, now);
    }
}
