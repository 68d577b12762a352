/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

/** How far an entry has got; every step is retried until it works. */
public enum XmppState {
    /** Waits for the next attempt, or is being closed. */
    OFFLINE,
    /** Name look-up, TCP, STARTTLS. */
    CONNECTING,
    /** SASL and resource binding; for a component the handshake. */
    AUTHENTICATING,
    /** Logged in, and not in all of the rooms. */
    JOINING,
    /** In all of the rooms; a component has none and is here as soon as it is logged in. */
    JOINED
}
