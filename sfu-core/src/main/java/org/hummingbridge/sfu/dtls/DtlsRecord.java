/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The fields of a DTLS 1.2 record (RFC 6347 §4.1) and of a handshake fragment (§4.2.2), read and written in place. Never
 * looks beyond the length that its caller has checked.
 */
final class DtlsRecord {
    static final int HEADER_BYTES = 13;
    static final int FRAGMENT_HEADER_BYTES = 12;

    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;

    static final int DTLS_1_0 = 0xfeff;
    static final int DTLS_1_2 = 0xfefd;

    private static final VarHandle UINT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private DtlsRecord() {}

    static int contentType(final byte[] bytes, final int offset) {
        return bytes[offset] & 0xff;
    }

    static int version(final byte[] bytes, final int offset) {
        return uint16(bytes, offset + 1);
    }

    static int epoch(final byte[] bytes, final int offset) {
        return uint16(bytes, offset + 3);
    }

    /** Epoch and sequence number as one, the way they are numbered on. */
    static long number(final byte[] bytes, final int offset) {
        return int64(bytes, offset + 3);
    }

    /** Numbers a record anew. */
    static void number(final byte[] record, final int offset, final long number) {
        int64(record, offset + 3, number);
    }

    /** Bytes behind the header. */
    static int length(final byte[] bytes, final int offset) {
        return uint16(bytes, offset + 11);
    }

    static int messageType(final byte[] bytes, final int fragment) {
        return bytes[fragment] & 0xff;
    }

    static int messageLength(final byte[] bytes, final int fragment) {
        return uint24(bytes, fragment + 1);
    }

    static int messageSequence(final byte[] bytes, final int fragment) {
        return uint16(bytes, fragment + 4);
    }

    static int fragmentOffset(final byte[] bytes, final int fragment) {
        return uint24(bytes, fragment + 6);
    }

    static int fragmentLength(final byte[] bytes, final int fragment) {
        return uint24(bytes, fragment + 9);
    }

    /** Writes a header; {@code number} is of epoch 0 if it is less than 2^48. */
    static void header(final byte[] record, final int contentType, final long number, final int length) {
        record[0] = (byte) contentType;
        uint16(record, 1, DTLS_1_2);
        number(record, 0, number);
        uint16(record, 11, length);
    }

    /** Writes a fragment's header behind a record's. */
    static void fragmentHeader(
            final byte[] record,
            final int messageType,
            final int messageLength,
            final int messageSequence,
            final int fragmentOffset,
            final int fragmentLength) {
        record[HEADER_BYTES] = (byte) messageType;
        uint24(record, HEADER_BYTES + 1, messageLength);
        uint16(record, HEADER_BYTES + 4, messageSequence);
        uint24(record, HEADER_BYTES + 6, fragmentOffset);
        uint24(record, HEADER_BYTES + 9, fragmentLength);
    }

    private static int uint16(final byte[] bytes, final int offset) {
        return (short) UINT16.get(bytes, offset) & 0xffff;
    }

    private static int uint24(final byte[] bytes, final int offset) {
        return (bytes[offset] & 0xff) << 16 | uint16(bytes, offset + 1);
    }

    static void uint16(final byte[] bytes, final int offset, final int value) {
        UINT16.set(bytes, offset, (short) value);
    }

    static int int32(final byte[] bytes, final int offset) {
        return (int) INT32.get(bytes, offset);
    }

    static long int64(final byte[] bytes, final int offset) {
        return (long) INT64.get(bytes, offset);
    }

    static void int64(final byte[] bytes, final int offset, final long value) {
        INT64.set(bytes, offset, value);
    }

    private static void uint24(final byte[] bytes, final int offset, final int value) {
        bytes[offset] = (byte) (value >>> 16);
        uint16(bytes, offset + 1, value);
    }
}
