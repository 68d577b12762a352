/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

/** Whether the bridge takes new conferences. Drain is no part of it: that is Jicofo's to weigh. */
public final class WillingnessCheck implements HealthCheck {
    private static final String NAME = "shutdown";

    private final Lifecycle lifecycle;

    public WillingnessCheck(final Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthFinding look() {
        final ShutdownState state = lifecycle.state();
        return state == ShutdownState.RUNNING
                ? HealthFinding.passed(NAME, "The bridge takes new conferences.")
                : HealthFinding.failed(
                        NAME,
                        "The bridge is on its way out (" + state
                                + ") and takes no new conferences; start another one.");
    }
}
