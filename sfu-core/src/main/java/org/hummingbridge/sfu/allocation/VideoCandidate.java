/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/** A video source that a receiver may be given. */
public interface VideoCandidate {
    /** Unique in the conference. */
    String name();

    VideoType videoType();

    SourceLayers layers();
}
