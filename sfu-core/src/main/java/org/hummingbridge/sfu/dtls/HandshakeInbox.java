/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * Turns the peer's datagrams into the clean stream of records that the TLS library is fed with: whole handshake messages in
 * order, then protected records. Never lets through what could upset a handshake without being authenticated: alerts,
 * messages out of the script, record numbers (written anew, so that a forged one cannot move the replay window), and a
 * ChangeCipherSpec, which is implied instead by the first protected record behind the last message that precedes it.
 *
 * <p>What has been delivered once passes again when the peer repeats it: that is how a lost answer is asked for (RFC 6347
 * §4.2.4).
 */
final class HandshakeInbox {
    /** A whole flight in one datagram has six. */
    private static final int MAX_RECORDS_PER_DATAGRAM = 16;

    /** What of one datagram passes again; the longest flight has six messages, mostly in one fragment each. */
    private static final int MAX_REPEATED_FRAGMENTS = 16;

    /** A Finished message and an alert or two that overtook what precedes them. */
    private static final int MAX_EARLY_RECORDS = 4;

    private static final int MAX_FRAGMENT_BYTES = 1200;

    /** Most records that one datagram can set free: all messages, a ChangeCipherSpec, what came early, what is repeated, itself. */
    static final int MAX_RECORDS_OUT = HandshakeScript.maxFragments(MAX_FRAGMENT_BYTES)
            + 1
            + MAX_EARLY_RECORDS
            + MAX_REPEATED_FRAGMENTS
            + MAX_RECORDS_PER_DATAGRAM;

    /** Takes application data behind the handshake, where it need not wait for the library. */
    interface ApplicationData {
        /** Whether nothing that came before is still waiting. */
        boolean isNext();

        /** Takes a whole record; false if it is of no use. */
        boolean take(byte[] bytes, int offset);
    }

    private final HandshakeScript script;
    private final Consumer<byte[]> out;
    private final @Nullable MessageAssembler[] assembling;
    private final int[] deliveredTypes;
    private final int[] deliveredLengths;
    private final Deque<byte[]> early = new ArrayDeque<>(MAX_EARLY_RECORDS);
    private int nextMessage;
    private boolean verifying;
    private boolean onlyProtectedFollow;
    private boolean cipherChanged;
    private long nextRecordSequence;
    private int repeatedFragments;
    private @Nullable String complaint;
    private @Nullable ApplicationData direct;

    HandshakeInbox(final HandshakeScript script, final Consumer<byte[]> out) {
        this.script = script;
        this.out = out;
        assembling = new MessageAssembler[script.length()];
        deliveredTypes = new int[script.length()];
        deliveredLengths = new int[script.length()];
    }

    /** Takes a datagram in; the reason if nothing in it was of use. */
    @Nullable
    DropReason accept(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        int at = offset;
        boolean useful = false;
        repeatedFragments = 0;
        for (int records = 0; records < MAX_RECORDS_PER_DATAGRAM && end - at >= DtlsRecord.HEADER_BYTES; records++) {
            final int recordLength = DtlsRecord.length(bytes, at);
            final int next = at + DtlsRecord.HEADER_BYTES + recordLength;
            if (next > end) {
                break;
            }
            useful |= record(bytes, at, recordLength);
            at = next;
        }
        return useful ? null : DropReason.DTLS_INVALID;
    }

    /** Whether the peer's hello has been delivered. */
    boolean started() {
        return nextMessage > 0;
    }

    /** From now on application data goes there, unless it has to wait in the line of all records. */
    void direct(final ApplicationData taker) {
        direct = taker;
    }

    /** What was ignored last and may explain why the handshake gets nowhere, for people. */
    @Nullable
    String complaint() {
        return complaint;
    }

    private boolean record(final byte[] bytes, final int at, final int length) {
        final int version = DtlsRecord.version(bytes, at);
        if (version != DtlsRecord.DTLS_1_2 && version != DtlsRecord.DTLS_1_0) {
            return false;
        }
        return switch (DtlsRecord.epoch(bytes, at)) {
            case 0 -> unprotectedRecord(bytes, at, length);
            case 1 -> protectedRecord(bytes, at, length);
            default -> false;
        };
    }

    private boolean unprotectedRecord(final byte[] bytes, final int at, final int length) {
        final int body = at + DtlsRecord.HEADER_BYTES;
        return switch (DtlsRecord.contentType(bytes, at)) {
            case DtlsRecord.HANDSHAKE -> fragments(bytes, body, length);
            case DtlsRecord.CHANGE_CIPHER_SPEC -> length == 1 && started();
            case DtlsRecord.ALERT -> {
                if (length == 2) {
                    complaint = "the peer sent alert " + (bytes[body + 1] & 0xff) + ", unauthenticated";
                }
                yield false;
            }
            default -> false;
        };
    }

