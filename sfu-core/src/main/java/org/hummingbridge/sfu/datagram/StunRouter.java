/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import org.jspecify.annotations.Nullable;

/**
 * Says which association a STUN message belongs to, before anything is authenticated. Called from every loop for every
 * STUN-looking datagram, so it allocates nothing for unknown ones and holds no lock.
 */
public interface StunRouter {
    /**
     * The owner of the local ufrag of a binding request, or of the transaction of a response.
     *
     * @return null if nobody owns it
     */
    @Nullable
    DatagramSink sinkFor(byte[] bytes, int offset, int length);
}
