/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.hummingbridge.signaling.brewery.HealthSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three answers to three questions. <b>Health</b> is about this process alone: a focus that is told of trouble takes every
 * conference away, and a container that fails its check is killed, so a lost XMPP server is no part of it. <b>Liveness</b> says
 * whether a restart would help. <b>Readiness</b> says whether new participants get media here, XMPP included. Answering never
 * runs a check of the first kind. Thread-safe.
 */
public final class BridgeHealth implements HealthSource {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeHealth.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Before the first check, and between two while something is wrong. */
    private static final Duration RECHECK = Duration.ofSeconds(10);

    private final OperationSettings.Health policy;
    private final LoopHealth loops;
    private final List<HealthCheck> process;
    private final List<HealthCheck> surroundings;
    private final LongSupplier nanoTime;
    private final HealthRecord record;
    private boolean healthy = true;
    private boolean checked;
    private long checkedNanos;

    /**
     * @param process checks of this process, run in the background
     * @param surroundings what else readiness needs, looked at whenever it is asked for
     */
    public BridgeHealth(
            final OperationSettings.Health policy,
            final LoopHealth loops,
            final List<HealthCheck> process,
            final List<HealthCheck> surroundings,
            final LongSupplier nanoTime) {
        this.policy = policy;
        this.loops = loops;
        this.process = List.copyOf(process);
        this.surroundings = List.copyOf(surroundings);
        this.nanoTime = nanoTime;
        this.checkedNanos = nanoTime.getAsLong();
        this.record = new HealthRecord(policy, checkedNanos);
    }

    /**
     * Checks in the background until {@code scheduler} is shut down: every interval, and more often while something is wrong, so
     * that a failure does not outlive its cause. The first check leaves STUN servers time to tell our public address.
     */
    public void start(final ScheduledExecutorService scheduler) {
        loops.ask();
        Repeating.start(scheduler, LoopHealth.PERIOD, loops::ask);
        Repeating.start(scheduler, LOOK, this::checkIfDue);
    }

    @Override
    public Optional<String> trouble() {
        final List<HealthFinding> failures = failures();
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(failures.stream().map(HealthFinding::sentence).collect(Collectors.joining("\n")));
    }

    /** What is wrong with this process; empty if healthy. */
    public List<HealthFinding> failures() {
        final List<HealthFinding> failures = new ArrayList<>();
        final HealthFinding alive = loops.look();
        if (!alive.passed()) {
            failures.add(alive);
        }
        synchronized (this) {
            failures.addAll(record.failures(nanoTime.getAsLong()));
        }
        return failures;
    }

    /** Whether a restart would help: it does if one of these failed. */
    public List<HealthFinding> liveness() {
        return List.of(loops.look());
    }

    /** Everything that new participants need; of two checks with one name the later, stricter one. */
    public List<HealthFinding> readiness() {
        final SequencedMap<String, HealthFinding> byName = new LinkedHashMap<>();
        Stream.of(List.of(loops), process, surroundings)
                .flatMap(List::stream)
                .map(BridgeHealth::look)
                .forEach(finding -> byName.put(finding.name(), finding));
        return List.copyOf(byName.values());
    }

    void checkIfDue() {
        final long now = nanoTime.getAsLong();
        final boolean due;
        synchronized (this) {
            final Duration pause = checked && record.failures(now).isEmpty() ? policy.interval() : RECHECK;
            due = now - checkedNanos >= pause.toNanos();
        }
        if (due) {
            check();
        }
    }

    /** Checks now, in the caller's thread. */
    public void check() {
        final long begin = nanoTime.getAsLong();
        final List<HealthFinding> findings =
                process.stream().map(BridgeHealth::look).toList();
        final long end = nanoTime.getAsLong();
        synchronized (this) {
            record.add(findings, end - begin, end);
            checked = true;
            checkedNanos = end;
        }
        log();
    }

    /** Each change once. */
    private void log() {
        final Optional<String> trouble = trouble();
        synchronized (this) {
            if (trouble.isEmpty() != healthy) {
                healthy = trouble.isEmpty();
                if (healthy) {
                    LOG.info("The bridge is healthy again");
                } else {
                    LOG.warn("The bridge is unhealthy: {}", trouble.get());
                }
            }
        }
    }

    private static HealthFinding look(final HealthCheck check) {
        try {
            return check.look();
        } catch (RuntimeException | Error e) {
            LOG.warn("A health check failed to run", e);
            return HealthFinding.failed("health-check", "A health check failed to run: " + e);
        }
    }
}
