/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.List;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoMapping;
import org.hummingbridge.signaling.channel.BridgeMessage.AudioSourceMapping;
import org.hummingbridge.signaling.channel.BridgeMessage.AudioSourcesMap;
import org.hummingbridge.signaling.channel.BridgeMessage.VideoSourceMapping;
import org.hummingbridge.signaling.channel.BridgeMessage.VideoSourcesMap;

/** How a client is told which source comes on which SSRC. */
final class SourceMaps {
    private SourceMaps() {}

    static VideoSourcesMap video(final List<VideoMapping> mappings) {
        return new VideoSourcesMap(mappings.stream()
                .map(mapping -> new VideoSourceMapping(
                        mapping.source(),
                        mapping.owner(),
                        mapping.ssrc(),
                        mapping.rtx(),
                        shown(mapping.videoType()),
                        mapping.mid()))
                .toList());
    }

    static AudioSourcesMap audio(final List<AudioMapping> mappings) {
        return new AudioSourcesMap(mappings.stream()
                .map(mapping ->
                        new AudioSourceMapping(mapping.source(), mapping.owner(), mapping.ssrc(), mapping.mid()))
                .toList());
    }

    /** Clients make a track of the type that they are told; that nothing is shown just now they know from presence. */
    private static VideoType shown(final VideoType type) {
        return type == VideoType.DISABLED ? VideoType.CAMERA : type;
    }
}
