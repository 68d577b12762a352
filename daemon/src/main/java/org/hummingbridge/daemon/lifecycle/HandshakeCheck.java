/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import org.jspecify.annotations.Nullable;

/** Whether the DTLS self-test passed. Neither passed nor failed until somebody told its result. */
public final class HandshakeCheck {
    private static final String NAME = "dtls";

    /** Written by whoever ran the test, read by anybody. */
    private volatile @Nullable HealthFinding result;

    /**
     * Takes the result.
     *
     * @param failure as told by the test; null: none
     */
    public void result(final @Nullable String failure) {
        result = failure == null
                ? HealthFinding.passed(NAME, "The DTLS self-test passed.")
                : HealthFinding.failed(
                        NAME,
                        "The DTLS self-test failed, so nobody can join: " + failure
                                + "; check the Java runtime and its security settings.");
    }

    /** For health: fails only if the test did. */
    public HealthFinding passedOrPending() {
        final HealthFinding known = result;
        return known == null ? HealthFinding.passed(NAME, "The DTLS self-test has not finished.") : known;
    }

    /** For readiness: fails until the test passed. */
    public HealthFinding passed() {
        final HealthFinding known = result;
        return known == null
                ? HealthFinding.failed(NAME, "The DTLS self-test has not finished; wait a few seconds.")
                : known;
    }
}
