/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;

/**
 * A record cipher whose every refusal is bad_record_mac, which DTLS discards in silence (RFC 6347 §4.1.2.7). Never lets the
 * library end an association because of a record that is too short, too long or badly padded: those may be forged. Refuses
 * application data that has come before as well, whoever took it then.
 *
 * <p>What is sent gets its number from the epoch, not from the library, which does not know of {@link ApplicationRecords};
 * {@link RecordTransport} writes it into the header as well.
 */
record SilentCipher(TlsCipher cipher, ProtectedEpoch epoch) implements TlsCipher {
    @Override
    public TlsDecodeResult decodeCiphertext(
            final long sequence,
            final short recordType,
            final ProtocolVersion recordVersion,
            final byte[] ciphertext,
            final int offset,
            final int length)
            throws IOException {
        if (recordType == DtlsRecord.APPLICATION_DATA && !epoch.isFresh(sequence)) {
            // The library does not know what has passed by it.
            throw new TlsFatalAlert(AlertDescription.bad_record_mac);
        }
        try {
            final TlsDecodeResult decoded =
                    cipher.decodeCiphertext(sequence, recordType, recordVersion, ciphertext, offset, length);
            if (recordType == DtlsRecord.APPLICATION_DATA) {
                epoch.heardByLibrary(sequence);
            }
            return decoded;
        } catch (final TlsFatalAlert e) {
            throw e.getAlertDescription() == AlertDescription.bad_record_mac
                    ? e
                    : new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        } catch (final RuntimeException e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
    }

    @Override
    public TlsEncodeResult encodePlaintext(
            final long sequence,
            final short contentType,
            final ProtocolVersion recordVersion,
            final int headerAllocation,
            final byte[] plaintext,
            final int offset,
            final int length)
            throws IOException {
        return cipher.encodePlaintext(
                epoch.nextToSend(), contentType, recordVersion, headerAllocation, plaintext, offset, length);
    }

    @Override
    public int getCiphertextDecodeLimit(final int plaintextLimit) {
        return cipher.getCiphertextDecodeLimit(plaintextLimit);
    }

    @Override
    public int getCiphertextEncodeLimit(final int plaintextLimit) {
        return cipher.getCiphertextEncodeLimit(plaintextLimit);
    }

    @Override
    public int getPlaintextDecodeLimit(final int ciphertextLimit) {
        return cipher.getPlaintextDecodeLimit(ciphertextLimit);
    }

    @Override
    public int getPlaintextEncodeLimit(final int ciphertextLimit) {
        return cipher.getPlaintextEncodeLimit(ciphertextLimit);
    }

    @Override
    public void rekeyDecoder() throws IOException {
        cipher.rekeyDecoder();
    }

    @Override
    public void rekeyEncoder() throws IOException {
        cipher.rekeyEncoder();
    }

    @Override
    public boolean usesOpaqueRecordTypeDecode() {
        return cipher.usesOpaqueRecordTypeDecode();
    }

    @Override
    public boolean usesOpaqueRecordTypeEncode() {
        return cipher.usesOpaqueRecordTypeEncode();
    }
}
