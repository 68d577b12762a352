/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.time.Duration;
import java.util.List;
import org.hummingbridge.daemon.settings.OperationSettings;

/**
 * What the checks of this process have found, and for how long that counts. Healthy until there is a result; never runs a
 * check, and never looks at a clock itself. Not thread-safe.
 */
final class HealthRecord {
    /** While a bridge starts, a failure may pass; only later ones stick. */
    private static final Duration STICKY_GRACE = Duration.ofMinutes(5);

    private static final String NAME = "health-check";

    private final OperationSettings.Health policy;
    private final long startedNanos;
    private List<HealthFinding> latest = List.of();
    private List<HealthFinding> stuck = List.of();
    private long latestNanos;

    HealthRecord(final OperationSettings.Health policy, final long nowNanos) {
        this.policy = policy;
        this.startedNanos = nowNanos;
        this.latestNanos = nowNanos;
    }

    void add(final List<HealthFinding> findings, final long tookNanos, final long nowNanos) {
        final Duration took = Duration.ofNanos(tookNanos);
        latest = took.compareTo(policy.maxCheckDuration()) > 0 ? List.of(tooSlow(took)) : List.copyOf(findings);
        latestNanos = nowNanos;
        final boolean failed = !failures(latest).isEmpty();
        if (failed && policy.sticky() && nowNanos - startedNanos > STICKY_GRACE.toNanos()) {
            stuck = failures(latest);
        }
    }

    /** Everything that is wrong; empty if healthy. */
    List<HealthFinding> failures(final long nowNanos) {
        if (!stuck.isEmpty()) {
            return stuck;
        }
        final long silentNanos = nowNanos - latestNanos;
        return silentNanos > policy.timeout().toNanos() ? List.of(overdue(silentNanos)) : failures(latest);
    }

    private static List<HealthFinding> failures(final List<HealthFinding> findings) {
        return findings.stream().filter(finding -> !finding.passed()).toList();
    }

    private HealthFinding tooSlow(final Duration took) {
        return HealthFinding.failed(
                NAME,
                "The health check took " + took.toMillis() + " ms and "
                        + policy.maxCheckDuration().toMillis()
                        + " are allowed; the machine is overloaded, or videobridge.health.max-check-duration is too"
                        + " short for it.");
    }

    private static HealthFinding overdue(final long silentNanos) {
        return HealthFinding.failed(
                NAME,
                "The health check has had no result for "
                        + Duration.ofNanos(silentNanos).toSeconds()
                        + " s; keep a thread dump (jstack) and restart the bridge.");
    }
}
