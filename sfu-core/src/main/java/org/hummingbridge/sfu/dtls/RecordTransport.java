/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the TLS library and the loop: records in by a bounded queue, datagrams out. In the handshake its
 * {@link #receive} waits on the handshake's thread; behind it, in event mode, nothing here ever waits.
 *
 * <p>The loop fills the queue at any time. All else belongs to the handshake's thread until it hands the association to the
 * loop, which then calls {@link #eventMode}.
 */
final class RecordTransport implements DatagramTransport {
    /** Waiting records beyond which datagrams are refused; a handshake has a dozen in flight. */
    private static final int MAX_WAITING = 64;

    /** Longest record, in bytes: whatever fits a datagram. */
    static final int RECEIVE_LIMIT = 2048;

    /** Thrown in event mode when the queue is empty: the one way out of the library's receive loop that does not wait. */
    static final class Drained extends InterruptedIOException {
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private final BlockingQueue<byte[]> records =
            new ArrayBlockingQueue<>(MAX_WAITING + HandshakeInbox.MAX_RECORDS_OUT);
    private final HandshakeLimiter limiter;
    private final Consumer<byte[]> handshakeOut;
    private final Consumer<FlightBuffer> eventOut;
    private final Consumer<FlightBuffer> emit = this::emit;
    private final FlightBuffer flight;
    private final ProtectedEpoch epoch = new ProtectedEpoch();
    private final int sendLimit;
    private final Drained drained = new Drained();
    private boolean eventMode;
    private boolean computing;
    private boolean closed;

    /**
     * @param handshakeOut gets a datagram of the handshake, on its thread
     * @param eventOut gets a datagram in event mode, on the loop, for the length of the call
     */
    RecordTransport(
            final int sendLimit,
            final HandshakeLimiter limiter,
            final Consumer<byte[]> handshakeOut,
            final Consumer<FlightBuffer> eventOut) {
        this.sendLimit = sendLimit;
        this.limiter = limiter;
        this.handshakeOut = handshakeOut;
        this.eventOut = eventOut;
        flight = new FlightBuffer(sendLimit);
    }

    ProtectedEpoch epoch() {
        return epoch;
    }

    boolean full() {
        return records.size() > MAX_WAITING;
    }

    boolean hasWaiting() {
        return !records.isEmpty();
    }

    void offer(final byte[] record) {
        if (!records.offer(record)) {
            throw new IllegalStateException("offered a record without asking whether the queue is full");
        }
    }

    void eventMode() {
        eventMode = true;
    }

    /** Whether the library has closed the association. */
    boolean closed() {
        return closed;
    }

    /** The handshake's thread has started, which it does with its turn at computing. */
    void hasTurn() {
        computing = true;
    }

    void stopComputing() {
        if (computing) {
            computing = false;
            limiter.leave();
        }
    }

    /** What has been gathered but not left yet; null if something has left before: then the peer knows of us. */
    byte @Nullable [] unsentFirstFlight() {
        return flight.flushedBefore() ? null : Arrays.copyOf(flight.bytes(), flight.length());
    }

    void flush() {
        flight.flush(emit);
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return sendLimit;
    }

    @Override
    public int receive(final byte[] buffer, final int offset, final int length, final int waitMillis)
            throws IOException {
        final byte[] record = eventMode ? records.poll() : await(waitMillis);
        if (record != null) {
            final int count = Math.min(record.length, length);
            System.arraycopy(record, 0, buffer, offset, count);
            return count;
        }
        if (eventMode) {
            throw drained;
        }
        return -1;
    }

    @Override
    public void send(final byte[] buffer, final int offset, final int length) {
        if (DtlsRecord.epoch(buffer, offset) == ProtectedEpoch.EPOCH) {
            DtlsRecord.number(buffer, offset, epoch.lastSent());
        }
        flight.add(buffer, offset, length, emit);
    }

    @Override
    public void close() {
        closed = true;
    }

    private byte @Nullable [] await(final int waitMillis) throws InterruptedIOException {
        flush();
        final byte[] record = records.poll();
        if (record != null) {
            return record;
        }
        stopComputing();
        try {
            final byte[] awaited = records.poll(waitMillis, TimeUnit.MILLISECONDS);
            limiter.enter();
            computing = true;
            return awaited;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the association was closed");
        }
    }

    private void emit(final FlightBuffer datagram) {
        if (eventMode) {
            eventOut.accept(datagram);
        } else {
            handshakeOut.accept(Arrays.copyOf(datagram.bytes(), datagram.length()));
        }
    }
}
