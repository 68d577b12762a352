/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.time.Duration;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * What all modes share.
 *
 * @param warmUp how long media flows before it is measured
 * @param duration how long it is measured
 */
record Bench(
        BridgeOptions bridges,
        LoadOptions loads,
        SrtpProfile profile,
        Duration warmUp,
        Duration duration,
        Progress progress) {
    Measurement on(final BridgeUnderTest bridge) {
        return new Measurement(bridge, profile, warmUp, duration, progress);
    }

    Load load(final Scenario scenario) throws IOException {
        try {
            return scenario.load(loads);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The same in less time. */
    Bench briefly(final Duration newWarmUp, final Duration newDuration) {
        return new Bench(bridges, loads, profile, newWarmUp, newDuration, progress);
    }
}
