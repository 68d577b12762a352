/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.Optional;

/**
 * The last verdict of the bridge's own checks. Answers at once from memory: a focus that waits, or that is told of trouble that
 * passes, takes every conference away.
 */
@FunctionalInterface
public interface HealthSource {
    /** What is wrong, in a sentence; empty if healthy. */
    Optional<String> trouble();
}
