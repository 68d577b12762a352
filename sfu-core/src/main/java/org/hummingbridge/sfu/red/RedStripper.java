/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * Turns one source's redundant packets into plain ones and restores up to two lost packets before each. Never yields a number
 * twice, also when the original comes after all.
 *
 * <p>Every packet of the source goes through {@link #onRed} or {@link #onPlain}, also one that is then not forwarded, which would
 * otherwise look lost. After {@link #onRed} let one pass, the packets to send are {@code 0 .. count() - 1}, the primary last.
 */
public final class RedStripper {
    /** Lost packets that are restored; a longer gap says nothing of which packet a block repeats. */
    static final int MAX_RESTORED = 2;

    /** Numbers that are remembered; a packet that is 64 packets late is of no use to anybody who listens. */
    private static final int WINDOW = Long.SIZE;

    private static final int NONE = -1;

    private final RedBlocks blocks = new RedBlocks();

    /** Blocks to send, by how far they are behind the packet; 0 is the primary one. */
    private final int[] chosen = new int[MAX_RESTORED + 1];

    /** What is to be sent: the same without holes, the oldest first. */
    private final int[] behind = new int[MAX_RESTORED + 1];

    private int count;
    private int sequence;
    private int timestamp;
    private boolean started;
    private int newest;
    private int newestTimestamp;

    /** Bit k: the number k before the newest was sent. */
    private long sent;

    /**
     * Takes a redundant packet.
     *
     * @param payloadLength without RTP padding
     * @return null if there is something to send
     */
    public @Nullable DropReason onRed(
            final byte[] bytes,
            final int payloadOffset,
            final int payloadLength,
            final int packetSequence,
            final int packetTimestamp) {
        count = 0;
        if (!blocks.read(bytes, payloadOffset, payloadLength)) {
            return DropReason.RED_MALFORMED;
        }
        final int missing = started ? SequenceNumber.distance(packetSequence, newest) - 1 : 0;
        final int elapsed = packetTimestamp - newestTimestamp;
        final DropReason reason = onPlain(packetSequence, packetTimestamp);
        if (reason != null) {
            return reason;
        }
        sequence = packetSequence;
        timestamp = packetTimestamp;
        chosen[0] = blocks.count() - 1;
        chosen[1] = NONE;
        chosen[2] = NONE;
        if (missing >= 1 && missing <= MAX_RESTORED) {
            restore(missing, elapsed);
        }
        for (int i = MAX_RESTORED; i >= 0; i--) {
            if (chosen[i] != NONE) {
                behind[count++] = i;
                sent |= 1L << i;
            }
        }
        return null;
    }

    /** Takes a packet that is plain already; null if it is to be sent. */
    public @Nullable DropReason onPlain(final int packetSequence, final int packetTimestamp) {
        final int ahead = started ? SequenceNumber.distance(packetSequence, newest) : 1;
        if (ahead <= -WINDOW) {
            return DropReason.RTP_TOO_OLD;
        }
        if (ahead <= 0) {
            final long bit = 1L << -ahead;
            if ((sent & bit) != 0) {
                return DropReason.RTP_DUPLICATE;
            }
            sent |= bit;
            return null;
        }
        sent = (ahead < WINDOW ? sent << ahead : 0) | 1;
        newest = packetSequence;
        newestTimestamp = packetTimestamp;
        started = true;
        return null;
    }

    /** Finds the blocks that repeat the lost packets, from the newest one backwards. */
    private void restore(final int missing, final int elapsed) {
        final int repeated = blocks.count() - 1;
        int last = 0;
        for (int block = repeated - 1; block >= 0; block--) {
            final int offset = blocks.timestampOffset(block);
            if (blocks.length(block) == 0 || offset <= last || offset >= elapsed) {
                continue;
            }
            final int place = place(offset, repeated - block, missing, elapsed);
            if (place <= missing && chosen[place] == NONE) {
                chosen[place] = block;
                last = offset;
            }
        }
    }

    /**
     * How many packets behind the primary a block is. Blocks have no numbers: in a steady stream the time tells; otherwise, as
     * after a pause, senders are taken to repeat every packet.
     */
    private static int place(final int offset, final int position, final int missing, final int elapsed) {
        final int spacing = elapsed / (missing + 1);
        return spacing * (missing + 1) == elapsed && offset % spacing == 0 ? offset / spacing : position;
    }

    /** Packets to send for the last redundant one. */
    public int count() {
        return count;
    }

    /** Number of a packet to send, 0..65535. */
    public int sequence(final int index) {
        return (sequence - behind[index]) & 0xffff;
    }

    public int timestamp(final int index) {
        return timestamp - blocks.timestampOffset(block(index));
    }

    /** As the source numbers it. */
    public int payloadType(final int index) {
        return blocks.payloadType(block(index));
    }

    /** Where in the redundant packet's array the payload begins. */
    public int payloadOffset(final int index) {
        return blocks.offset(block(index));
    }

    public int payloadLength(final int index) {
        return blocks.length(block(index));
    }

    /**
     * Writes a packet to send as plain RTP, which is never longer than the redundant one. Header extensions belong to the primary
     * packet; a restored one has none.
     *
     * @param red the array of the last {@link #onRed}, with the packet at {@code redOffset}
     * @return the packet's length
     */
    public int write(final int index, final byte[] red, final int redOffset, final byte[] out, final int outOffset) {
        final boolean primary = behind[index] == 0;
        final int header = primary
                ? RtpHeader.headerLength(red, redOffset)
                : RtpHeader.FIXED_BYTES + 4 * RtpHeader.csrcCount(red, redOffset);
        System.arraycopy(red, redOffset, out, outOffset, header);
        RtpHeader.padding(out, outOffset, false);
        if (!primary) {
            RtpHeader.extension(out, outOffset, false);
            RtpHeader.marker(out, outOffset, false);
        }
        RtpHeader.payloadType(out, outOffset, payloadType(index));
        RtpHeader.sequence(out, outOffset, sequence(index));
        RtpHeader.timestamp(out, outOffset, timestamp(index));
        System.arraycopy(red, payloadOffset(index), out, outOffset + header, payloadLength(index));
        return header + payloadLength(index);
    }

    private int block(final int index) {
        return chosen[behind[index]];
    }
}
