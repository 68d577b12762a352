/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/** What the aggregation header tells of an AV1 payload (AV1 RTP specification, 4.4). Does not look at OBUs. */
final class Av1Payload {
    private static final int CONTINUES_OBU = 0x80;
    private static final int NEW_SEQUENCE = 0x08;

    private Av1Payload() {}

    /** Whether a payload of at least one byte begins a coded video sequence. */
    static boolean isKeyframeStart(final byte[] bytes, final int offset) {
        return (bytes[offset] & (CONTINUES_OBU | NEW_SEQUENCE)) == NEW_SEQUENCE;
    }
}
