/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

/** How many packets each packet repeats. */
public enum RedDistance {
    ONE(1),
    TWO(2);

    private final int packets;

    RedDistance(final int packets) {
        this.packets = packets;
    }

    int packets() {
        return packets;
    }
}
