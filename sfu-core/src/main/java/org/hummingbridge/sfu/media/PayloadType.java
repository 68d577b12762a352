/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.media;

import java.util.Map;
import java.util.Set;

/**
 * A negotiated payload type (RFC 8866 rtpmap, fmtp and RFC 4585 rtcp-fb in one).
 *
 * @param id 0..127
 * @param encoding encoding name as signalled, e.g. {@code VP8}, {@code opus}, {@code rtx}
 * @param clockRate in Hz
 * @param parameters format parameters, e.g. {@code apt=100}
 * @param feedback RTCP feedback in rtcp-fb notation: {@code nack}, {@code nack pli}, {@code ccm fir}, {@code transport-cc},
 *     {@code goog-remb}
 */
public record PayloadType(
        int id, String encoding, int clockRate, int channels, Map<String, String> parameters, Set<String> feedback) {}
