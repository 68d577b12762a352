/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DTLSTransport;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.jspecify.annotations.Nullable;

/**
 * An association behind its handshake, in event mode: records are processed on the loop as they come, which also answers a
 * repeated last flight of the peer (RFC 6347 §4.2.4). Never waits, and never ends but by an authenticated alert. Application
 * data passes by the library, if the suite is one that {@link ApplicationRecords} speaks.
 */
final class Connection implements HandshakeInbox.ApplicationData {
    private final DTLSTransport tls;
    private final RecordTransport records;
    private final DtlsListener listener;
    private final byte[] plaintext = new byte[RecordTransport.RECEIVE_LIMIT];
    private @Nullable ApplicationRecords direct;
    private boolean released;
    private @Nullable String failure;

    Connection(
            final DTLSTransport tls,
            final RecordTransport records,
            final SrtpCiphers ciphers,
            final DtlsListener listener) {
        this.tls = tls;
        this.records = records;
        this.listener = listener;
        records.eventMode();
        direct = records.epoch().applicationRecords(ciphers);
    }

    /** The library takes the first record, so that it stops keeping its last flight. */
    @Override
    public boolean isNext() {
        return released || (direct != null && records.epoch().isHeardByLibrary() && !records.hasWaiting());
    }

    @Override
    public boolean take(final byte[] bytes, final int offset) {
        final int length =
                direct == null || records.closed() ? ApplicationRecords.REFUSED : direct.open(bytes, offset, plaintext);
        if (length > 0) {
            listener.applicationData(plaintext, 0, length);
        }
        return length >= 0;
    }

    /** Processes the records that wait. */
    void drain() {
        try {
            // The library makes a buffer before it asks for a record.
            while (!records.closed() && records.hasWaiting()) {
                final int length = tls.receive(plaintext, 0, plaintext.length, 1);
                if (length > 0) {
                    listener.applicationData(plaintext, 0, length);
                }
            }
        } catch (final RecordTransport.Drained e) {
            // The only way out of the library's loop that does not wait for its timer.
        } catch (final IOException e) {
            failure = String.valueOf(e.getMessage());
        }
        records.flush();
    }

    void send(final byte[] bytes, final int length) {
        if (direct != null) {
            if (!records.closed()) {
                listener.send(direct.sealed(), 0, direct.seal(bytes, 0, length));
            }
            return;
        }
        try {
            tls.send(bytes, 0, length);
        } catch (final IOException e) {
            failure = String.valueOf(e.getMessage());
        }
        records.flush();
    }

    /** Says close_notify. */
    void close() {
        try {
            tls.close();
        } catch (final IOException e) {
            failure = String.valueOf(e.getMessage());
        }
        records.flush();
    }

    /** Takes and sends no application data after this. */
    void release() {
        released = true;
        if (direct != null) {
            direct.close();
            direct = null;
        }
    }

    /** Whether either side has closed it. */
    boolean closed() {
        return records.closed();
    }

    /** The fatal alert that ended it, if one did. */
    @Nullable
    String failure() {
        return failure;
    }
}
