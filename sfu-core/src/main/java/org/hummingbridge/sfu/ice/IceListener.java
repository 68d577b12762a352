/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells its owner, from within the agent's own methods and on their thread. Implementations never call back into
 * the agent except for its getters.
 */
public interface IceListener {
    /** Sends one datagram. The bytes are the receiver's to read until the call returns. */
    void send(Path path, byte[] bytes, int offset, int length);

    /** DTLS and media may be taken from this path from now on: the peer proved to be there. */
    void bound(Path path);

    void unbound(Path path);

    /** Media goes this way from now on. Never null again once there was a path, until the agent is closed. */
    void pathChanged(@Nullable Path path);

    void stateChanged(IceState state);

    /**
     * STUN messages for these credentials and with this token (the first four bytes of a transaction id) are for the agent.
     * First called from the agent's constructor.
     */
    void credentialsAdded(IceCredentials local, int token);

    void credentialsRemoved(IceCredentials local, int token);
}
