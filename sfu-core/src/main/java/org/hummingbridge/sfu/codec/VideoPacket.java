/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.jspecify.annotations.Nullable;

/**
 * What forwarding depends on in one video packet, read from its descriptor once for all receivers. Mutable and reused: one per
 * slot of a batch. Holds no bytes of the packet; the offsets point into the packet's own array.
 */
public final class VideoPacket {
    /** For numbers that the packet does not carry. */
    public static final int NONE = -1;

    /** Frames that one frame may name as references beyond which the rest is not looked at. */
    public static final int MAX_FRAME_DIFFS = 8;

    Layering layering = Layering.OPAQUE;
    boolean frame;
    boolean start;
    boolean end;
    boolean keyframe;
    int frameId = NONE;
    int frameIdBits;
    int spatialId;
    int temporalId;
    int descriptorOffset = NONE;
    int descriptorLength;

    int tl0PicIdx = NONE;
    boolean switchingPoint;
    boolean discardable;
    boolean interPicture;
    boolean interLayer;
    boolean upperLayerReference;
    int spatialLayers;

    @Nullable
    TemplateStructure structure;

    boolean structureAttached;
    boolean activeTargetsAttached;
    int activeTargets;
    int presentTargets;
    int switchTargets;
    int requiredTargets;
    int templateOffset = NONE;
    final int[] frameDiffs = new int[MAX_FRAME_DIFFS];
    int frameDiffCount;

    public Layering layering() {
        return layering;
    }

    /** Whether the packet carries a piece of a frame; false if its payload is empty, and then nothing but {@link #layering} holds. */
    public boolean hasFrame() {
        return frame;
    }

    /** Whether this is the first packet of its (layer) frame; unknown and false where {@link #layering} is opaque, but for key frames. */
    public boolean start() {
        return start;
    }

    /** Whether this is the last packet of its (layer) frame; the RTP marker where the descriptor does not tell. */
    public boolean end() {
        return end;
    }

    /** Whether a receiver that has nothing of this encoding yet can begin with this very packet. */
    public boolean keyframe() {
        return keyframe;
    }

    /**
     * The frame's number in the stream, of {@link #frameIdBits} bits: PictureID (shared by the spatial layers of a VP9 picture) or
     * the dependency descriptor's frame_number (one per layer frame); {@link #NONE} where layering is opaque.
     */
    public int frameId() {
        return frameId;
    }

    /** 7, 15 or 16. */
    public int frameIdBits() {
        return frameIdBits;
    }

    public int spatialId() {
        return spatialId;
    }

    public int temporalId() {
        return temporalId;
    }

    /** Index, in the packet's array, of the payload descriptor or of the dependency descriptor's data; {@link #NONE} if opaque. */
    public int descriptorOffset() {
        return descriptorOffset;
    }

    /** Length of what stands at {@link #descriptorOffset}, in bytes. */
    public int descriptorLength() {
        return descriptorLength;
    }

    /** VP8 and non-flexible VP9: TL0PICIDX, 0..255; {@link #NONE} if the packet has none. */
    public int tl0PicIdx() {
        return tl0PicIdx;
    }

    /** VP8: Y, the frame depends on the base temporal layer only. VP9: U, from here on its temporal layer may be taken up. */
    public boolean switchingPoint() {
        return switchingPoint;
    }

    /** VP8: N, no other frame refers to this one. */
    public boolean discardable() {
        return discardable;
    }

    /** VP9: P, refers to an earlier picture. */
    public boolean interPicture() {
        return interPicture;
    }

    /** VP9: D, refers to the next lower spatial layer of the same picture. */
    public boolean interLayer() {
        return interLayer;
    }

    /** VP9: not Z, a higher spatial layer of the same picture may refer to this one. */
    public boolean upperLayerReference() {
        return upperLayerReference;
    }

    /** VP9: spatial layers that the scalability structure announces; 0 if the packet carries none. */
    public int spatialLayers() {
        return spatialLayers;
    }

