/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.ByteBuffer;
import org.hummingbridge.sfu.datagram.Path;

/** Messages made outside of an agent: right ones sent from the wrong place, and wrong ones. */
final class Forgery {
    private static final long TIE_BREAKER = 77;
    private static final int TOKEN = 0x5eed;

    private Forgery() {}

    /** A check that {@code sender} could have sent to {@code receiver}. */
    static byte[] check(final IceAgent receiver, final IceAgent sender, final boolean useCandidate) {
        return check(receiver, sender, useCandidate, receiver.localCredentials().password());
    }

    static byte[] check(
            final IceAgent receiver, final IceAgent sender, final boolean useCandidate, final String password) {
        final String username = receiver.localCredentials().ufrag() + ":"
                + sender.localCredentials().ufrag();
        return Stun.request(
                username, 1_862_270_975L, sender.role(), TIE_BREAKER, useCandidate, TOKEN, new StunIntegrity(password));
    }

    /** A success response to {@code request}, sealed with {@code password}. */
    static byte[] answer(final byte[] request, final String password) {
        final byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
        ByteBuffer.wrap(request).get(StunMessage.TRANSACTION_OFFSET, transaction);
        final Path mapped = new Path(0, 0, 0xffff_0102_0304L, 5);
        return Stun.success(transaction, mapped, new StunIntegrity(password));
    }
}
