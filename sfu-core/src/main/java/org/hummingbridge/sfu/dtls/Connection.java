/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/**
 * An association behind its handshake, in event mode: records are processed on the loop as they come, which also answers a
 * repeated last flight of the peer (RFC 6347 §4.2.4). Never waits, and never ends but by an authenticated alert.
 */
final class Connection {
    private final DTLSTransport tls;
    private final RecordTransport records;
    private final DtlsListener listener;
    private final byte[] plaintext = new byte[RecordTransport.RECEIVE_LIMIT];
    private @Nullable String failure;

    Connection(final DTLSTransport tls, final RecordTransport records, final DtlsListener listener) {
        this.tls = tls;
        this.records = records;
        this.listener = listener;
        records.eventMode();
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

    void send(final byte[] bytes) {
        try {
            tls.send(bytes, 0, bytes.length);
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
