/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/** The transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01 §2): 16 bits that wrap. */
public final class TransportSequence {
    /** Length of the element's data. */
    public static final int BYTES = 2;

    private TransportSequence() {}

    /** 0..65535. */
    public static int read(final byte[] bytes, final int dataOffset) {
        return BigEndian.unsigned16(bytes, dataOffset);
    }

    public static void write(final byte[] bytes, final int dataOffset, final int sequence) {
        BigEndian.put16(bytes, dataOffset, sequence);
    }
}
