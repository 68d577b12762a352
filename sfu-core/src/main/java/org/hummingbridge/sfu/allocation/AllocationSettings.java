/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/**
 * What an operator decides about who gets which layer.
 *
 * @param preferredHeight up to which cameras that may be larger than thumbnails are served first, in pixels
 * @param preferredFrameRate below which no picture of that height or more is worth sending
 * @param oversendOnStage whether a screen on stage may cost more than there is
 * @param maxOversendBps by how much, at most
 * @param estimateThreshold relative move of the estimate that calls for a new allocation
 * @param lastN bounds on the number of videos
 */
public record AllocationSettings(
        int preferredHeight,
        double preferredFrameRate,
        boolean oversendOnStage,
        long maxOversendBps,
        double estimateThreshold,
        LastNLimit lastN) {

    /** jitsi-videobridge's. */
    public static AllocationSettings defaults() {
        return new AllocationSettings(360, 30, true, 500_000, 0.15, LastNLimit.NONE);
    }

    /** The same with other bounds on the number of videos. */
    public AllocationSettings withLastN(final LastNLimit newLastN) {
        return new AllocationSettings(
                preferredHeight, preferredFrameRate, oversendOnStage, maxOversendBps, estimateThreshold, newLastN);
    }
}
