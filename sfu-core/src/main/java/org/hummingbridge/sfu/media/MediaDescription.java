/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.media;

import java.util.List;

/** What an endpoint can send and receive of one media type. */
public record MediaDescription(
        MediaType type, List<PayloadType> payloadTypes, List<HeaderExtension> extensions, boolean extmapAllowMixed) {}