    /** Dependency descriptor: the structure in force for this packet. */
    public @Nullable TemplateStructure structure() {
        return structure;
    }

    /** Dependency descriptor: whether the packet itself carries {@link #structure}. */
    public boolean structureAttached() {
        return structureAttached;
    }

    /** Dependency descriptor: whether the packet itself carries {@link #activeTargets}. */
    public boolean activeTargetsAttached() {
        return activeTargetsAttached;
    }

    /** Dependency descriptor: bit i for decode target i, as far as the sender produces it now. */
    public int activeTargets() {
        return activeTargets;
    }

    /** Dependency descriptor: bit i if the frame belongs to decode target i (its DTI is not "not present"). */
    public int presentTargets() {
        return presentTargets;
    }

    /** Dependency descriptor: bit i if decode target i can be taken up with this frame (its DTI is "switch"). */
    public int switchTargets() {
        return switchTargets;
    }

    /** Dependency descriptor: bit i if decode target i cannot do without this frame (its DTI is "required"). */
    public int requiredTargets() {
        return requiredTargets;
    }

    /** Dependency descriptor: template_id_offset of {@link #structure} as it was sent, 0..63; {@link #NONE} otherwise. */
    public int templateOffset() {
        return templateOffset;
    }

    /** Dependency descriptor: how many frames this one names as references. */
    public int frameDiffCount() {
        return frameDiffCount;
    }

    /** Dependency descriptor: how far back the i-th reference is, in frame numbers, from 1. */
    public int frameDiff(final int i) {
        return frameDiffs[i];
    }

    /** Makes this a copy of {@code other}. */
    public void set(final VideoPacket other) {
        layering = other.layering;
        frame = other.frame;
        start = other.start;
        end = other.end;
        keyframe = other.keyframe;
        frameId = other.frameId;
        frameIdBits = other.frameIdBits;
        spatialId = other.spatialId;
        temporalId = other.temporalId;
        descriptorOffset = other.descriptorOffset;
        descriptorLength = other.descriptorLength;
        tl0PicIdx = other.tl0PicIdx;
        switchingPoint = other.switchingPoint;
        discardable = other.discardable;
        interPicture = other.interPicture;
        interLayer = other.interLayer;
        upperLayerReference = other.upperLayerReference;
        spatialLayers = other.spatialLayers;
        structure = other.structure;
        structureAttached = other.structureAttached;
        activeTargetsAttached = other.activeTargetsAttached;
        activeTargets = other.activeTargets;
        presentTargets = other.presentTargets;
        switchTargets = other.switchTargets;
        requiredTargets = other.requiredTargets;
        templateOffset = other.templateOffset;
        frameDiffCount = other.frameDiffCount;
        System.arraycopy(other.frameDiffs, 0, frameDiffs, 0, frameDiffCount);
    }

    /** Makes this an opaque packet without a frame. */
    void clear() {
        layering = Layering.OPAQUE;
        frame = false;
        start = false;
        end = false;
        keyframe = false;
        frameId = NONE;
        frameIdBits = 0;
        spatialId = 0;
        temporalId = 0;
        descriptorOffset = NONE;
        descriptorLength = 0;
        tl0PicIdx = NONE;
        switchingPoint = false;
        discardable = false;
        interPicture = false;
        interLayer = false;
        upperLayerReference = false;
        spatialLayers = 0;
        structure = null;
        structureAttached = false;
        activeTargetsAttached = false;
        activeTargets = 0;
        presentTargets = 0;
        switchTargets = 0;
        requiredTargets = 0;
        templateOffset = NONE;
        frameDiffCount = 0;
    }

    /** Keeps only whether a receiver can begin with the packet. */
    void forgetDescriptor() {
        final boolean key = keyframe;
        clear();
        frame = true;
        keyframe = key;
        start = key;
    }
}
