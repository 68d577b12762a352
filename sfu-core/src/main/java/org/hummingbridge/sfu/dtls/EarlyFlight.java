/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The peer's hello where it overtakes signalling: clients send it as soon as ICE lets them, and repeat it after ever longer pauses
 * (RFC 6347 §4.2.4), so that a lost one delays every join. Never keeps more than a hello and its repetition.
 */
final class EarlyFlight {
    /** A hello with a post-quantum key share fills two datagrams. */
    static final int MAX_DATAGRAMS = 4;

    private final List<byte[]> held = new ArrayList<>(0);

    /** Keeps a copy; false if there is no room. */
    boolean hold(final byte[] bytes, final int offset, final int length) {
        return held.size() < MAX_DATAGRAMS && held.add(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** Hands everything over in the order of arrival, and keeps nothing. */
    void release(final HandshakeInbox inbox) {
        for (final byte[] datagram : held) {
            inbox.accept(datagram, 0, datagram.length);
        }
        held.clear();
    }
}
