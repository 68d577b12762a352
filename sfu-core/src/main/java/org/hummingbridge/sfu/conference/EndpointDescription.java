/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an endpoint when it is created.
 *
 * @param statsId name for logs and statistics; null if not signalled
 * @param visitor receive-only and invisible to others
 * @param capabilities names of Colibri2
 * @param dataChannel whether it may open a data channel
 * @param role our ICE role towards it
 */
public record EndpointDescription(
        String id,
        @Nullable String statsId,
        boolean visitor,
        Set<String> capabilities,
        boolean dataChannel,
        IceRole role,
        List<MediaDescription> medias,
        List<SourceDescription> sources) {
    /** It is sent SSRCs of the bridge's own and told which source each of them is, instead of being signalled every source. */
    public boolean ssrcRewriting() {
        return capabilities.contains("ssrc-rewriting");
    }

    /** It tells those streams apart by their MID; of no use without {@link #ssrcRewriting}. */
    public boolean midDemux() {
        return ssrcRewriting() && capabilities.contains("rtp-mid-demux");
    }
}
