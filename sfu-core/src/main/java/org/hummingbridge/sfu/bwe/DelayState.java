/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/** What the trend of the one-way delay says of the queue in front of the bottleneck (draft-ietf-rmcat-gcc-02 §5.4). */
public enum DelayState {
    /** It is as long as before. */
    NORMAL,
    /** It grows: more is sent than the link carries. */
    OVERUSING,
    /** It shrinks. */
    UNDERUSING
}
