/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Finds the packets of one H.264 encoding at which a receiver can begin (RFC 6184 §5). These are the ones with a sequence
 * parameter set, because nobody can decode an IDR picture without; only if the encoding has never sent one in-band are they its
 * IDR pictures.
 */
final class H264Payload {
    private static final int TYPE_MASK = 0x1f;
    private static final int IDR = 5;
    private static final int SEQUENCE_PARAMETERS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;

    private boolean parametersInBand;

    /** Looks at a payload of at least one byte. */
    boolean isKeyframeStart(final byte[] bytes, final int offset, final int end) {
        if (starts(SEQUENCE_PARAMETERS, bytes, offset, end)) {
            parametersInBand = true;
            return true;
        }
        return !parametersInBand && starts(IDR, bytes, offset, end);
    }

    private static boolean starts(final int type, final byte[] bytes, final int offset, final int end) {
        final int unit = bytes[offset] & TYPE_MASK;
        return switch (unit) {
            case STAP_A -> aggregates(type, bytes, offset + 1, end);
            case FU_A ->
                end - offset > 1 && (bytes[offset + 1] & FU_START) != 0 && (bytes[offset + 1] & TYPE_MASK) == type;
            default -> unit == type;
        };
    }

    private static boolean aggregates(final int type, final byte[] bytes, final int offset, final int end) {
        int at = offset;
        while (end - at > 2) {
            if ((bytes[at + 2] & TYPE_MASK) == type && BigEndian.unsigned16(bytes, at) > 0) {
                return true;
            }
            at += 2 + BigEndian.unsigned16(bytes, at);
        }
        return false;
    }
}
