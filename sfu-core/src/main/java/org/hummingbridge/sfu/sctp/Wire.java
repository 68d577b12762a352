/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes big-endian numbers in byte arrays. Checks no bounds but the array's. */
final class Wire {
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Wire() {}

    static int u8(final byte[] bytes, final int at) {
        return bytes[at] & 0xff;
    }

    static int u16(final byte[] bytes, final int at) {
        return (short) U16.get(bytes, at) & 0xffff;
    }

    static int u32(final byte[] bytes, final int at) {
        return (int) U32.get(bytes, at);
    }

    static void u16(final byte[] bytes, final int at, final int value) {
        U16.set(bytes, at, (short) value);
    }

    static void u32(final byte[] bytes, final int at, final int value) {
        U32.set(bytes, at, value);
    }
}
