/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** A user message of ours until the peer has it for good; becomes another one then. */
final class OutgoingMessage implements SendQueue.Item {
    private static final byte[] NOTHING = {};

    private int streamId;
    private int ppid;
    private byte[] payload = NOTHING;

    OutgoingMessage of(final int newStreamId, final int newPpid, final byte[] newPayload) {
        streamId = newStreamId;
        ppid = newPpid;
        payload = newPayload;
        return this;
    }

    /** Lets go of the bytes. */
    void forget() {
        payload = NOTHING;
    }

    int streamId() {
        return streamId;
    }

    int ppid() {
        return ppid;
    }

    byte[] payload() {
        return payload;
    }
}
