/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

/** What becomes of redundant audio on its way to a receiver. Each receiver is either stripped, protected, or sent what comes. */
public enum RedPolicy {
    /** As it comes, wherever a receiver takes it. */
    NOOP,
    /** Nobody gets any; what it can restore is restored here. */
    STRIP,
    /** Plain audio is made redundant for whoever takes it. */
    PROTECT_ALL;

    /** Whether the receiver gets plain packets in place of redundant ones. */
    public boolean strips(final boolean receiverTakesRed) {
        return this == STRIP || !receiverTakesRed;
    }

    /** Whether the receiver gets redundant packets in place of plain ones. */
    public boolean protects(final boolean receiverTakesRed) {
        return this == PROTECT_ALL && receiverTakesRed;
    }
}
