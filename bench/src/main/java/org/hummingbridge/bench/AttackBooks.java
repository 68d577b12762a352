/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.bench.attack.Attack;
import org.hummingbridge.bench.call.Calls;
import org.hummingbridge.bench.report.AttackAccount;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.Drops;
import org.hummingbridge.bench.server.Intake;
import org.jspecify.annotations.Nullable;

/** Counts what everybody sent and what the bridge got, each time while the attack and the call rest and nothing is under way. */
final class AttackBooks {
    /** Between two looks. What was due meanwhile leaves afterwards, long before anything is measured. */
    private static final long SETTLE_MILLIS = 50;

    private static final int MAX_LOOKS = 100;

    private static final double NANOS_PER_SECOND = 1e9;

    private final BridgeUnderTest bridge;
    private final Attack attack;
    private final Calls calls;
    private final @Nullable Entry opened;

    private record Entry(long nanos, long hostile, long others, Intake intake) {}

    private AttackBooks(final BridgeUnderTest bridge, final Attack attack, final Calls calls)
            throws IOException, InterruptedException {
        this.bridge = bridge;
        this.attack = attack;
        this.calls = calls;
        this.opened = entry();
    }

    static AttackBooks open(final BridgeUnderTest bridge, final Attack attack, final Calls calls)
            throws IOException, InterruptedException {
        return new AttackBooks(bridge, attack, calls);
    }

    private @Nullable Entry entry() throws IOException, InterruptedException {
        if (bridge.own() == null) {
            return null;
        }
        return attack.still(() -> calls.still(this::count));
    }

    private @Nullable Entry count() throws IOException, InterruptedException {
        final long hostile = attack.datagramsSent();
        final long others = calls.datagramsSent();
        final long now = System.nanoTime();
        final Intake intake = settledIntake();
        return intake == null ? null : new Entry(now, hostile, others, intake);
    }

    /** What the bridge has read when that changes no more: one that is behind, or that has to wait for a core, takes its time. */
    private @Nullable Intake settledIntake() throws IOException, InterruptedException {
        Intake intake = null;
        boolean settled = false;
        for (int look = 0; look < MAX_LOOKS && !settled; look++) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            final Intake next = bridge.intake();
            settled = next == null || (intake != null && next.read() == intake.read());
            intake = next;
        }
        return intake;
    }

    /** What has happened since they were opened; null for bridges that do not tell. */
    @Nullable
    AttackAccount close() throws IOException, InterruptedException {
        final Entry closed = entry();
        if (opened == null || closed == null) {
            return null;
        }
        return new AttackAccount(
                (closed.nanos - opened.nanos) / NANOS_PER_SECOND,
                closed.hostile - opened.hostile,
                closed.others - opened.others,
                closed.intake.read() - opened.intake.read(),
                closed.intake.droppedByKernel() - opened.intake.droppedByKernel(),
                Drops.between(opened.intake.drops(), closed.intake.drops()));
    }
}
