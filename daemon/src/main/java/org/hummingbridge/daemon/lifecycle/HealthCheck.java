/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

/** Looks at one thing that the bridge needs. Cheap: reads what others found out, and waits for nobody. */
@FunctionalInterface
public interface HealthCheck {
    HealthFinding look();
}
