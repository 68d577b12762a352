/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes numbers in network byte order. Allocates nothing. */
final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static short shortAt(final byte[] bytes, final int index) {
        return (short) SHORT.get(bytes, index);
    }

    static int intAt(final byte[] bytes, final int index) {
        return (int) INT.get(bytes, index);
    }

    static long longAt(final byte[] bytes, final int index) {
        return (long) LONG.get(bytes, index);
    }

    static void putShort(final byte[] bytes, final int index, final short value) {
        SHORT.set(bytes, index, value);
    }

    static void putInt(final byte[] bytes, final int index, final int value) {
        INT.set(bytes, index, value);
    }

    static void putLong(final byte[] bytes, final int index, final long value) {
        LONG.set(bytes, index, value);
    }
}
