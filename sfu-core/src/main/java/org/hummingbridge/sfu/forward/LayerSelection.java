/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.VideoPacket;

/**
 * Which frames of one encoding a receiver is given, by one layering. Decides once per frame, on the first packet that is seen of
 * it; never lets a frame through that refers to one it has refused.
 *
 * <p>Order of calls: {@link #begin} with the first packet of a key frame, then {@link #decide} for it and every later packet of
 * the encoding. What {@code decide} returns is kept with the packet as its <em>detail</em>: 16 bits that tell how to show it.
 */
sealed interface LayerSelection permits Vp8Selection, Vp9Selection, TargetSelection, OpaqueSelection {
    /** The packet's frame is not for this receiver. */
    int REJECTED = -1;

    /** Neither loss nor reordering explains how far the packet's frame is from the last one: the encoding has begun anew. */
    int JUMPED = -2;

    /**
     * Forgets everything and goes on from a key frame.
     *
     * @param timestamp as it came
     * @param firstId the number that the receiver is to see for the key frame's own: PictureID or frame_number
     * @param limit what is wanted: see {@link #decide}
     */
    void begin(VideoPacket key, int timestamp, int firstId, int limit);

    /**
     * What becomes of a packet: its detail, or one of the negative results.
     *
     * @param timestamp as it came
     * @param afterGap whether packets may be missing just before this one
     * @param limit highest spatial and temporal layer that are wanted, as in a {@code LayerId} of encoding 0; negative if no new
     *     frame is wanted at all
     */
    int decide(VideoPacket mark, int timestamp, boolean afterGap, int limit);

    /** Whether the packet is the last that the receiver is given of its picture, as far as its frame tells. */
    boolean ends(VideoPacket mark, int detail);

    /** Whether all packets missing between two that are neighbours otherwise can only be of frames that are refused. */
    boolean onlyRefusedBetween(Neighbour before, VideoPacket mark, boolean taken);

    /** Highest spatial and temporal layer that are let through now, as in a {@code LayerId} of encoding 0. */
    int current();

    /** Whether what is wanted can only be had from the next key frame of this encoding on. */
    boolean wantsKeyframe();
}
