/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.Arrays;
import org.bouncycastle.tls.EncryptionAlgorithm;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.TlsImplUtils;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.jspecify.annotations.Nullable;

/**
 * What the TLS library and {@link ApplicationRecords} share of the epoch behind the handshake: keys, the numbers of what is sent
 * and which application data has come. Never gives out a number twice: it is the nonce.
 *
 * <p>Belongs to the handshake's thread until that hands the association to the loop.
 */
final class ProtectedEpoch {
    /** There is no renegotiation, so no later one. */
    static final int EPOCH = 1;

    private static final int EPOCH_SHIFT = 48;
    private static final int KEY_BYTES = 16;

    private final ReplayWindow received = new ReplayWindow();
    private long lastSent = ((long) EPOCH << EPOCH_SHIFT) - 1;
    private boolean heard;
    private byte @Nullable [] keyBlock;
    private boolean server;

    /** The library has made its cipher: keeps the keys if {@link ApplicationRecords} could use them. */
    void agreed(final TlsCryptoParameters parameters, final int encryptionAlgorithm) {
        server = parameters.isServer();
        keyBlock = encryptionAlgorithm == EncryptionAlgorithm.AES_128_GCM
                ? TlsImplUtils.calculateKeyBlock(parameters, 2 * (KEY_BYTES + ApplicationRecords.SALT_BYTES))
                : null;
    }

    /** Application data by our own hand; null if the suite is another one than AES-128-GCM. */
    @Nullable
    ApplicationRecords applicationRecords(final SrtpCiphers ciphers) {
        final byte[] block = keyBlock;
        keyBlock = null;
        if (block == null) {
            return null;
        }
        // RFC 5246 §6.3, without MAC keys: the client's first.
        final byte[] clientKey = Arrays.copyOfRange(block, 0, KEY_BYTES);
        final byte[] serverKey = Arrays.copyOfRange(block, KEY_BYTES, 2 * KEY_BYTES);
        final int clientSalt = DtlsRecord.int32(block, 2 * KEY_BYTES);
        final int serverSalt = DtlsRecord.int32(block, 2 * KEY_BYTES + ApplicationRecords.SALT_BYTES);
        Arrays.fill(block, (byte) 0);
        return new ApplicationRecords(
                this,
                ciphers.gcmSealer(server ? serverKey : clientKey),
                server ? serverSalt : clientSalt,
                ciphers.gcmOpener(server ? clientKey : serverKey),
                server ? clientSalt : serverSalt);
    }

    /** Epoch and number of the next record that is sent, as they stand in it. */
    long nextToSend() {
        return ++lastSent;
    }

    long lastSent() {
        return lastSent;
    }

    boolean isFresh(final long number) {
        return received.isFresh(number);
    }

    /** An authentic record of application data had this epoch and number. */
    void received(final long number) {
        received.mark(number);
    }

    /** The library has met application data and knows by it that its last flight has arrived. */
    void heardByLibrary(final long number) {
        heard = true;
        received.mark(number);
    }

    boolean isHeardByLibrary() {
        return heard;
    }
}
