/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

/**
 * What an operator decides about redundant audio.
 *
 * @param distance of the redundancy that is made here
 * @param vadOnly repeats only packets in which the sender heard a voice
 */
public record RedSettings(RedPolicy policy, RedDistance distance, boolean vadOnly) {
    /** Those of a videobridge that is not configured. */
    public static RedSettings defaults() {
        return new RedSettings(RedPolicy.NOOP, RedDistance.TWO, true);
    }
}
