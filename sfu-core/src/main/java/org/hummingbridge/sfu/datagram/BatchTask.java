/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** What is left to be done with what a read batch brought; a loop calls it when it is asked to by {@link Loop#atBatchEnd}. */
@FunctionalInterface
public interface BatchTask {
    /** Behind the batch, before the sends are flushed. */
    void onBatchEnd(long nowNanos);
}
