/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.List;

/**
 * A link, what else is on it, and what to look at.
 *
 * @param title a sentence about it
 * @param steadyFrom from when the link is as it stays until {@code steadyTo}
 * @param downAt when it becomes slower; 0 for never
 * @param upAt when it becomes faster again; 0 for never
 */
record CongestionScenario(
        String name,
        String title,
        LinkScript link,
        Other other,
        double steadyFrom,
        double steadyTo,
        double downAt,
        double upAt,
        double seconds) {

    /** What shares the link from a third of the time on. */
    enum Other {
        NOTHING,
        TCP,
        DOWNLINK
    }

    private static final long MBPS = 1_000_000;

    static final List<CongestionScenario> ALL = List.of(
            steady("join", "Join on a clean link of 4 Mbps", LinkScript.of(4 * MBPS)),
            steady("thin", "Join on a link of 300 kbps", LinkScript.of(300_000)),
            steady("fast", "Join on a link of 50 Mbps", LinkScript.of(50 * MBPS)),
            new CongestionScenario(
                    "steps",
                    "2 Mbps, 300 kbps from 20 s on, 2 Mbps again from 40 s on",
                    LinkScript.of(2 * MBPS).then(20, 300_000).then(40, 2 * MBPS),
                    Other.NOTHING,
                    8,
                    20,
                    20,
                    40,
                    60),
            steady(
                    "loss2",
                    "2 Mbps with 2 % random loss",
                    LinkScript.of(2 * MBPS).withLoss(0.02)),
            steady(
                    "loss10",
                    "2 Mbps with 10 % random loss",
                    LinkScript.of(2 * MBPS).withLoss(0.10)),
            steady(
                    "rtt100",
                    "2 Mbps with a round trip of 100 ms",
                    LinkScript.of(2 * MBPS).withDelay(50)),
            steady(
                    "rtt300",
                    "2 Mbps with a round trip of 300 ms",
                    LinkScript.of(2 * MBPS).withDelay(150)),
            steady(
                    "jitter",
                    "2 Mbps with 30 ms of jitter",
                    LinkScript.of(2 * MBPS).withJitter(30)),
            new CongestionScenario(
                    "bufferbloat",
                    "2 Mbps with a queue of 2 s, 500 kbps from 20 s on, 2 Mbps again from 40 s on",
                    LinkScript.of(2 * MBPS).withQueue(2000).then(20, 500_000).then(40, 2 * MBPS),
                    Other.NOTHING,
                    8,
                    20,
                    20,
                    40,
                    60),
            steady(
                    "policer",
                    "1.5 Mbps by a policer that lets bursts of 30 kB pass",
                    LinkScript.of(1_500_000).policed(30_000)),
            shared("tcp", "3 Mbps, shared with a download from 20 s to 40 s", LinkScript.of(3 * MBPS), Other.TCP),
            shared(
                    "two",
                    "3 Mbps, shared with a second receiver from 20 s on",
                    LinkScript.of(3 * MBPS),
                    Other.DOWNLINK));

    static CongestionScenario named(final String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CongestionScenario steady(final String name, final String title, final LinkScript link) {
        return new CongestionScenario(name, title, link, Other.NOTHING, 8, 40, 0, 0, 40);
    }

    private static CongestionScenario shared(
            final String name, final String title, final LinkScript link, final Other other) {
        return new CongestionScenario(name, title, link, other, 8, 20, 0, 0, 60);
    }
}
