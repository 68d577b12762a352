/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sample of the bridge.
 *
 * @param unanswered conferences whose loop did not answer in time; they are not in the census
 * @param load in the unit of the configured measurement
 * @param stress load divided by its threshold; above 1 if overloaded
 * @param cpuSteal share of the machine's time that went to others, 0 to 1
 * @param reducedLastN most videos for anybody because of the load, -1 for no limit; null where nothing is done about it
 * @param loopsBusy busy fraction of each loop, 0 to 1
 */
public record BridgeStatistics(
        Census census,
        Flow flow,
        int unanswered,
        double load,
        double stress,
        @Nullable Integer reducedLastN,
        double cpuSteal,
        List<Double> loopsBusy) {
    static final BridgeStatistics NONE =
            new BridgeStatistics(Census.of(List.of()), Flow.NONE, 0, 0, 0, null, 0, List.of());
}
