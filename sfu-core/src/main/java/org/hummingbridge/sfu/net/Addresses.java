/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.nio.ByteOrder;

/** An address as the two numbers of {@code Path}, without a Path. Never resolves names. */
final class Addresses {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long IPV4_MAPPED = 0x0000_ffff_0000_0000L;
    private static final int IPV4_BYTES = 4;

    private Addresses() {}

    static long high(final InetAddress address) {
        final byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES ? 0 : (long) LONG.get(bytes, 0);
    }

    static long low(final InetAddress address) {
        final byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES ? ipv4((int) INT.get(bytes, 0)) : (long) LONG.get(bytes, Long.BYTES);
    }

    /** ::ffff:a.b.c.d's lower half. */
    static long ipv4(final int address) {
        return IPV4_MAPPED | (address & 0xffff_ffffL);
    }
}
