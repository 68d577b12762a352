/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.SplittableRandom;

/** One scenario, played with one seed. */
final class CongestionRun {
    static final int SENDERS = 3;
    static final int TOP_LAYER = SimulatedSource.LAYERS_BPS.length - 1;

    final CongestionScenario scenario;
    final long seed;
    final FlowRecord record = new FlowRecord();
    final FlowRecord otherRecord = new FlowRecord();
    final SimulatedDownlink downlink;

    private CongestionRun(final CongestionScenario scenario, final long seed, final EstimatorSettings settings) {
        this.scenario = scenario;
        this.seed = seed;
        final SplittableRandom random = new SplittableRandom(seed);
        final Bottleneck link = new Bottleneck(scenario.link(), random.split());
        downlink = new SimulatedDownlink(link, settings, record, SENDERS, TOP_LAYER, 0, random.split());
        link.add(downlink);
        final double third = scenario.seconds() / 3;
        switch (scenario.other()) {
            case TCP -> link.add(new SimulatedTcp(link, otherRecord, third, 2 * third));
            case DOWNLINK ->
                link.add(new SimulatedDownlink(link, settings, otherRecord, SENDERS, TOP_LAYER, third, random.split()));
            case NOTHING -> {}
        }
        while (link.elapsedSeconds() < scenario.seconds()) {
            link.runMillisecond();
        }
    }

    static CongestionRun of(final CongestionScenario scenario, final long seed) {
        return new CongestionRun(scenario, seed, EstimatorSettings.defaults());
    }

    /** Share of what the link could carry, or of what was wanted if that is less, that was carried. */
    double utilisation(final double from, final double to) {
        return record.mean(from, to, FlowRecord.Slice::carriedBps) * (to - from) / usableBits(from, to);
    }

    /** Seconds from {@code from} until that share is reached in the mean of the second that follows; -1 if never. */
    double secondsUntilUsed(final double from, final double share) {
        return record.secondsUntilCarried(from, share * usableBits(from, from + 1));
    }

    double mediaShare(final double from, final double to) {
        return record.mean(from, to, FlowRecord.Slice::mediaBps) / record.mean(from, to, FlowRecord.Slice::sentBps);
    }

    private double usableBits(final double from, final double to) {
        return Math.min(
                scenario.link().capacityBits(from, to) * (1 - scenario.link().loss()),
                downlink.wantedBps() * (to - from));
    }

    /** The same of the flow that shares the link. */
    double otherUtilisation(final double from, final double to) {
        return otherRecord.mean(from, to, FlowRecord.Slice::carriedBps) * (to - from) / usableBits(from, to);
    }

    /** Share of what was sent that the link dropped. */
    double lossShare(final double from, final double to) {
        return record.mean(from, to, FlowRecord.Slice::droppedBps) / record.mean(from, to, FlowRecord.Slice::sentBps);
    }

    @Override
    public String toString() {
        return scenario.name() + " with seed " + seed;
    }
}
