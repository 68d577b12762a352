/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** A whole user message of the peer. Whoever holds it owns the bytes. */
// An identity is never asked of messages, so that the array's does no harm.
@SuppressWarnings("ArrayRecordComponent")
record Message(int streamId, int ppid, byte[] payload) {}
