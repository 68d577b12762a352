/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import org.hummingbridge.sfu.srtp.GcmOpener;
import org.hummingbridge.sfu.srtp.GcmSealer;

/**
 * Records of application data under AES-128-GCM (RFC 5288, RFC 6347 §4.1.2), sealed and opened without the TLS library, which
 * makes some forty objects for each. Throws for nothing that a peer sends.
 */
final class ApplicationRecords implements AutoCloseable {
    static final int REFUSED = -1;

    /** The implicit part of the nonce. */
    static final int SALT_BYTES = 4;

    private static final int EXPLICIT_NONCE_BYTES = 8;
    private static final int TEXT_AT = DtlsRecord.HEADER_BYTES + EXPLICIT_NONCE_BYTES;
    private static final int OVERHEAD_BYTES = EXPLICIT_NONCE_BYTES + GcmSealer.TAG_BYTES;

    private final ProtectedEpoch epoch;
    private final GcmSealer sealer;
    private final int sealerSalt;
    private final GcmOpener opener;
    private final int openerSalt;
    private final byte[] associated = new byte[DtlsRecord.HEADER_BYTES];
    private final byte[] sealed = new byte[TEXT_AT + DtlsAssociation.MAX_APPLICATION_DATA + GcmSealer.TAG_BYTES];

    ApplicationRecords(
            final ProtectedEpoch epoch,
            final GcmSealer sealer,
            final int sealerSalt,
            final GcmOpener opener,
            final int openerSalt) {
        this.epoch = epoch;
        this.sealer = sealer;
        this.sealerSalt = sealerSalt;
        this.opener = opener;
        this.openerSalt = openerSalt;
    }

    /** Makes a record of at most {@link DtlsAssociation#MAX_APPLICATION_DATA} bytes of text in {@link #sealed}; returns its length. */
    int seal(final byte[] text, final int offset, final int length) {
        final long number = epoch.nextToSend();
        DtlsRecord.header(sealed, DtlsRecord.APPLICATION_DATA, number, length + OVERHEAD_BYTES);
        DtlsRecord.int64(sealed, DtlsRecord.HEADER_BYTES, number);
        associate(number, length);
        sealer.seal(sealerSalt, number, associated, 0, associated.length, text, offset, length, sealed, TEXT_AT);
        return TEXT_AT + length + GcmSealer.TAG_BYTES;
    }

    byte[] sealed() {
        return sealed;
    }

    /**
     * Verifies and decrypts a whole record of application data to the start of {@code text}, which holds any datagram.
     *
     * @return length of the text; {@link #REFUSED} if the record is forged or has come before
     */
    int open(final byte[] record, final int offset, final byte[] text) {
        final long number = DtlsRecord.number(record, offset);
        final int length = DtlsRecord.length(record, offset) - OVERHEAD_BYTES;
        if (length < 0 || !epoch.isFresh(number)) {
            return REFUSED;
        }
        System.arraycopy(record, offset + TEXT_AT, text, 0, length + GcmSealer.TAG_BYTES);
        associate(number, length);
        final long nonce = DtlsRecord.int64(record, offset + DtlsRecord.HEADER_BYTES);
        if (!opener.open(openerSalt, nonce, associated, 0, associated.length, text, 0, length)) {
            return REFUSED;
        }
        epoch.received(number);
        return length;
    }

    /** RFC 5246 §6.2.3.3: a header, but with the length of the text. */
    private void associate(final long number, final int length) {
        DtlsRecord.int64(associated, 0, number);
        associated[8] = DtlsRecord.APPLICATION_DATA;
        DtlsRecord.uint16(associated, 9, DtlsRecord.DTLS_1_2);
        DtlsRecord.uint16(associated, 11, length);
    }

    @Override
    public void close() {
        sealer.close();
        opener.close();
    }
}
