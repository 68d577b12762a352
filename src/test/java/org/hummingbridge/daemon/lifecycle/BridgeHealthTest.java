/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hummingbridge.daemon.FakeMediaPath.FakeLoop;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.junit.jupiter.api.Test;

class BridgeHealthTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration MAX_CHECK = Duration.ofSeconds(3);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final FakeLoop loop = new FakeLoop();
    private final LoopHealth loops = new LoopHealth(List.of(loop), now::get);
    private HealthFinding process = HealthFinding.passed("process", "fine");
    private HealthFinding outside = HealthFinding.passed("outside", "fine");
    private Duration checkTakes = Duration.ZERO;
    private int checks;

    @Test
    void itIsHealthyUntilSomethingIsFound() {
        assertThat(health(false).trouble()).isEmpty();
    }

    @Test
    void whatACheckFindsIsSaidUntilItFindsOtherwise() {
        final BridgeHealth health = health(false);
        process = HealthFinding.failed("process", "It broke; mend it.");
        assertThat(health.trouble()).isEmpty();

        health.check();
        assertThat(health.trouble()).contains("It broke; mend it.");

        process = HealthFinding.passed("process", "fine");
        health.check();
        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void theFirstCheckLeavesTenSecondsAndTheNextComeEveryInterval() {
        final BridgeHealth health = health(false);
        process = HealthFinding.failed("process", "No STUN server has answered.");
        health.checkIfDue();
        pass(Duration.ofSeconds(9));
        health.checkIfDue();
        assertThat(checks).isZero();

        process = HealthFinding.passed("process", "fine");
        pass(Duration.ofSeconds(1));
        health.checkIfDue();
        assertThat(checks).isOne();

        pass(Duration.ofSeconds(59));
        health.checkIfDue();
        assertThat(checks).isOne();

        pass(Duration.ofSeconds(1));
        health.checkIfDue();
        assertThat(checks).isEqualTo(2);
    }

    @Test
    void aFailureDoesNotOutliveItsCauseByAnInterval() {
        final BridgeHealth health = health(false);
        process = HealthFinding.failed("process", "It broke; mend it.");
        health.check();
        process = HealthFinding.passed("process", "fine");

        pass(Duration.ofSeconds(10));
        health.checkIfDue();
        loops.ask();

        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void whatIsOutsideOfTheProcessMakesItUnreadyAndNotUnhealthy() {
        final BridgeHealth health = health(false);
        outside = HealthFinding.failed("outside", "Prosody is gone.");
        health.check();

        assertThat(health.trouble()).isEmpty();
        assertThat(health.liveness()).allMatch(HealthFinding::passed);
        assertThat(health.readiness())
                .filteredOn(finding -> !finding.passed())
                .extracting(HealthFinding::sentence)
                .containsExactly("Prosody is gone.");
    }

    @Test
    void aHangingLoopIsNoticedWithoutACheck() {
        final BridgeHealth health = health(false);
        loop.stuck = true;
        loops.ask();
        pass(Duration.ofSeconds(6));

        assertThat(health.trouble()).hasValueSatisfying(text -> assertThat(text).contains("loop 0"));
        assertThat(health.liveness()).noneMatch(HealthFinding::passed);
        assertThat(health.readiness()).anyMatch(finding -> !finding.passed());
    }

    @Test
    void everyFailureIsALine() {
        final BridgeHealth health = health(false);
        process = HealthFinding.failed("process", "It broke; mend it.");
        health.check();
        pass(Duration.ofSeconds(6));

        assertThat(health.trouble().orElseThrow().lines()).hasSize(2);
    }

    @Test
    void aCheckThatTakesTooLongHasFailed() {
        final BridgeHealth health = health(false);
        checkTakes = MAX_CHECK.plusMillis(1);
        health.check();
        loops.ask();

        assertThat(health.trouble()).hasValueSatisfying(text -> assertThat(text).contains("max-check-duration"));
    }

    @Test
    void aCheckThatNeverCameBackIsNoticed() {
        final BridgeHealth health = health(false);
        pass(TIMEOUT.plusMillis(1));
        loops.ask();

        assertThat(health.trouble()).hasValueSatisfying(text -> assertThat(text).contains("no result"));
    }

    @Test
    void aCheckThatThrowsHasFailed() {
        final BridgeHealth health = withCheck(() -> {
            throw new IllegalStateException("broken");
        });
        health.check();

        assertThat(health.trouble()).hasValueSatisfying(text -> assertThat(text).contains("broken"));
    }

    @Test
    void aCheckThatEndsInAnErrorHasFailed() {
        final BridgeHealth health = withCheck(() -> {
            throw new NoClassDefFoundError("broken");
        });
        health.check();

        assertThat(health.trouble()).hasValueSatisfying(text -> assertThat(text).contains("broken"));
    }

    @Test
    void stickyFailuresStayButNotThoseOfTheFirstFiveMinutes() {
        final BridgeHealth health = health(true);
        process = HealthFinding.failed("process", "It broke; mend it.");
        health.check();
        process = HealthFinding.passed("process", "fine");
        health.check();
        assertThat(health.trouble()).isEmpty();

        pass(Duration.ofMinutes(6));
        process = HealthFinding.failed("process", "It broke; mend it.");
        health.check();
        process = HealthFinding.passed("process", "fine");
        health.check();
        loops.ask();
        assertThat(health.trouble()).contains("It broke; mend it.");
    }

    private BridgeHealth health(final boolean sticky) {
        return new BridgeHealth(
                policy(sticky),
                loops,
                List.of(() -> {
                    checks++;
                    pass(checkTakes);
                    return process;
                }),
                List.of(() -> outside),
                now::get);
    }

    private static OperationSettings.Health policy(final boolean sticky) {
        return new OperationSettings.Health(Duration.ofMinutes(1), TIMEOUT, MAX_CHECK, sticky, false, false);
    }

    private void pass(final Duration time) {
        now.addAndGet(time.toNanos());
    }

    private BridgeHealth withCheck(final HealthCheck check) {
        return new BridgeHealth(policy(false), loops, List.of(check), List.of(), now::get);
    }
}
