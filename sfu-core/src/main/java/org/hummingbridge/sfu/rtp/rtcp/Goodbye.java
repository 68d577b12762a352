/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * View of a BYE (RFC 3550 §6.6) that walks the leaving SSRCs; its reason is checked and not kept. {@link #ssrc} holds only after
 * {@link #read} and {@link #next} were true.
 */
public final class Goodbye {
    private byte[] bytes = {};
    private int next;
    private int end;

    /** Whether the reader's element is a BYE with all the SSRCs it announces and a reason, if any, that ends within it. */
    public boolean read(final RtcpReader reader) {
        final int listEnd = RtcpReader.HEADER_BYTES + 4 * reader.format();
        if (!reader.is(RtcpType.GOODBYE, listEnd)) {
            return false;
        }
        final int behind = reader.length() - listEnd;
        if (behind > 0 && 1 + BigEndian.unsigned8(reader.bytes(), reader.offset() + listEnd) > behind) {
            return false;
        }
        bytes = reader.bytes();
        next = reader.offset() + RtcpReader.HEADER_BYTES;
        end = reader.offset() + listEnd;
        return true;
    }

    public boolean next() {
        if (next == end) {
            return false;
        }
        next += 4;
        return true;
    }

    public int ssrc() {
        return BigEndian.int32(bytes, next - 4);
    }
}
