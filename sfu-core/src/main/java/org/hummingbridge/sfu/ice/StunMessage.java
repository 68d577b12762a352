/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A view of a STUN message (RFC 8489 §5) in somebody else's array: reusable, allocates nothing, refuses what does not fit.
 * Never looks at attributes behind MESSAGE-INTEGRITY, except for FINGERPRINT. What it says is unproven until
 * {@link StunIntegrity} agreed.
 */
public final class StunMessage {
    public static final int HEADER_BYTES = 20;
    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_INDICATION = 0x0011;
    public static final int BINDING_SUCCESS = 0x0101;
    public static final int BINDING_ERROR = 0x0111;

    static final int MAGIC_COOKIE = 0x2112a442;
    static final int TRANSACTION_OFFSET = 8;
    static final int TRANSACTION_BYTES = 12;
    static final int INTEGRITY_BYTES = 20;

    /** Unknown attributes that an answer 420 lists; a longer list would only make the answer larger than the request. */
    private static final int MAX_UNKNOWN = 4;

    private static final int ABSENT = -1;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final char[] unknown = new char[MAX_UNKNOWN];
    private byte[] bytes = new byte[HEADER_BYTES];
    private int start;
    private int end;
    private int username;
    private int usernameLength;
    private int priority;
    private int controlling;
    private int controlled;
    private int errorCode;
    private int integrity;
    private int fingerprint;
    private int unknownCount;
    private boolean useCandidate;

    /** Whether the datagram is STUN by RFC 7983 §7 and the magic cookie. */
    public static boolean isStun(final byte[] bytes, final int offset, final int length) {
        return length >= HEADER_BYTES && (bytes[offset] & 0xc0) == 0 && int32(bytes, offset + 4) == MAGIC_COOKIE;
    }

    /** Method and class; compare with {@link #BINDING_REQUEST} and its siblings. Only behind {@link #isStun}. */
    public static int type(final byte[] bytes, final int offset) {
        return uint16(bytes, offset);
    }

    /** First four bytes of the transaction id. Only behind {@link #isStun}. */
    public static int token(final byte[] bytes, final int offset) {
        return int32(bytes, offset + TRANSACTION_OFFSET);
    }

    /**
     * Where the value of the USERNAME starts, without looking at anything else. Only behind {@link #isStun}.
     *
     * @return -1 if there is none within {@code length}; its length is at {@link #valueLength}
     */
    public static int usernameOffset(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        int at = offset + HEADER_BYTES;
        while (at + 4 <= end) {
            final int valueLength = uint16(bytes, at + 2);
            if (valueLength > end - at - 4) {
                return ABSENT;
            }
            if (uint16(bytes, at) == StunAttribute.USERNAME) {
                return at + 4;
            }
            at += 4 + padded(valueLength);
        }
        return ABSENT;
    }

    /** Length in bytes of the attribute value that starts at {@code valueOffset}. */
    public static int valueLength(final byte[] bytes, final int valueOffset) {
        return uint16(bytes, valueOffset - 2);
    }

    /** Length of the part of a USERNAME before the colon: the ufrag of the side that receives the request. */
    public static int ufragLength(final byte[] bytes, final int usernameOffset, final int usernameLength) {
        for (int i = 0; i < usernameLength; i++) {
            if (bytes[usernameOffset + i] == ':') {
                return i;
            }
        }
        return usernameLength;
    }

    /** Reads the message; says whether it is well-formed. */
    public boolean parse(final byte[] source, final int offset, final int length) {
        forget();
        if (!isStun(source, offset, length) || uint16(source, offset + 2) != length - HEADER_BYTES || length % 4 != 0) {
            return false;
        }
        bytes = source;
        start = offset;
        end = offset + length;
        int at = offset + HEADER_BYTES;
        while (at < end) {
            final int valueLength = uint16(source, at + 2);
            final int next = at + 4 + padded(valueLength);
            if (next > end || !take(uint16(source, at), at, valueLength, next)) {
                return false;
            }
            at = next;
        }
        return true;
    }

    private void forget() {
        username = ABSENT;
        priority = ABSENT;
        controlling = ABSENT;
        controlled = ABSENT;
        errorCode = ABSENT;
        integrity = ABSENT;
        fingerprint = ABSENT;
        unknownCount = 0;
        useCandidate = false;
    }

