/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/** Both ends of what shares a {@link Bottleneck}: told the time every millisecond, and of what arrives at the far end. */
interface SimulatedFlow {
    void onMillisecond(long nowNanos);

    void onArrival(SimulatedPacket packet, long arrivalNanos, long queuedNanos);

    /** The link dropped it, which neither end is told. */
    default void onDrop(final SimulatedPacket packet) {}
}
