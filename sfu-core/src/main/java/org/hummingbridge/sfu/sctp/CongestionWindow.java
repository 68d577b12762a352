/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** How many bytes may be on their way (RFC 9260 §7.2): slow start, congestion avoidance, fast recovery. */
final class CongestionWindow {
    private static final int MTU_BYTES = PacketWriter.MAX_PACKET_BYTES;

    /** As TCP's (RFC 6928): a list of fifty sources goes out in one round trip. */
    private static final int INITIAL_BYTES = 10 * MTU_BYTES;

    /** RFC 9260 §7.2.3. */
    private static final int LEAST_THRESHOLD_BYTES = 4 * MTU_BYTES;

    private int bytes = INITIAL_BYTES;
    private int thresholdBytes = Integer.MAX_VALUE;
    private int partialBytes;
    private boolean recovering;
    private int recoveryExit;

    int bytes() {
        return bytes;
    }

    boolean isRecovering() {
        return recovering;
    }

    /**
     * The peer's cumulative TSN has moved on.
     *
     * @param cumulative the TSN up to which everything has arrived
     * @param ackedBytes newly acknowledged, cumulatively or in gap blocks
     * @param full whether the window was used up before
     */
    void onProgress(final int cumulative, final int ackedBytes, final boolean full) {
        if (recovering) {
            recovering = Tsn.isAfter(recoveryExit, cumulative);
            return;
        }
        if (!full) {
            return;
        }
        if (bytes <= thresholdBytes) {
            bytes += Math.min(ackedBytes, MTU_BYTES);
            return;
        }
        partialBytes += ackedBytes;
        if (partialBytes >= bytes) {
            partialBytes -= bytes;
            bytes += MTU_BYTES;
        }
    }

    /** Chunks are missing; {@code highestSent} is the TSN whose arrival ends the recovery. */
    void onLoss(final int highestSent) {
        if (!recovering) {
            reduceThreshold();
            bytes = thresholdBytes;
            recovering = true;
            recoveryExit = highestSent;
        }
    }

    void onTimeout() {
        reduceThreshold();
        bytes = MTU_BYTES;
        recovering = false;
    }

    /** Everything has arrived. */
    void onIdle() {
        partialBytes = 0;
    }

    private void reduceThreshold() {
        thresholdBytes = Math.max(bytes / 2, LEAST_THRESHOLD_BYTES);
        partialBytes = 0;
    }
}
