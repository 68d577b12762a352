/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.receive.SourceReceiver;

/**
 * Makes video packets that go out one behind the other equally long by RTP padding (RFC 3550 §5.1), so that they leave as one GSO
 * write: senders cut a frame into packets that differ by a byte or two. Writes it once for all receivers, behind the shared packet,
 * so that what the history keeps stays as it came; never makes a packet longer than the longest of its run.
 */
final class EqualSizes {
    private final int maxPaddingBytes;
    private final Counters counters;

    /** @param maxPaddingBytes that a packet is given at most; 0: none */
    EqualSizes(final int maxPaddingBytes, final Counters counters) {
        this.maxPaddingBytes = maxPaddingBytes;
        this.counters = counters;
    }

    /** Pads the packets of a batch whose order is settled. */
    void pad(final ForwardBatch batch) {
        if (maxPaddingBytes == 0) {
            return;
        }
        int start = 0;
        while (start < batch.size() - 1) {
            start = padRun(batch, start);
        }
    }

    /** Returns where the next run may start. */
    private int padRun(final ForwardBatch batch, final int start) {
        if (batch.origin(start).source().type() != MediaType.VIDEO) {
            return start + 1;
        }
        final SourceReceiver encoding = batch.origin(start).encoding();
        int longest = batch.packet(start).length();
        int shortest = longest;
        int end = start + 1;
        while (end < batch.size() && batch.origin(end).encoding() == encoding) {
            final int length = batch.packet(end).length();
            if (Math.max(longest, length) - Math.min(shortest, length) > maxPaddingBytes) {
                break;
            }
            longest = Math.max(longest, length);
            shortest = Math.min(shortest, length);
            end++;
        }
        // The last may be shorter than the others, unless another one could follow it.
        final boolean goesOn = end < batch.size() && batch.packet(end).length() < longest;
        for (int i = start; i < (goesOn ? end : end - 1); i++) {
            final PacketBuffer packet = batch.packet(i);
            if (packet.length() < longest) {
                packet.pad(longest - packet.length());
                counters.add(Counter.PADDED, 1);
            }
        }
        return end;
    }
}
