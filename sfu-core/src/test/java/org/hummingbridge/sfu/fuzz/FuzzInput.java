/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.fuzz;

import java.util.Arrays;

/** Cuts the bytes of a fuzz input into the steps of a scene. Always comes to an end, and gives zeros and empty slices there. */
public final class FuzzInput {
    private final byte[] bytes;
    private int at;

    public FuzzInput(final byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean hasMore() {
        return at < bytes.length;
    }

    /** The next byte. */
    public int u8() {
        return hasMore() ? bytes[at++] & 0xff : 0;
    }

    /** As many bytes as the next two say, or as are left. */
    public byte[] slice() {
        final int length = Math.min(u8() << 8 | u8(), bytes.length - at);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }
}
