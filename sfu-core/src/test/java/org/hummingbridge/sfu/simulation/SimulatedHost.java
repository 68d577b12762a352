/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

/** A socket of the simulated network: gets what arrives at the address that it is attached to. */
@FunctionalInterface
public interface SimulatedHost {
    void onDatagram(Datagram datagram, long nowNanos);
}
