/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.rtp.SequenceNumber;

/**
 * The last numbers that a receiver was shown under one SSRC, from which whatever is sent next goes on. Never goes back: a late
 * packet changes nothing here.
 */
final class StreamNumbers {
    /** For numbers that were not used yet. */
    static final int NONE = -1;

    /**
     * RFC 3711 §3.3.1: a receiver takes the first number it sees for rollover 0, so a stream starts in the lower half of the
     * circle, where losing the first packets cannot hide a rollover.
     */
    static final int MAX_INITIAL_SEQUENCE = 0x7fff;

    private int sequence = NONE;
    private boolean ended;
    private int timestamp;
    private long timestampNanos;
    private int pictureId = NONE;
    private int tl0 = NONE;
    private int frameNumber = NONE;
    private int structureNumber = NONE;
    private int nextTemplateId;

    boolean isUnused() {
        return sequence == NONE;
    }

    /** The number behind the last one; the first of all is made of the source's own. */
    int nextSequence(final int sourceSequence) {
        return isUnused() ? sourceSequence & MAX_INITIAL_SEQUENCE : (sequence + 1) & 0xffff;
    }

    /** As {@link #nextSequence}, but leaves out one number for the rest of a picture that was not sent whole. */
    int nextSequenceOfPicture(final int sourceSequence) {
        return isUnused() || ended ? nextSequence(sourceSequence) : (sequence + 2) & 0xffff;
    }

    /** The last one; {@link #NONE} if there is none. */
    int sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }

    /** When the first packet with {@link #timestamp} was sent. */
    long timestampNanos() {
        return timestampNanos;
    }

    /** A picture id of so many bits to go on with; {@code own} if there was none before. */
    int nextPictureId(final int own, final int bits) {
        return pictureId == NONE ? own : (pictureId + 1) & ((1 << bits) - 1);
    }

    int nextTl0(final int own) {
        return tl0 == NONE ? own : (tl0 + 1) & 0xff;
    }

    int nextFrameNumber(final int own) {
        return frameNumber == NONE ? own : (frameNumber + 1) & 0xffff;
    }

    /** Where the templates of the next structure may begin, so that no id of theirs is one of the last structure's. */
    int nextTemplateId(final int own) {
        return structureNumber == NONE ? own : nextTemplateId;
    }

    void onPacket(final int sentSequence, final int sentTimestamp, final boolean marker, final long nowNanos) {
        if (isUnused() || SequenceNumber.isNewer(sentSequence, sequence)) {
            if (isUnused() || sentTimestamp != timestamp) {
                timestampNanos = nowNanos;
            }
            sequence = sentSequence;
            timestamp = sentTimestamp;
            ended = marker;
        }
    }

    void onPicture(final int id, final int bits) {
        if (pictureId == NONE || isAhead(id, pictureId, bits)) {
            pictureId = id;
        }
    }

    void onTl0(final int index) {
        if (tl0 == NONE || isAhead(index, tl0, Byte.SIZE)) {
            tl0 = index;
        }
    }

    void onFrameNumber(final int number) {
        if (frameNumber == NONE || isAhead(number, frameNumber, Short.SIZE)) {
            frameNumber = number;
        }
    }

    /** A key frame was shown with a template structure; one that comes behind a later one counts for nothing. */
    void onStructure(final int number, final int firstTemplateId, final int templates) {
        if (structureNumber == NONE || isAhead(number, structureNumber, Short.SIZE)) {
            structureNumber = number;
            nextTemplateId = (firstTemplateId + templates) & 0x3f;
        }
    }

    private static boolean isAhead(final int a, final int b, final int bits) {
        return (a - b) << (Integer.SIZE - bits) > 0;
    }
}
