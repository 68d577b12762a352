/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** Work that a loop calls again and again; the time is read once per call and passed in. */
@FunctionalInterface
public interface LoopTask {
    /** About every {@link Loop#TICK_NANOS}; somewhat sooner where the loop is at work anyway. */
    void onTick(long nowNanos);
}
