/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One datagram in a reusable slot of {@value #CAPACITY} bytes: {@value #HEADROOM} bytes of headroom, the datagram, tailroom.
 * Reference-counted; the last {@link #release} returns the slot to its arena. One loop at a time touches it: whoever hands
 * it to another loop hands over every reference. Only its bytes may be read by another loop meanwhile, as long as the loop that
 * counts the references keeps one for that and writes to the packet no more.
 */
public final class PacketBuffer {
    /** Size of a slot in bytes. Holds any datagram within an Ethernet MTU plus head- and tailroom. */
    public static final int CAPACITY = 2048;

    /** Bytes kept free in front of a received datagram, so that a header can grow without moving the payload. */
    public static final int HEADROOM = 64;

    /** Longest datagram that is taken from the network, in bytes. */
    public static final int MAX_DATAGRAM = CAPACITY - HEADROOM - 64;

    /** Most padding that a packet can have: its last byte counts it. */
    public static final int MAX_PADDING = 255;

    private final byte[] bytes = new byte[CAPACITY];
    private final PacketArena arena;
    private int references;
    private int offset = HEADROOM;
    private int length;
    private int padding;
    private long arrivalNanos;
    private long serial;
    private @Nullable Path path;

    PacketBuffer(final PacketArena arena) {
        this.arena = arena;
    }

    void reset() {
        references = 1;
        offset = HEADROOM;
        length = 0;
        padding = 0;
        arrivalNanos = 0;
        serial++;
        path = null;
    }

    /** The whole slot; the datagram is {@link #length} bytes from {@link #offset}. */
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** Index in {@link #bytes} just behind the datagram. */
    public int end() {
        return offset + length;
    }

    /** Sets which part of the slot is the datagram. */
    public void span(final int newOffset, final int newLength) {
        if (newOffset < 0 || newLength < 0 || newOffset + newLength > CAPACITY) {
            throw new IllegalArgumentException("span " + newOffset + "+" + newLength + " is outside the slot");
        }
        offset = newOffset;
        length = newLength;
    }

    /** Shortens or lengthens the datagram at its end. */
    public void length(final int newLength) {
        span(offset, newLength);
    }

    /** Tells the datagrams that the slot has held apart. */
    public long serial() {
        return serial;
    }

    /** Bytes of RTP padding (RFC 3550 §5.1) that stand behind the datagram without being part of it, for those who send them along. */
    public int padding() {
        return padding;
    }

    /** Writes so much padding behind the datagram; it must fit the slot. */
    public void pad(final int count) {
        final int end = end();
        if (count < 1 || count > MAX_PADDING || end + count > CAPACITY) {
            throw new IllegalArgumentException("padding of " + count + " bytes does not fit behind " + end);
        }
        Arrays.fill(bytes, end, end + count - 1, (byte) 0);
        bytes[end + count - 1] = (byte) count;
        padding = count;
    }

    /** When the read batch that brought it was read: the loop's monotonic clock, in nanoseconds. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    public void arrivalNanos(final long nanos) {
        arrivalNanos = nanos;
    }

    /**
     * The way it came in; null for a datagram that was made here, and for media, which nobody answers by it: noting a reference in
     * each of thousands of old slots makes the garbage collector look at all of them.
     */
    public @Nullable Path path() {
        return path;
    }

    public void path(final @Nullable Path newPath) {
        path = newPath;
    }

    public PacketBuffer retain() {
        if (references <= 0) {
            throw new IllegalStateException("retain of a released packet");
        }
        references++;
        return this;
    }

    public void release() {
        if (references <= 0) {
            throw new IllegalStateException("release of a released packet");
        }
        if (--references == 0) {
            arena.recycle(this);
        }
    }

    /** For tests and debugging. */
    public int references() {
        return references;
    }
}
