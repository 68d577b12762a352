/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.List;
import java.util.function.Predicate;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.hummingbridge.sfu.conference.ConferenceTally.EndpointTally;

/**
 * Who is here at a moment. A conference is active if anybody in it sends audio or video.
 *
 * @param p2pConferences inactive ones of two, whose participants probably talk directly
 * @param largestConference endpoints in the largest
 * @param endpoints visitors included
 * @param activeEndpoints in active conferences
 * @param inactiveEndpoints in inactive conferences
 * @param receiveOnly in active conferences, sending nothing themselves
 * @param highOutgoingLoss endpoints that report more than 10 % lost of what we send
 * @param suspended endpoints that want a video that they have no bandwidth for
 * @param oversent endpoints that are sent more than their bandwidth
 * @param rttMillis mean of the known ones; 0 if none is
 */
public record Census(
        int conferences,
        int inactiveConferences,
        int p2pConferences,
        int largestConference,
        int endpoints,
        int visitors,
        int activeEndpoints,
        int inactiveEndpoints,
        int receiveOnly,
        int sendingAudio,
        int sendingVideo,
        int highOutgoingLoss,
        int suspended,
        int oversent,
        double rttMillis,
        SizeHistogram bySize,
        SizeHistogram byAudioSenders,
        SizeHistogram byVideoSenders) {
    private static final double HIGH_LOSS = 0.1;
    private static final double NANOS_PER_MILLI = 1e6;

    static Census of(final List<ConferenceTally> tallies) {
        final Tally tally = new Tally();
        tallies.forEach(tally::add);
        return tally.result();
    }

    private static boolean sends(final EndpointTally endpoint) {
        return endpoint.sendsAudio() || endpoint.sendsVideo();
    }

    /** Counts one conference after the other. */
    private static final class Tally {
        private final SizeHistogram.Filling bySize = new SizeHistogram.Filling();
        private final SizeHistogram.Filling byAudioSenders = new SizeHistogram.Filling();
        private final SizeHistogram.Filling byVideoSenders = new SizeHistogram.Filling();
        private int conferences;
        private int inactiveConferences;
        private int p2pConferences;
        private int largestConference;
        private int endpoints;
        private int visitors;
        private int inactiveEndpoints;
        private int receiveOnly;
        private int sendingAudio;
        private int sendingVideo;
        private int highOutgoingLoss;
        private int suspended;
        private int oversent;
        private int rtts;
        private long rttNanos;

        void add(final ConferenceTally conference) {
            final List<EndpointTally> present = conference.endpoints();
            final int size = present.size();
            final int senders = count(present, Census::sends);
            final int audio = count(present, EndpointTally::sendsAudio);
            final int video = count(present, EndpointTally::sendsVideo);
            conferences++;
            largestConference = Math.max(largestConference, size);
            endpoints += size;
            visitors += count(present, EndpointTally::visitor);
            sendingAudio += audio;
            sendingVideo += video;
            highOutgoingLoss += count(present, endpoint -> endpoint.outgoingLossFraction() > HIGH_LOSS);
            suspended += count(present, EndpointTally::suspended);
            oversent += count(present, EndpointTally::oversent);
            if (senders == 0) {
                inactiveConferences++;
                inactiveEndpoints += size;
                p2pConferences += size == 2 ? 1 : 0;
            } else {
                receiveOnly += size - senders;
            }
            for (final EndpointTally endpoint : present) {
                rtts += endpoint.rttNanos() > 0 ? 1 : 0;
                rttNanos += Math.max(0, endpoint.rttNanos());
            }
            bySize.add(size);
            byAudioSenders.add(audio);
            byVideoSenders.add(video);
        }

        private static int count(final List<EndpointTally> endpoints, final Predicate<EndpointTally> which) {
            return (int) endpoints.stream().filter(which).count();
        }

        Census result() {
            return new Census(
                    conferences,
                    inactiveConferences,
                    p2pConferences,
                    largestConference,
                    endpoints,
                    visitors,
                    endpoints - inactiveEndpoints,
                    inactiveEndpoints,
                    receiveOnly,
                    sendingAudio,
                    sendingVideo,
                    highOutgoingLoss,
                    suspended,
                    oversent,
                    rtts == 0 ? 0 : rttNanos / NANOS_PER_MILLI / rtts,
                    bySize.result(),
                    byAudioSenders.result(),
                    byVideoSenders.result());
        }
    }
}
