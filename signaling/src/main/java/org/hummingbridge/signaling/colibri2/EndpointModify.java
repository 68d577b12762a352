/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about one endpoint.
 *
 * @param sources the whole new source set; null leaves it as it is
 * @param initialLastN -1 for all; null if not said
 */
public record EndpointModify(
        String id,
        boolean create,
        boolean expire,
        @Nullable String statsId,
        boolean visitor,
        Set<String> capabilities,
        List<MediaDescription> medias,
        @Nullable TransportModify transport,
        @Nullable List<SourceDescription> sources,
        @Nullable ForceMute forceMute,
        @Nullable Integer initialLastN) {

    /** Whether it needs the endpoint to exist; what does not may name an endpoint that is gone already. */
    boolean needsEndpoint() {
        return create || !medias.isEmpty() || transport != null || sources != null;
    }
}
