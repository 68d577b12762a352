/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** A whole user message, in or out. Whoever holds it owns the bytes. */
// An identity is never asked of messages, so that the array's does no harm.
@SuppressWarnings("ArrayRecordComponent")
record Message(int streamId, int ppid, byte[] payload) implements SendQueue.Item {
    /** Stands where there is none. */
    static final Message NONE = new Message(0, 0, new byte[0]);
}
