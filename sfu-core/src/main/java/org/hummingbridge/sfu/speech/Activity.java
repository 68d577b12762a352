/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

/**
 * One speaker's last second in frames of 20 ms, each active or not. Goes by time, not by packets: a sender gains nothing by sending
 * more of them, long packets count as the frames they hold, and pauses without packets (DTX, mute, loss) are pauses.
 */
final class Activity {
    static final int MEDIUM_FRAMES = 5;
    static final int LONG_PARTS = 10;

    private static final int FRAMES = MEDIUM_FRAMES * LONG_PARTS;
    private static final long FRAME_NANOS = 20_000_000;

    /** The longest Opus packet (RFC 6716 section 2.1.4) and a frame of jitter; no packet for longer is a pause. */
    private static final long MAX_PACKET_NANOS = 140_000_000;

    private static final long PART_MASK = (1L << MEDIUM_FRAMES) - 1;
    private static final long FRAMES_MASK = (1L << FRAMES) - 1;

    /** Bit 0 is the newest frame. */
    private long frames;

    /** Frames behind the newest that passed without a packet; a burst that comes late fills them. */
    private int hole;

    private boolean started;
    private long lastPacketNanos;
    private long filledUntilNanos;

    /** Takes the level of one packet; returns how many frames it stands for, which may be none. */
    int onPacket(final boolean active, final long now) {
        if (!started) {
            started = true;
            filledUntilNanos = now - FRAME_NANOS;
            lastPacketNanos = now;
        }
        final long sinceLast = now - lastPacketNanos;
        lastPacketNanos = now;
        if (sinceLast > MAX_PACKET_NANOS) {
            pauseUntil(now - FRAME_NANOS);
            filledUntilNanos = now - FRAME_NANOS;
            hole = (int) Math.min(FRAMES, sinceLast / FRAME_NANOS) - 1;
        }
        final int count = (int) ((now - filledUntilNanos + FRAME_NANOS / 2) / FRAME_NANOS);
        if (count <= 0) {
            fillIn(active);
            return 0;
        }
        if (sinceLast <= MAX_PACKET_NANOS) {
            hole = 0;
        }
        filledUntilNanos += count * FRAME_NANOS;
        frames = (frames << count | (active ? (1L << count) - 1 : 0)) & FRAMES_MASK;
        return count;
    }

    /** Lets time pass without a packet. */
    void onTick(final long now) {
        if (started && now - lastPacketNanos > MAX_PACKET_NANOS) {
            pauseUntil(now);
        }
    }

    private void pauseUntil(final long until) {
        final long count = (until - filledUntilNanos) / FRAME_NANOS;
        if (count > 0) {
            filledUntilNanos += count * FRAME_NANOS;
            frames = count >= FRAMES ? 0 : frames << count & FRAMES_MASK;
        }
    }

    private void fillIn(final boolean active) {
        if (active) {
            frames |= 1L << hole;
        }
        if (hole > 0) {
            hole--;
        }
    }

    /** Whether the newest frame is active. */
    boolean immediate() {
        return (frames & 1) != 0;
    }

    /** Active frames of the newest 100 ms. */
    int medium() {
        return Long.bitCount(frames & PART_MASK);
    }

    /**
     * Active time of the last second in tenths, wherever in it: parts at fixed places would count short syllables by how they happen
     * to lie, and those that a noise gate cuts apart hardly ever. Clicks do not add up to much.
     */
    int lasting() {
        return (Long.bitCount(frames) + MEDIUM_FRAMES / 2) / MEDIUM_FRAMES;
    }
}
