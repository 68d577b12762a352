/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One signalled media source: a camera, a screen or a microphone.
 *
 * @param name source name, unique in the conference
 * @param videoType {@code camera} or {@code desktop}; null if not said
 * @param ssrcs all SSRCs, retransmission ones included, as unsigned 32-bit numbers in an int
 */
public record SourceDescription(
        String name, MediaType type, @Nullable String videoType, List<Integer> ssrcs, List<SsrcGroup> groups) {
    /** RFC 5576 §4.2; {@code semantics} is FID (primary, RTX), SIM (encodings from low to high) or FEC-FR. */
    public record SsrcGroup(String semantics, List<Integer> ssrcs) {}
}
