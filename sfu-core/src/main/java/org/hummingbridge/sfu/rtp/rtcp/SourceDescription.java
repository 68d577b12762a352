/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/** Checks a source description (SDES, RFC 3550 §6.5). Keeps nothing of it: CNAMEs come from signalling. */
public final class SourceDescription {
    static final int CNAME = 1;

    private static final int END = 0;

    private SourceDescription() {}

    /** Whether the reader's element is a source description whose chunks and items all end within it. */
    public static boolean isValid(final RtcpReader reader) {
        if (!reader.is(RtcpType.SOURCE_DESCRIPTION, RtcpReader.HEADER_BYTES)) {
            return false;
        }
        final int end = reader.offset() + reader.length();
        int at = reader.offset() + RtcpReader.HEADER_BYTES;
        for (int i = 0; i < reader.format(); i++) {
            at = chunkEnd(reader.bytes(), reader.offset(), at, end);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    private static int chunkEnd(final byte[] bytes, final int origin, final int chunk, final int end) {
        int at = chunk + 4;
        while (at < end && bytes[at] != END) {
            if (end - at < 2) {
                return -1;
            }
            at += 2 + BigEndian.unsigned8(bytes, at + 1);
        }
        // The terminator and as many zeros as fill the last word.
        final int padded = origin + ((at - origin + 4) & ~3);
        return padded <= end ? padded : -1;
    }
}
