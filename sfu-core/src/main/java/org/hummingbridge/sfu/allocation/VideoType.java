/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/** What a video source shows. */
public enum VideoType {
    CAMERA,
    DESKTOP,
    DESKTOP_HIGH_FPS,
    /** Nothing at the moment; also signalled as {@code none}. */
    DISABLED
}
