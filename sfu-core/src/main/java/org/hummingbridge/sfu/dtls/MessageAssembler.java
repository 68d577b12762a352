/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.BitSet;

/**
 * Puts one handshake message together from fragments that come in any order, twice or overlapping (RFC 6347 §4.2.3). Never
 * trusts what came first: a fragment that contradicts what is there starts the message afresh, so that a forged fragment
 * costs one retransmission and not the handshake.
 */
final class MessageAssembler {
    private final int type;
    private final byte[] body;
    private final BitSet present;

    MessageAssembler(final int type, final int length) {
        this.type = type;
        body = new byte[length];
        present = new BitSet(length);
    }

    boolean fits(final int messageType, final int messageLength) {
        return type == messageType && body.length == messageLength;
    }

    void add(final byte[] bytes, final int from, final int fragmentOffset, final int fragmentLength) {
        if (contradicts(bytes, from, fragmentOffset, fragmentLength)) {
            present.clear();
        }
        System.arraycopy(bytes, from, body, fragmentOffset, fragmentLength);
        present.set(fragmentOffset, fragmentOffset + fragmentLength);
    }

    boolean complete() {
        return present.nextClearBit(0) >= body.length;
    }

    int type() {
        return type;
    }

    byte[] body() {
        return body;
    }

    private boolean contradicts(
            final byte[] bytes, final int from, final int fragmentOffset, final int fragmentLength) {
        for (int i = fragmentOffset; i < fragmentOffset + fragmentLength; i++) {
            if (present.get(i) && body[i] != bytes[from + i - fragmentOffset]) {
                return true;
            }
        }
        return false;
    }
}