    private boolean protectedRecord(final byte[] bytes, final int at, final int length) {
        final int contentType = DtlsRecord.contentType(bytes, at);
        if (!started()
                || DtlsRecord.version(bytes, at) != DtlsRecord.DTLS_1_2
                || contentType < DtlsRecord.ALERT
                || contentType > DtlsRecord.APPLICATION_DATA) {
            return false;
        }
        if (direct != null && contentType == DtlsRecord.APPLICATION_DATA && direct.isNext()) {
            return direct.take(bytes, at);
        }
        final byte[] record = Arrays.copyOfRange(bytes, at, at + DtlsRecord.HEADER_BYTES + length);
        if (onlyProtectedFollow) {
            deliverProtected(record);
            return true;
        }
        return early.size() < MAX_EARLY_RECORDS && early.add(record);
    }

    private boolean fragments(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        int at = offset;
        boolean useful = false;
        while (end - at >= DtlsRecord.FRAGMENT_HEADER_BYTES) {
            final int fragmentLength = DtlsRecord.fragmentLength(bytes, at);
            if (fragmentLength > end - at - DtlsRecord.FRAGMENT_HEADER_BYTES) {
                break;
            }
            useful |= fragment(bytes, at, fragmentLength);
            at += DtlsRecord.FRAGMENT_HEADER_BYTES + fragmentLength;
        }
        return useful;
    }

    private boolean fragment(final byte[] bytes, final int at, final int fragmentLength) {
        final int type = DtlsRecord.messageType(bytes, at);
        final int messageLength = DtlsRecord.messageLength(bytes, at);
        final int sequence = DtlsRecord.messageSequence(bytes, at);
        final int fragmentOffset = DtlsRecord.fragmentOffset(bytes, at);
        if (fragmentOffset + fragmentLength > messageLength || (fragmentLength == 0 && messageLength > 0)) {
            return false;
        }
        if (sequence < nextMessage) {
            return repeated(bytes, at, sequence, type, messageLength, fragmentLength);
        }
        if (onlyProtectedFollow || !script.allows(sequence, verifying, type)) {
            complaint = "the peer sent handshake message type " + type + " as number " + sequence;
            return false;
        }
        if (messageLength > HandshakeScript.maxBytes(type)) {
            complaint = "the peer sent a handshake message of type " + type + " with " + messageLength + " bytes";
            return false;
        }
        MessageAssembler message = assembling[sequence];
        if (message == null || !message.fits(type, messageLength)) {
            message = new MessageAssembler(type, messageLength);
            assembling[sequence] = message;
        }
        message.add(bytes, at + DtlsRecord.FRAGMENT_HEADER_BYTES, fragmentOffset, fragmentLength);
        deliverCompleted();
        return true;
    }

    private boolean repeated(
            final byte[] bytes,
            final int at,
            final int sequence,
            final int type,
            final int messageLength,
            final int fragmentLength) {
        if (deliveredTypes[sequence] != type
                || deliveredLengths[sequence] != messageLength
                || repeatedFragments >= MAX_REPEATED_FRAGMENTS) {
            return false;
        }
        repeatedFragments++;
        final int length = DtlsRecord.FRAGMENT_HEADER_BYTES + fragmentLength;
        final byte[] record = newRecord(DtlsRecord.HANDSHAKE, length);
        System.arraycopy(bytes, at, record, DtlsRecord.HEADER_BYTES, length);
        out.accept(record);
        return true;
    }

    private void deliverCompleted() {
        while (!onlyProtectedFollow && nextMessage < assembling.length) {
            final MessageAssembler message = assembling[nextMessage];
            if (message == null || !message.complete()) {
                return;
            }
            assembling[nextMessage] = null;
            deliver(message);
        }
        early.forEach(this::deliverProtected);
        early.clear();
    }

    private void deliver(final MessageAssembler message) {
        final byte[] body = message.body();
        int offset = 0;
        do {
            final int length = Math.min(MAX_FRAGMENT_BYTES, body.length - offset);
            final byte[] record = newRecord(DtlsRecord.HANDSHAKE, DtlsRecord.FRAGMENT_HEADER_BYTES + length);
            DtlsRecord.fragmentHeader(record, message.type(), body.length, nextMessage, offset, length);
            System.arraycopy(body, offset, record, DtlsRecord.HEADER_BYTES + DtlsRecord.FRAGMENT_HEADER_BYTES, length);
            out.accept(record);
            offset += length;
        } while (offset < body.length);
        deliveredTypes[nextMessage] = message.type();
        deliveredLengths[nextMessage] = body.length;
        nextMessage++;
        verifying |= HandshakeScript.isVerification(message.type());
        onlyProtectedFollow = script.endsWith(message.type());
    }

    private void deliverProtected(final byte[] record) {
        if (!cipherChanged) {
            cipherChanged = true;
            final byte[] changeCipherSpec = newRecord(DtlsRecord.CHANGE_CIPHER_SPEC, 1);
            changeCipherSpec[DtlsRecord.HEADER_BYTES] = 1;
            out.accept(changeCipherSpec);
        }
        out.accept(record);
    }

    private byte[] newRecord(final int contentType, final int length) {
        final byte[] record = new byte[DtlsRecord.HEADER_BYTES + length];
        DtlsRecord.header(record, contentType, nextRecordSequence++, length);
        return record;
    }
}
