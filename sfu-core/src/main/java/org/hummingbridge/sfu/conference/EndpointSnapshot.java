/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.bwe.EstimatorSnapshot;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.ice.IceState;
import org.hummingbridge.sfu.media.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint as it was at a moment. Totals count from its creation.
 *
 * @param active whether it has been heard lately; see {@link ConnectivitySettings}
 * @param everActive whether it was heard at all
 * @param idleNanos since it was last heard, or since its creation
 * @param rttNanos round trip to it; negative if unknown
 * @param lost packets of its present sources that the network lost, whether or not they were repaired
 * @param expected packets of its present sources, by their sequence numbers
 * @param outgoingLossFraction worst loss it reported lately, 0 to 1
 * @param forwarded names of the video sources it is being sent
 * @param bandwidth what is known of the bandwidth to it
 * @param videos what it is given of each video source, the most important first
 */
public record EndpointSnapshot(
        String id,
        @Nullable String statsId,
        boolean visitor,
        IceState ice,
        boolean dtlsEstablished,
        boolean dataChannelOpen,
        boolean active,
        boolean everActive,
        long idleNanos,
        long rttNanos,
        long packetsReceived,
        long bytesReceived,
        long packetsSent,
        long bytesSent,
        long lost,
        long expected,
        double outgoingLossFraction,
        ForceMute forceMute,
        ReceiverConstraints constraints,
        List<String> forwarded,
        EstimatorSnapshot bandwidth,
        List<VideoSnapshot> videos,
        List<SourceSnapshot> sources) {

    /**
     * What a receiver is given of one video source. Layers are told as {@link LayerId} or {@link LayerId#SUSPENDED}.
     *
     * @param maxHeight the most it can use, in pixels; 0 if it is not among its last n
     * @param ideal what it would be given if bandwidth did not matter
     * @param target what it is to be given
     * @param current what it is being sent
     */
    public record VideoSnapshot(
            String source, int maxHeight, boolean onStage, int ideal, int target, int current, long bitrateBps) {}

    /**
     * One layer of a source; see {@link VideoSnapshot}.
     *
     * @param height pixels of the smaller side; 0 if unknown
     * @param bitrateBps of it and all it depends on; 0 while it is not sent
     */
    public record LayerSnapshot(int id, int height, double frameRate, long bitrateBps) {}

    /**
     * One source that it sends.
     *
     * @param sending whether packets of it came within the last seconds
     */
    public record SourceSnapshot(
            String name,
            MediaType type,
            boolean sending,
            List<EncodingSnapshot> encodings,
            List<LayerSnapshot> layers) {}

    /**
     * One encoding of a source.
     *
     * @param ssrc unsigned in an int
     * @param jitter RFC 3550 §6.4.1, in units of the RTP clock
     */
    public record EncodingSnapshot(int ssrc, long packetsReceived, long lost, int jitter) {}

    /** Whether anything of that type is coming from it. */
    public boolean sends(final MediaType type) {
        return sources.stream().anyMatch(source -> source.type() == type && source.sending());
    }
}
