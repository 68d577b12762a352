/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.Vp8Descriptor;
import org.hummingbridge.sfu.codec.Vp9Descriptor;

/** Puts the payload descriptor of a copy into the receiver's numbers. Only VP8 and VP9 have such numbers in the payload. */
final class PayloadRewriter {
    private PayloadRewriter() {}

    /** Whether the receiver is to see other numbers than {@code mark}'s. */
    static boolean isNeeded(final VideoPacket mark, final int pictureId, final int tl0) {
        final int mask = (1 << mark.frameIdBits()) - 1;
        return hasNumbers(mark.layering())
                && ((pictureId & mask) != mark.frameId()
                        || (mark.tl0PicIdx() != VideoPacket.NONE && tl0 != mark.tl0PicIdx()));
    }

    /** Changes the descriptor at {@code offset}, which one of this layering is known to stand at. */
    static void rewrite(
            final Layering layering, final byte[] bytes, final int offset, final int pictureId, final int tl0) {
        if (layering == Layering.VP8) {
            Vp8Descriptor.pictureId(bytes, offset, pictureId);
            Vp8Descriptor.tl0PicIdx(bytes, offset, tl0);
        } else if (layering == Layering.VP9) {
            Vp9Descriptor.pictureId(bytes, offset, pictureId);
            Vp9Descriptor.tl0PicIdx(bytes, offset, tl0);
        }
    }

    private static boolean hasNumbers(final Layering layering) {
        return layering == Layering.VP8 || layering == Layering.VP9;
    }
}
