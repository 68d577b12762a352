/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import java.util.Arrays;
import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Makes one source's plain audio redundant: each packet repeats the one or two before it. Remembers payloads once for all
 * receivers; never repeats what was not {@linkplain #remember remembered}, as packets that are not forwarded.
 *
 * <p>{@link #remember} every packet that is forwarded, then {@link #write} it for each receiver, at latest some packets later.
 */
public final class RedEncoder {
    /** Packets that are remembered: those of a read batch and the ones before it. */
    static final int HISTORY = 32;

    /** Below what fits into a datagram on any path, with all headers; nothing is repeated beyond it. */
    public static final int MAX_PAYLOAD_BYTES = 1100;

    /** What a payload that cannot be made redundant grows by. */
    public static final int MIN_GROWTH_BYTES = RedBlocks.PRIMARY_HEADER_BYTES;

    private static final int MIN_CAPACITY = 128;
    private static final int NONE = -1;

    private final int distance;
    private final boolean vadOnly;
    private final byte[][] payloads = new byte[HISTORY][0];
    private final int[] lengths = new int[HISTORY];
    private final int[] sequences = new int[HISTORY];
    private final int[] timestamps = new int[HISTORY];
    private final int[] payloadTypes = new int[HISTORY];
    private final boolean[] voices = new boolean[HISTORY];

    public RedEncoder(final RedSettings settings) {
        this.distance = settings.distance().packets();
        this.vadOnly = settings.vadOnly();
        Arrays.fill(sequences, NONE);
    }

    /**
     * Keeps a payload for the packets after it.
     *
     * @param sequence 0..65535, as the source numbers it
     * @param payloadType as the source numbers it
     * @param voice whether the sender heard one (RFC 6464)
     */
    public void remember(
            final int sequence,
            final int timestamp,
            final int payloadType,
            final boolean voice,
            final byte[] bytes,
            final int offset,
            final int length) {
        if (length == 0 || length > RedBlocks.MAX_BLOCK_BYTES) {
            return;
        }
        final int entry = sequence % HISTORY;
        if (payloads[entry].length < length) {
            // Grows to the source's longest packet, and no more after that.
            payloads[entry] = new byte[Math.max(MIN_CAPACITY, Integer.highestOneBit(length) << 1)];
        }
        System.arraycopy(bytes, offset, payloads[entry], 0, length);
        lengths[entry] = length;
        sequences[entry] = sequence;
        timestamps[entry] = timestamp;
        payloadTypes[entry] = payloadType;
        voices[entry] = voice;
    }

    /**
     * Writes the redundant payload of a packet.
     *
     * @param payloadType as the source numbers it; packets of another one are not repeated
     * @param receiverPayloadType what the receiver knows the same codec by
     * @return its length: {@link #MAX_PAYLOAD_BYTES} at most, or {@link #MIN_GROWTH_BYTES} more than a payload that leaves no room
     */
    public int write(
            final int sequence,
            final int timestamp,
            final int payloadType,
            final int receiverPayloadType,
            final byte[] bytes,
            final int offset,
            final int length,
            final byte[] out,
            final int outOffset) {
        int room = MAX_PAYLOAD_BYTES - RedBlocks.PRIMARY_HEADER_BYTES - length;
        final int newer = predecessor(sequence, 1, timestamp, payloadType, room);
        room -= size(newer);
        final int older = distance > 1 ? predecessor(sequence, 2, timestamp, payloadType, room) : NONE;

        int at = outOffset;
        at = writeHeader(older, timestamp, receiverPayloadType, out, at);
        at = writeHeader(newer, timestamp, receiverPayloadType, out, at);
        out[at++] = (byte) receiverPayloadType;
        at = writePayload(older, out, at);
        at = writePayload(newer, out, at);
        System.arraycopy(bytes, offset, out, at, length);
        return at + length - outOffset;
    }

    /** The entry to repeat, or {@link #NONE}. */
    private int predecessor(
            final int sequence, final int behind, final int timestamp, final int payloadType, final int room) {
        final int wanted = (sequence - behind) & 0xffff;
        final int entry = wanted % HISTORY;
        if (sequences[entry] != wanted || payloadTypes[entry] != payloadType || (vadOnly && !voices[entry])) {
            return NONE;
        }
        final int timestampOffset = timestamp - timestamps[entry];
        return timestampOffset > 0 && timestampOffset <= RedBlocks.MAX_TIMESTAMP_OFFSET && size(entry) <= room
                ? entry
                : NONE;
    }

    private int size(final int entry) {
        return entry == NONE ? 0 : RedBlocks.HEADER_BYTES + lengths[entry];
    }

    private int writeHeader(
            final int entry, final int timestamp, final int receiverPayloadType, final byte[] out, final int at) {
        if (entry == NONE) {
            return at;
        }
        final int timestampOffset = timestamp - timestamps[entry];
        final int header =
                ((RedBlocks.FOLLOWED | receiverPayloadType) << 24) | (timestampOffset << 10) | lengths[entry];
        BigEndian.put32(out, at, header);
        return at + RedBlocks.HEADER_BYTES;
    }

    private int writePayload(final int entry, final byte[] out, final int at) {
        if (entry == NONE) {
            return at;
        }
        System.arraycopy(payloads[entry], 0, out, at, lengths[entry]);
        return at + lengths[entry];
    }
}
