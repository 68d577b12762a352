/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/** By which of its descriptors a packet tells its frame and layer. */
public enum Layering {
    /** By none: H.264 or AV1 without a dependency descriptor, VP8 without picture ids. Key frames are known all the same. */
    OPAQUE,
    /** VP8 payload descriptor with PictureID and TID (RFC 7741 §4.2). */
    VP8,
    /** VP9 payload descriptor with PictureID (RFC 9628 §4.2). */
    VP9,
    /** Dependency descriptor (AV1 RTP specification, appendix A), whatever the codec. */
    DEPENDENCY_DESCRIPTOR
}
