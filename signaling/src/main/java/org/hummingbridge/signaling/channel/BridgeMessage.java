/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.List;
import org.hummingbridge.sfu.allocation.VideoType;
import org.jspecify.annotations.Nullable;

/** What the bridge itself may say to a client, by its {@code colibriClass}. */
public sealed interface BridgeMessage {
    /** Greets; {@code version} only where it is announced. */
    record ServerHello(@Nullable String version) implements BridgeMessage {}

    /** Who speaks, and who did before, the most recent first. */
    record DominantSpeakerEndpointChangeEvent(
            String dominantSpeakerEndpoint, List<String> previousSpeakers, boolean silence) implements BridgeMessage {}

    /** An endpoint fell silent or is heard again. */
    record EndpointConnectivityStatusChangeEvent(String endpoint, boolean active) implements BridgeMessage {}

    /** Names of the video sources that the client is being sent. */
    record ForwardedSources(List<String> forwardedSources) implements BridgeMessage {}

    /** The most that anybody wants of a source of the client's, in pixels of height; 0 for nobody. */
    record SenderSourceConstraints(String sourceName, int maxHeight) implements BridgeMessage {}

    /** What the bandwidth to the client is reckoned to be. */
    record ConnectionStats(long estimatedDownlinkBandwidth) implements BridgeMessage {}

    /** Which sources come under which rewritten SSRCs from now on. */
    record VideoSourcesMap(List<VideoSourceMapping> mappedSources) implements BridgeMessage {}

    /** As {@link VideoSourcesMap}. */
    record AudioSourcesMap(List<AudioSourceMapping> mappedSources) implements BridgeMessage {}

    /**
     * A source that somebody other than a participant feeds starts or stops.
     *
     * @param timestamp of RTP; unsigned in an int
     */
    record SyntheticSourceSendingChangeEvent(String sourceName, boolean sending, int timestamp)
            implements BridgeMessage {}

    /**
     * One video source.
     *
     * @param ssrc unsigned in an int, as {@code rtx}
     * @param mid of the m-line that the SSRC belongs to
     */
    record VideoSourceMapping(
            String source,
            String owner,
            int ssrc,
            int rtx,
            VideoType videoType,
            @Nullable String mid) {}

    /** One audio source; see {@link VideoSourceMapping}. */
    record AudioSourceMapping(
            String source, String owner, int ssrc, @Nullable String mid) {}
}
