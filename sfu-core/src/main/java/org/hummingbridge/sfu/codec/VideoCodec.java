/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.Locale;

/** A video codec by how its payloads are read. */
public enum VideoCodec {
    VP8,
    VP9,
    AV1,
    H264,
    /** Any other: only a dependency descriptor tells its frames. */
    OTHER;

    /**
     * The codec of a payload type.
     *
     * @param encodingName as in rtpmap, in any letter case (RFC 8866 §6.6)
     */
    public static VideoCodec of(final String encodingName) {
        return switch (encodingName.toUpperCase(Locale.ROOT)) {
            case "VP8" -> VP8;
            case "VP9" -> VP9;
            case "AV1" -> AV1;
            case "H264" -> H264;
            default -> OTHER;
        };
    }
}
