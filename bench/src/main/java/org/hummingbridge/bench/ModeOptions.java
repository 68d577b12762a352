/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is measured, instead of scenarios one after the other; at most one of these. */
final class ModeOptions {
    @Option(
            names = "--ramp",
            description = "Search the largest number of conferences of 5 (500 kbit/s) with loss below 0.1 %% and p99"
                    + " below 20 ms.")
    boolean ramp;

    @Option(
            names = "--storm",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "200",
            description = "How the scenario's call fares while N more participants, in conferences of 5, join at once"
                    + " (default: ${FALLBACK-VALUE}).")
    @Nullable
    Integer storm;

    @Option(
            names = "--footprint",
            paramLabel = "N",
            arity = "0..1",
            split = ",",
            fallbackValue = "0,100,500,1000",
            description = "Memory, threads and files with so many endpoints, multiples of 10 in conferences of 10"
                    + " (default: ${FALLBACK-VALUE}).")
    @Nullable
    List<Integer> footprint;

    @Option(
            names = "--cold",
            description = "How soon our own bridge is ready, and how its first call fares second by second; several"
                    + " starts by --repeat.")
    boolean cold;

    @Option(
            names = "--spread",
            description = "How much further a conference of 100 goes on two loops of our own bridge than on one.")
    boolean spread;

    @Option(
            names = "--flood",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "60",
            description = "What becomes of sound and pictures while half as many more than N conferences of 5 (default:"
                    + " ${FALLBACK-VALUE}) flood the bridge for 5 s, and how soon they are carried again.")
    @Nullable
    Integer flood;

    @Option(
            names = "--suite",
            description = "All scenarios and modes but --ramp, briefly, and their figures beside their bars.")
    boolean suite;

    Mode choose(final Bench bench, final ScenarioOptions options) throws IOException {
        if (ramp) {
            return new RampMode(bench, options.rampFrom, options.rampTo);
        }
        if (storm != null) {
            if (storm < 1) {
                throw new IOException("--storm takes a number of participants");
            }
            return new StormMode(bench, options.first(), storm);
        }
        if (footprint != null) {
            return new FootprintMode(bench, footprint);
        }
        if (cold) {
            return new ColdMode(bench, options.first(), options.repeat);
        }
        if (spread) {
            return new SpreadMode(bench, SpreadMode.USUAL, Math.max(SpreadMode.USUAL_ROUNDS, options.repeat));
        }
        if (flood != null) {
            if (flood < 1) {
                throw new IOException("--flood takes a number of conferences");
            }
            return new FloodMode(bench, flood);
        }
        return suite ? new Suite(bench) : options.mode(bench);
    }
}
