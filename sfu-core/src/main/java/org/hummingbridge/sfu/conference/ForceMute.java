/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.media.MediaType;

/** Absolute state of what moderators forbid an endpoint to send. */
public record ForceMute(boolean audio, boolean video) {
    boolean forbids(final MediaType type) {
        return type == MediaType.AUDIO ? audio : video;
    }
}
