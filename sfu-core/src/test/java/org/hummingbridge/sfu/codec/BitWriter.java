/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.List;

/** Writes bits as the specifications' syntax tables do, by another way than the code under test: a text of ones and zeros. */
final class BitWriter {
    private final StringBuilder text = new StringBuilder();

    BitWriter put(final int value, final int count) {
        for (int i = count - 1; i >= 0; i--) {
            text.append(value >>> i & 1);
        }
        return this;
    }

    BitWriter flag(final boolean value) {
        return put(value ? 1 : 0, 1);
    }

    /** ns(n) of the AV1 specification, 4.10.7. */
    BitWriter below(final int value, final int limit) {
        int width = 0;
        while (1 << width <= limit) {
            width++;
        }
        final int shortCodes = (1 << width) - limit;
        return value < shortCodes ? put(value, width - 1) : put(value + shortCodes, width);
    }

    /** leb128() of the AV1 specification, 4.10.5. */
    BitWriter leb128(final int value) {
        int rest = value;
        while (rest > 0x7f) {
            put(0x80 | rest & 0x7f, 8);
            rest >>>= 7;
        }
        return put(rest, 8);
    }

    BitWriter bytes(final List<Byte> bytes) {
        bytes.forEach(b -> put(b, 8));
        return this;
    }

    BitWriter align() {
        while (text.length() % 8 != 0) {
            text.append('0');
        }
        return this;
    }

    byte[] toBytes() {
        align();
        final byte[] bytes = new byte[text.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(text.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }
}
