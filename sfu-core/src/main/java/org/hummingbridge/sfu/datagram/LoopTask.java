/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** Work that a loop calls again and again; the time is read once per call and passed in. */
public interface LoopTask {
    /** Behind every batch of datagrams that was read or handed over, before the sends are flushed. */
    void onBatchEnd(long nowNanos);

    /** Every {@link Loop#TICK_NANOS}. */
    void onTick(long nowNanos);
}
