/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/**
 * How much of one video source a receiver can use.
 *
 * @param maxHeight pixels of the smaller dimension; 0 for no video, {@link #UNLIMITED} for any
 * @param maxFrameRate frames per second; {@link #UNLIMITED} for any
 */
public record VideoConstraint(int maxHeight, double maxFrameRate) {
    public static final int UNLIMITED = -1;

    public static final VideoConstraint ANY = new VideoConstraint(UNLIMITED, UNLIMITED);
    public static final VideoConstraint NONE = new VideoConstraint(0, UNLIMITED);

    public boolean wantsVideo() {
        return maxHeight != 0 && maxFrameRate != 0;
    }
}
