/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.function.Consumer;

/**
 * Gathers the records of a flight into datagrams, as many per datagram as fit (RFC 6347 §4.1.1). Never splits a record.
 */
final class FlightBuffer {
    private final byte[] datagram;
    private int length;
    private boolean flushedBefore;

    FlightBuffer(final int datagramBytes) {
        datagram = new byte[datagramBytes];
    }

    /** Adds a record; {@code out} gets what was gathered before if both do not fit one datagram. */
    void add(final byte[] bytes, final int offset, final int count, final Consumer<FlightBuffer> out) {
        if (count > datagram.length - length) {
            flush(out);
        }
        System.arraycopy(bytes, offset, datagram, length, count);
        length += count;
    }

    void flush(final Consumer<FlightBuffer> out) {
        if (length > 0) {
            flushedBefore = true;
            out.accept(this);
            length = 0;
        }
    }

    /** Whether anything has ever left. */
    boolean flushedBefore() {
        return flushedBefore;
    }

    byte[] bytes() {
        return datagram;
    }

    int length() {
        return length;
    }
}