    /** Notes an attribute; only the first of a kind counts (RFC 8489 §14). */
    private boolean take(final int type, final int at, final int valueLength, final int next) {
        if (type == StunAttribute.FINGERPRINT) {
            fingerprint = at;
            return valueLength == 4 && next == end;
        }
        if (integrity != ABSENT) {
            return true;
        }
        return switch (type) {
            case StunAttribute.MESSAGE_INTEGRITY -> {
                integrity = at;
                yield valueLength == INTEGRITY_BYTES;
            }
            case StunAttribute.USERNAME -> {
                usernameLength = username == ABSENT ? valueLength : usernameLength;
                username = first(username, at);
                yield true;
            }
            case StunAttribute.PRIORITY -> {
                priority = first(priority, at);
                yield valueLength == 4;
            }
            case StunAttribute.ICE_CONTROLLING -> {
                controlling = first(controlling, at);
                yield valueLength == 8;
            }
            case StunAttribute.ICE_CONTROLLED -> {
                controlled = first(controlled, at);
                yield valueLength == 8;
            }
            case StunAttribute.ERROR_CODE -> {
                errorCode = first(errorCode, at);
                yield valueLength >= 4;
            }
            case StunAttribute.USE_CANDIDATE -> {
                useCandidate = true;
                yield valueLength == 0;
            }
            default -> {
                noteUnknown(type);
                yield true;
            }
        };
    }

    /** Where an attribute's value starts, unless one of its kind was seen before. */
    private static int first(final int known, final int at) {
        return known == ABSENT ? at + 4 : known;
    }

    private void noteUnknown(final int type) {
        if (StunAttribute.isUnknownButRequired(type) && unknownCount < MAX_UNKNOWN) {
            unknown[unknownCount++] = (char) type;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int type() {
        return uint16(bytes, start);
    }

    int token() {
        return token(bytes, start);
    }

    /** The eight bytes of the transaction id behind the token. */
    long transaction() {
        return int64(bytes, start + TRANSACTION_OFFSET + 4);
    }

    /** Where the {@value #TRANSACTION_BYTES} bytes of the transaction id start. */
    int transactionOffset() {
        return start + TRANSACTION_OFFSET;
    }

    /** Whether the request is meant for the owner of this ufrag. */
    boolean isFor(final byte[] ufrag) {
        return username != ABSENT
                && Arrays.equals(
                        bytes,
                        username,
                        username + ufragLength(bytes, username, usernameLength),
                        ufrag,
                        0,
                        ufrag.length);
    }

    /** Value of PRIORITY, 0..2^32-1; 0 if absent. */
    long priority() {
        return priority == ABSENT ? 0 : int32(bytes, priority) & 0xffff_ffffL;
    }

    boolean hasControlling() {
        return controlling != ABSENT;
    }

    boolean hasControlled() {
        return controlled != ABSENT;
    }

    /** The peer's tie-breaker, unsigned; 0 if it claims no role. */
    long tieBreaker() {
        final int at = controlling != ABSENT ? controlling : controlled;
        return at == ABSENT ? 0 : int64(bytes, at);
    }

    boolean useCandidate() {
        return useCandidate;
    }

    /** Class and number of ERROR-CODE (RFC 8489 §14.8); 0 if absent. */
    int errorCode() {
        return errorCode == ABSENT ? 0 : (bytes[errorCode + 2] & 7) * 100 + (bytes[errorCode + 3] & 0xff);
    }

    /** Where MESSAGE-INTEGRITY starts; -1 if absent. */
    int integrityOffset() {
        return integrity;
    }

    /** Where FINGERPRINT starts; -1 if absent. */
    int fingerprintOffset() {
        return fingerprint;
    }

    boolean hasUnknown() {
        return unknownCount > 0;
    }

    /** The first comprehension-required attributes that we do not know. */
    char[] unknown() {
        return Arrays.copyOf(unknown, unknownCount);
    }

    static int uint16(final byte[] bytes, final int at) {
        return (short) SHORT.get(bytes, at) & 0xffff;
    }

    static int int32(final byte[] bytes, final int at) {
        return (int) INT.get(bytes, at);
    }

    static long int64(final byte[] bytes, final int at) {
        return (long) LONG.get(bytes, at);
    }

    static void int64(final byte[] bytes, final int at, final long value) {
        LONG.set(bytes, at, value);
    }

    static void uint16(final byte[] bytes, final int at, final int value) {
        SHORT.set(bytes, at, (short) value);
    }

    static void int32(final byte[] bytes, final int at, final int value) {
        INT.set(bytes, at, value);
    }

    private static int padded(final int length) {
        return (length + 3) & ~3;
    }
}
