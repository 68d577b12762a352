/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

/**
 * How many streams a receiver whose SSRCs are rewritten is sent at most, which is how many m-lines its client keeps.
 *
 * @param video 1 to {@link StreamSlots#MAX_SLOTS}, as {@code audio}
 */
public record StreamLimits(int video, int audio) {
    /** Those of a videobridge that is not configured. */
    public static StreamLimits defaults() {
        return new StreamLimits(50, 50);
    }
}
