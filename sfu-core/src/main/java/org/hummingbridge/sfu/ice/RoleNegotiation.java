/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

/** Who of the two nominates, and what happens when both or neither want to (RFC 8445 §7.3.1.1, §7.2.5.1). */
final class RoleNegotiation {
    private final long tieBreaker;
    private IceRole role;

    RoleNegotiation(final IceRole role, final long tieBreaker) {
        this.role = role;
        this.tieBreaker = tieBreaker;
    }

    IceRole role() {
        return role;
    }

    long tieBreaker() {
        return tieBreaker;
    }

    /** Switches the role if the authenticated request demands it; false if the request is to be refused with 487. */
    boolean admits(final StunMessage request) {
        final boolean larger = Long.compareUnsigned(tieBreaker, request.tieBreaker()) >= 0;
        if (role == IceRole.CONTROLLING && request.hasControlling()) {
            if (larger) {
                return false;
            }
            role = IceRole.CONTROLLED;
        } else if (role == IceRole.CONTROLLED && request.hasControlled()) {
            if (!larger) {
                return false;
            }
            role = IceRole.CONTROLLING;
        }
        return true;
    }

    /** The peer refused a check that was sent in role {@code claimed}. */
    void refused(final IceRole claimed) {
        role = claimed == IceRole.CONTROLLING ? IceRole.CONTROLLED : IceRole.CONTROLLING;
    }
}
