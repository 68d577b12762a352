/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/**
 * Work that one loop prepares, another loop of the same port carries out, and that comes back to be prepared again. One loop at a
 * time touches it; the hand-over publishes what the one before has written.
 *
 * <p>Order of calls: {@link #leave} and {@link #comeBack} once for every {@link Loop#send}, {@link #carryOut} at most once in between.
 */
public interface Errand {
    /** It is handed over now, so nothing may be added any more. On the loop that prepared it. */
    void leave();

    /** Does the work. On the other loop, which flushes its sends afterwards. */
    void carryOut(Loop there, long nowNanos);

    /** It is over, or will not be done at all. On the loop that prepared it, or on any thread once the loops have ended. */
    void comeBack();
}
