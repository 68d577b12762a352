/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.util.Optional;
import java.util.function.Supplier;

/** Whether a STUN server has told our public address, where that is required and servers are set. */
public final class StunCheck implements HealthCheck {
    private static final String NAME = "stun";

    private final Supplier<Optional<String>> trouble;

    /** @param trouble what went wrong with every one of the servers; empty if one has answered or none is set */
    public StunCheck(final Supplier<Optional<String>> trouble) {
        this.trouble = trouble;
    }

    @Override
    public HealthFinding look() {
        return trouble.get()
                .map(reason -> HealthFinding.failed(
                        NAME,
                        "No STUN server has told our public address (" + reason
                                + "); check ice4j.harvest.mapping.stun.addresses and the firewall, or set"
                                + " videobridge.health.require-stun = false."))
                .orElseGet(() -> HealthFinding.passed(NAME, "The STUN servers that are set have answered."));
    }
}
