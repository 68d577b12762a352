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
 * @param generator how it runs
 */
record Bench(
        BridgeOptions bridges,
        LoadOptions loads,
        SrtpProfile profile,
        Duration warmUp,
        Duration duration,
        Measurement.Generator generator,
        Progress progress) {
    Measurement on(final BridgeUnderTest bridge) {
        return new Measurement(bridge, profile, warmUp, duration, generator, progress);
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
        return new Bench(bridges, loads, profile, newWarmUp, newDuration, generator, progress);
    }

    /** The same with a generator that sleeps when nothing is due, and leaves its cores to others. */
    Bench sleeping() {
        final Measurement.Generator sleeps = new Measurement.Generator(generator.threads(), false);
        return new Bench(bridges, loads, profile, warmUp, duration, sleeps, progress);
    }
}
