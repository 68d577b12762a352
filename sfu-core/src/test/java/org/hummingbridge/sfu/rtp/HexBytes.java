/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import java.util.HexFormat;

/** Bytes written as RFCs print them: hexadecimal, with blanks where the eye wants them. */
public final class HexBytes {
    private HexBytes() {}

    public static byte[] of(final String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    public static String text(final byte[] bytes, final int offset, final int length) {
        return HexFormat.of().formatHex(bytes, offset, offset + length);
    }
}
