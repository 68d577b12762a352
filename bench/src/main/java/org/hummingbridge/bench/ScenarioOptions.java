/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which scenarios are measured, how often and under which attacks. */
final class ScenarioOptions {
    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "a",
            description =
                    "a: 1 × 10, all send 1 Mbit/s; b: 1 sends 1 Mbit/s to 50; c: 20 × 5, audio; d: 1 × 20, all send "
                            + "300 kbit/s; ramp: 1 × 5, all send 500 kbit/s. Several with commas, or all. Default: a.")
    List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--ramp-from",
            paramLabel = "N",
            defaultValue = "8",
            description = "First step of --ramp (default: ${DEFAULT-VALUE}).")
    int rampFrom;

    @Option(
            names = "--ramp-to",
            paramLabel = "N",
            defaultValue = "200",
            description = "Last step of --ramp (default: ${DEFAULT-VALUE}).")
    int rampTo;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs of each scenario, whose median is reported, or starts of --cold (default:"
                    + " ${DEFAULT-VALUE}).")
    int repeat;

    @Option(
            names = "--attack",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Measure the scenario under hostile packets as well. Several with commas, or all: ${ATTACKS}.")
    List<String> attacks = new ArrayList<>();

    @Option(
            names = "--attack-pps",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Hostile packets per second (default: ${DEFAULT-VALUE}).")
    int attackPps;

    Mode mode(final Bench bench) throws IOException {
        return new ScenarioMode(
                bench, ScenarioMode.scenariosOf(scenarios), repeat, ScenarioMode.attacksOf(attacks), attackPps);
    }

    /** For modes that look at one alone. */
    Scenario first() throws IOException {
        return ScenarioMode.scenariosOf(scenarios).getFirst();
    }
}
