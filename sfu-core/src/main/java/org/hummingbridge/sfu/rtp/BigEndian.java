/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers in network byte order at an index of an array. Does not check bounds beyond those of the array: callers have compared
 * the index with the packet's length.
 */
public final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    public static int unsigned8(final byte[] bytes, final int index) {
        return bytes[index] & 0xff;
    }

    public static int unsigned16(final byte[] bytes, final int index) {
        return (short) SHORT.get(bytes, index) & 0xffff;
    }

    public static int signed16(final byte[] bytes, final int index) {
        return (short) SHORT.get(bytes, index);
    }

    public static int unsigned24(final byte[] bytes, final int index) {
        return (unsigned8(bytes, index) << 16) | unsigned16(bytes, index + 1);
    }

    public static int signed24(final byte[] bytes, final int index) {
        return (bytes[index] << 16) | unsigned16(bytes, index + 1);
    }

    public static int int32(final byte[] bytes, final int index) {
        return (int) INT.get(bytes, index);
    }

    public static long int64(final byte[] bytes, final int index) {
        return (long) LONG.get(bytes, index);
    }

    /** Writes the lower 16 bits of {@code value}. */
    public static void put16(final byte[] bytes, final int index, final int value) {
        SHORT.set(bytes, index, (short) value);
    }

    /** Writes the lower 24 bits of {@code value}. */
    public static void put24(final byte[] bytes, final int index, final int value) {
        bytes[index] = (byte) (value >> 16);
        put16(bytes, index + 1, value);
    }

    public static void put32(final byte[] bytes, final int index, final int value) {
        INT.set(bytes, index, value);
    }

    public static void put64(final byte[] bytes, final int index, final long value) {
        LONG.set(bytes, index, value);
    }
}
