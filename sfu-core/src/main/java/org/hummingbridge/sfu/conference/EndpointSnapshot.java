/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.ice.IceState;
import org.hummingbridge.sfu.media.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint as it was at a moment. Totals count from its creation.
 *
 * @param active whether it has been heard lately; see {@link ConnectivitySettings}
 * @param everActive whether it was heard at all
 * @param idleNanos since it was last heard, or since its creation
 * @param rttNanos round trip to it; 0 if unknown
 * @param recoveredLost packets it sent that never came, after repair; grows
 * @param expected packets it sent, by its sequence numbers; grows
 * @param outgoingLossFraction worst loss it reported lately, 0 to 1
 * @param forwarded names of the video sources it is being sent
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
        long recoveredLost,
        long expected,
        double outgoingLossFraction,
        ForceMute forceMute,
        ReceiverConstraints constraints,
        List<String> forwarded,
        List<SourceSnapshot> sources) {

    /**
     * One source that it sends.
     *
     * @param sending whether packets of it came within the last seconds
     */
    public record SourceSnapshot(String name, MediaType type, boolean sending, List<EncodingSnapshot> encodings) {}

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
