/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.zip.CRC32C;

/** The CRC32c of an SCTP packet (RFC 9260 §6.8, Appendix A). Serves one thread. */
final class Checksum {
    private static final byte[] ABSENT = new byte[4];

    private final CRC32C crc = new CRC32C();

    /** As it stands in the packet when read as a big-endian number: least significant byte first, its own field taken as 0. */
    int of(final byte[] bytes, final int offset, final int length) {
        crc.reset();
        crc.update(bytes, offset, PacketHeader.CHECKSUM_AT);
        crc.update(ABSENT, 0, ABSENT.length);
        crc.update(bytes, offset + PacketHeader.BYTES, length - PacketHeader.BYTES);
        return Integer.reverseBytes((int) crc.getValue());
    }
}
