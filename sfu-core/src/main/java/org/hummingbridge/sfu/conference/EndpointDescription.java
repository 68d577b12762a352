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
        List<SourceDescription> sources) {}
