/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;

/**
 * One conference in numbers, as statistics ask for it again and again: unlike for a {@link ConferenceSnapshot}, its loop makes no
 * object for it.
 */
public record ConferenceTally(String id, List<EndpointTally> endpoints) {
    /**
     * One endpoint. Totals count from its creation.
     *
     * @param sendsAudio whether audio came from it within the last seconds
     * @param lost packets of its present sources that the network lost, whether or not they were repaired
     * @param expected packets of its present sources, by their sequence numbers
     * @param outgoingLossFraction worst loss it reported lately, 0 to 1
     * @param forwarded how many videos it is being sent
     * @param suspended whether it wants a video that there is no bandwidth for
     * @param oversent whether it is sent more than its link is estimated to carry, as a screen on stage may be
     * @param rttNanos round trip to it; negative if unknown
     */
    public record EndpointTally(
            String id,
            boolean visitor,
            boolean sendsAudio,
            boolean sendsVideo,
            long packetsSent,
            long lost,
            long expected,
            double outgoingLossFraction,
            int forwarded,
            boolean suspended,
            boolean oversent,
            long rttNanos) {}
}
