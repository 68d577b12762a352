/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import java.util.Arrays;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * Finished plain packets that another loop encrypts and sends, in order. Keeps a reference to every packet whose payload it shows, and
 * gives it up only where it was taken: back on the loop that counts references.
 *
 * <p>What belongs to one packet lies close together, for all of it moves from one core's cache to the other's.
 */
final class SealBatch implements Errand {
    /** About a millisecond of work for the loop that takes it. */
    static final int MAX_PACKETS = 256;

    /** Headers of all of them, or 27 packets of full size whose payload is not the shared one. */
    static final int STAGING_BYTES = 64 << 10;

    /** The longest SRTP tag, and the longest SRTCP tag with its index word (RFC 3711 §3.4). */
    private static final int MAX_TRAILER = 20;

    /** Numbers per packet in {@link #numbers}: where it stands, its header's length, where its payload stands, that one's length. */
    private static final int STRIDE = 4;

    /** Instead of the length of an RTP header: the packet is a compound of RTCP. */
    private static final int RTCP = -1;

    private final SealingLane lane;
    private final byte[] bytes = new byte[STAGING_BYTES];
    private final int[] numbers = new int[MAX_PACKETS * STRIDE];
    private final @Nullable SrtpSender[] senders = new @Nullable SrtpSender[MAX_PACKETS];
    private final @Nullable Path[] paths = new @Nullable Path[MAX_PACKETS];

    /** Whose payload it is; null where the payload stands behind the header. */
    private final @Nullable PacketBuffer[] shared = new @Nullable PacketBuffer[MAX_PACKETS];

    private int count;
    private int end;

    SealBatch(final SealingLane lane) {
        this.lane = lane;
    }

    boolean hasRoomFor(final int length) {
        return count < MAX_PACKETS && end + length <= STAGING_BYTES;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the next packet is to be written. */
    int end() {
        return end;
    }

    /** Takes the packet whose header stands at {@link #end}, and its payload behind it unless it is another packet's. */
    void addRtp(
            final SrtpSender sender,
            final Path path,
            final int headerLength,
            final @Nullable PacketBuffer payloadOwner,
            final int payloadOffset,
            final int payloadLength) {
        if (payloadOwner == null) {
            add(sender, path, null, headerLength, end + headerLength, payloadLength);
            end += headerLength + payloadLength;
        } else {
            add(sender, path, payloadOwner.retain(), headerLength, payloadOffset, payloadLength);
            end += headerLength;
        }
    }

    /** Takes the compound of that length at {@link #end}. */
    void addRtcp(final SrtpSender sender, final Path path, final int length) {
        add(sender, path, null, RTCP, end, length);
        end += length;
    }

    private void add(
            final SrtpSender sender,
            final Path path,
            final @Nullable PacketBuffer owner,
            final int headerLength,
            final int payloadOffset,
            final int payloadLength) {
        senders[count] = sender;
        paths[count] = path;
        shared[count] = owner;
        final int at = count * STRIDE;
        numbers[at] = end;
        numbers[at + 1] = headerLength;
        numbers[at + 2] = payloadOffset;
        numbers[at + 3] = payloadLength;
        count++;
    }

    @Override
    public void leave() {
        lane.left(this);
    }

    @Override
    public void carryOut(final Loop there, final long nowNanos) {
        final SendBatch sends = there.sends();
        final Counters counters = there.counters();
        int sentBytes = 0;
        int sentPackets = 0;
        for (int i = 0; i < count; i++) {
            final int sent = seal(i, sends);
            if (sent < 0) {
                sends.abort();
                counters.drop(SrtpSender.reason(sent));
            } else {
                sends.commit(sent);
                sentBytes += sent;
                sentPackets++;
            }
        }
        counters.add(Counter.SENT_FOR_OTHERS, sentPackets);
        counters.add(Counter.MEDIA_PACKETS_SENT, sentPackets);
        counters.add(Counter.MEDIA_BYTES_SENT, sentBytes);
    }

    private int seal(final int packet, final SendBatch sends) {
        final SrtpSender sender = senders[packet];
        final Path path = paths[packet];
        if (sender == null || path == null) {
            throw new IllegalStateException("no packet " + packet + " in a batch of " + count);
        }
        final int at = packet * STRIDE;
        final int start = numbers[at];
        final int headerLength = numbers[at + 1];
        final int payloadOffset = numbers[at + 2];
        final int payloadLength = numbers[at + 3];
        if (headerLength == RTCP) {
            sends.begin(path, payloadLength + MAX_TRAILER);
            return sender.protectRtcp(sends.array(), sends.position(), bytes, payloadOffset, payloadLength);
        }
        sends.begin(path, headerLength + payloadLength + MAX_TRAILER);
        final byte[] out = sends.array();
        final int position = sends.position();
        System.arraycopy(bytes, start, out, position, headerLength);
        final PacketBuffer owner = shared[packet];
        return sender.protectRtp(
                out, position, headerLength, owner == null ? bytes : owner.bytes(), payloadOffset, payloadLength);
    }

    @Override
    public void comeBack() {
        for (int i = 0; i < count; i++) {
            final PacketBuffer owner = shared[i];
            if (owner != null) {
                owner.release();
            }
        }
        Arrays.fill(senders, 0, count, null);
        Arrays.fill(paths, 0, count, null);
        Arrays.fill(shared, 0, count, null);
        count = 0;
        end = 0;
        lane.back(this);
    }
}
