/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

/** Where an agent stands, as its owner needs to know it. */
public enum IceState {
    /** Nothing to check yet: the peer's credentials or addresses are unknown. */
    NEW,
    /** Checks are under way, no path has been proven. */
    CHECKING,
    /** There is a path and the peer consents to be sent to. */
    CONNECTED,
    /** Every known pair failed. A new candidate or a check from the peer leads back to {@link #CHECKING}. */
    FAILED,
    /** There was a path, but consent expired (RFC 7675 §5.1). A check that succeeds leads back to {@link #CONNECTED}. */
    DISCONNECTED,
    CLOSED
}
