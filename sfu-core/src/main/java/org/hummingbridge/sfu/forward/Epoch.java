/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.codec.TemplateStructure;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.jspecify.annotations.Nullable;

/**
 * How a run of packets of one encoding was rewritten for one receiver: what is the same for all of them. A retransmission looks
 * up here how its packet was shown, even after the stream has gone over to another encoding or source.
 */
final class Epoch {
    /** 0..255, so that a packet can tell whether its epoch is still remembered. */
    int number = -1;

    @Nullable
    PacketHistory history;

    @Nullable
    PayloadTypeMap payloadTypes;

    @Nullable
    ExtensionMap extensions;

    Layering layering = Layering.OPAQUE;
    int payloadType;
    int frameIdBits;
    boolean hasTl0;
    int timestampDelta;
    int tl0Delta;

    /** Dependency descriptor only: what is added to frame numbers and template ids. */
    int frameDelta;

    int templateDelta;

    @Nullable
    TemplateStructure structure;

    /** The number that the receiver sees for the PictureID or frame_number of the first key frame. */
    int firstId;

    /** Numbers frames on from where the stream is, beginning with a key frame. */
    void begin(final VideoPacket key, final StreamNumbers numbers) {
        layering = key.layering();
        frameIdBits = key.frameIdBits();
        structure = key.structure();
        firstId = 0;
        frameDelta = 0;
        templateDelta = 0;
        hasTl0 = key.tl0PicIdx() != VideoPacket.NONE;
        tl0Delta = !hasTl0 ? 0 : numbers.nextTl0(key.tl0PicIdx()) - key.tl0PicIdx();
        switch (layering) {
            case OPAQUE -> {}
            case VP8, VP9 -> firstId = numbers.nextPictureId(key.frameId(), key.frameIdBits());
            case DEPENDENCY_DESCRIPTOR -> {
                firstId = numbers.nextFrameNumber(key.frameId());
                frameDelta = firstId - key.frameId();
                templateDelta = numbers.nextTemplateId(key.templateOffset()) - key.templateOffset();
            }
        }
    }

    /** Whether a packet has the same kinds of numbers. */
    boolean goesOnWith(final VideoPacket mark) {
        return mark.layering() == layering
                && mark.frameIdBits() == frameIdBits
                && (mark.tl0PicIdx() != VideoPacket.NONE) == hasTl0;
    }

    /** Takes note of the numbers that a packet was shown with. */
    void keep(final VideoPacket mark, final int detail, final int tl0, final StreamNumbers numbers) {
        switch (layering) {
            case OPAQUE -> {}
            case VP8, VP9 -> {
                numbers.onPicture(detail & ((1 << mark.frameIdBits()) - 1), mark.frameIdBits());
                if (hasTl0) {
                    numbers.onTl0(tl0);
                }
            }
            case DEPENDENCY_DESCRIPTOR -> {
                final int number = (mark.frameId() + frameDelta) & 0xffff;
                numbers.onFrameNumber(number);
                if (mark.structureAttached() && structure != null) {
                    final int firstTemplateId = mark.templateOffset() + templateDelta;
                    numbers.onStructure(number, firstTemplateId, structure.templateCount());
                }
            }
        }
    }

    void set(final Epoch other) {
        history = other.history;
        payloadTypes = other.payloadTypes;
        extensions = other.extensions;
        layering = other.layering;
        payloadType = other.payloadType;
        frameIdBits = other.frameIdBits;
        hasTl0 = other.hasTl0;
        timestampDelta = other.timestampDelta;
        tl0Delta = other.tl0Delta;
        frameDelta = other.frameDelta;
        templateDelta = other.templateDelta;
        structure = other.structure;
        firstId = other.firstId;
    }
}
