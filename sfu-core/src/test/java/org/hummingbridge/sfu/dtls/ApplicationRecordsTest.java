/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.simulation.AllocationMeter;
import org.hummingbridge.sfu.srtp.JcaCiphers;
import org.hummingbridge.sfu.srtp.LibcryptoCiphers;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behind the handshake: the library has taken the first record of application data, all others pass by it. */
class ApplicationRecordsTest {
    private static final byte[] FIRST = {1};
    private static final int RECORDS = 50;
    private static final int WARM_UP = 2_000;

    private Pair pair = new Pair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void everyRecordArrivesInBothDirectionsWhateverItsSize() {
        open();
        for (int size = 1; size <= DtlsAssociation.MAX_APPLICATION_DATA; size += 63) {
            final byte[] text = text(size);
            pair.client.association.sendApplicationData(text);
            pair.server.association.sendApplicationData(text);
            pair.loop.runWaiting();

            assertThat(pair.server.received.getLast()).isEqualTo(text);
            assertThat(pair.client.received.getLast()).isEqualTo(text);
        }
        assertThat(pair.client.drops).isEmpty();
        assertThat(pair.server.drops).isEmpty();
    }

    @Test
    void bothBackEndsSpeakTheSame() {
        final Peer.Options jca = new Peer.Options();
        jca.ciphers = new JcaCiphers();
        pair = new Pair(new Peer.Options(), jca);

        everyRecordArrivesInBothDirectionsWhateverItsSize();
    }

    @Test
    void noNumberIsUsedTwiceWhoeverSends() {
        open();
        for (int i = 0; i < RECORDS; i++) {
            pair.server.association.sendApplicationData(text(i + 1));
        }
        pair.server.association.close();
        pair.loop.runWaiting();

        final List<Long> numbers = new ArrayList<>();
        for (final byte[] datagram : pair.server.sent) {
            int at = 0;
            while (at < datagram.length) {
                if (DtlsRecord.epoch(datagram, at) == ProtectedEpoch.EPOCH) {
                    numbers.add(DtlsRecord.number(datagram, at));
                    assertThat(DtlsRecord.int64(datagram, at + DtlsRecord.HEADER_BYTES))
                            .as("explicit nonce")
                            .isEqualTo(DtlsRecord.number(datagram, at));
                }
                at += DtlsRecord.HEADER_BYTES + DtlsRecord.length(datagram, at);
            }
        }
        assertThat(numbers)
                .hasSizeGreaterThan(RECORDS + 2)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(pair.client.closed).as("the library's close is numbered on").isTrue();
    }

    @Test
    void aReplayedRecordIsDeliveredOnce() {
        open();
        pair.client.association.sendApplicationData(text(10));
        final byte[] record = pair.client.sent.getLast();
        pair.loop.runWaiting();
        final int before = pair.server.received.size();

        pair.server.deliver(record);

        assertThat(pair.server.received).hasSize(before);
        assertThat(pair.server.drops).containsEntry(DropReason.DTLS_INVALID, 1);
    }

    @Test
    void aReplayedRecordIsNotDeliveredByTheLibraryEither() {
        open();
        pair.client.association.sendApplicationData(text(10));
        final byte[] record = pair.client.sent.getLast();
        pair.loop.runWaiting();
        final int before = pair.server.received.size();
        final byte[] waitsForTheLibrary = new byte[DtlsRecord.HEADER_BYTES + 40];
        DtlsRecord.header(waitsForTheLibrary, DtlsRecord.ALERT, DtlsRecord.number(record, 0) + 1, 40);
        final byte[] both = Arrays.copyOf(waitsForTheLibrary, waitsForTheLibrary.length + record.length);
        System.arraycopy(record, 0, both, waitsForTheLibrary.length, record.length);

        pair.server.deliver(both);

        assertThat(pair.server.received).hasSize(before);
        assertThat(pair.server.over()).isFalse();
    }

    @Test
    void theRecordThatTheLibraryTookIsNotTakenAgain() {
        pair.connect();
        pair.client.association.sendApplicationData(FIRST);
        final byte[] record = pair.client.sent.getLast();
        pair.loop.runWaiting();

        pair.server.deliver(record);

        assertThat(pair.server.received).hasSize(1);
    }

    /** RFC 6347 §4.1.2.6. */
    @Test
    void recordsArriveInAnyOrderWithinTheWindowAndNotBehindIt() {
        open();
        final List<byte[]> held = held(ReplayWindow.SIZE + 1);
        final int before = pair.server.received.size();

        pair.server.deliver(held.getLast());
        for (int i = held.size() - 2; i > 0; i--) {
            pair.server.deliver(held.get(i));
        }
        assertThat(pair.server.received).hasSize(before + ReplayWindow.SIZE);

        pair.server.deliver(held.getFirst());
        assertThat(pair.server.received).hasSize(before + ReplayWindow.SIZE);
        assertThat(pair.server.drops).containsEntry(DropReason.DTLS_INVALID, 1);
    }

    /** RFC 6347 §4.1.1: a datagram may hold several records. */
    @Test
    void allRecordsOfADatagramAreTaken() {
        open();
        final List<byte[]> held = held(3);
        final byte[] together =
                new byte[held.stream().mapToInt(record -> record.length).sum()];
        int at = 0;
        for (final byte[] record : held) {
            System.arraycopy(record, 0, together, at, record.length);
            at += record.length;
        }
        final int before = pair.server.received.size();

        pair.server.deliver(together);

        assertThat(pair.server.received).hasSize(before + 3);
    }

    /** RFC 5246 §6.2.1 allows it; it is no message, but its number has been used. */
    @Test
    void anEmptyRecordIsTakenOnceAndDeliversNothing() {
        final List<byte[]> texts = List.of(new byte[0], text(1));
        final ProtectedEpoch sending = new ProtectedEpoch();
        final ProtectedEpoch receiving = new ProtectedEpoch();
        final SrtpCiphers ciphers = SrtpCiphers.best();
        final byte[] key = text(16);
        try (ApplicationRecords from =
                        new ApplicationRecords(sending, ciphers.gcmSealer(key), 1, ciphers.gcmOpener(key), 2);
                ApplicationRecords to =
                        new ApplicationRecords(receiving, ciphers.gcmSealer(key), 2, ciphers.gcmOpener(key), 1)) {
            for (final byte[] text : texts) {
                final byte[] record = Arrays.copyOf(from.sealed(), from.seal(text, 0, text.length));
                final byte[] plain = new byte[RecordTransport.RECEIVE_LIMIT];

                assertThat(to.open(record, 0, plain)).isEqualTo(text.length);
                assertThat(to.open(record, 0, plain)).isEqualTo(ApplicationRecords.REFUSED);
            }
        }
    }

    /** Sealed one after the other by the client, and not delivered. */
    private List<byte[]> held(final int count) {
        final List<byte[]> held = new ArrayList<>();
        pair.client.wire = held::add;
        for (int i = 0; i < count; i++) {
            pair.client.association.sendApplicationData(text(10));
        }
        return held;
    }

    @Test
    void noBitOfARecordMayChange() {
        open();
        final List<byte[]> held = new ArrayList<>();
        pair.client.wire = held::add;
        pair.client.association.sendApplicationData(text(20));
        final byte[] record = held.getFirst();
        final int before = pair.server.received.size();

        for (int bit = 0; bit < record.length * Byte.SIZE; bit++) {
            final byte[] changed = record.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            pair.server.deliver(changed);
            pair.server.pass(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(pair.server.received).hasSize(before);

        pair.server.deliver(record);
        assertThat(pair.server.received.getLast()).isEqualTo(text(20));
        assertThat(pair.server.over()).isFalse();
    }

    @Test
    void nothingIsTakenOrSentBehindTheEnd() {
        open();
        final List<byte[]> held = new ArrayList<>();
        pair.client.wire = held::add;
        pair.client.association.sendApplicationData(text(20));
        final int before = pair.server.received.size();
        pair.server.association.close();
        final int sent = pair.server.sent.size();

        pair.server.deliver(held.getFirst());
        pair.server.association.sendApplicationData(text(1));

        assertThat(pair.server.received).hasSize(before);
        assertThat(pair.server.sent).hasSize(sent);
    }

    @Test
    void aRecordAllocatesNothing() {
        assumeTrue(SrtpCiphers.best() instanceof LibcryptoCiphers, "the JDK's ciphers allocate by themselves");
        open();
        final byte[][] records = new byte[2 * WARM_UP][];
        pair.client.wire = datagram -> {};
        for (int i = 0; i < records.length; i++) {
            pair.client.association.sendApplicationData(text(100));
            records[i] = pair.client.sent.removeLast();
        }
        final AllocationMeter meter = new AllocationMeter();
        final byte[] text = text(100);
        final int[] next = {0};
        pair.server.keepsNothing = true;
        for (int i = 0; i < WARM_UP; i++) {
            exchange(records, next, text, meter);
        }

        assertThat(meter.least(WARM_UP, () -> exchange(records, next, text, meter)))
                .isZero();
    }

    private void exchange(final byte[][] records, final int[] next, final byte[] text, final AllocationMeter meter) {
        final byte[] record = records[next[0]++];
        pair.server.nowNanos += DtlsAssociation.WINDOW_NANOS;
        meter.start();
        final DropReason dropped = pair.server.association.onDatagram(record, 0, record.length, pair.server.nowNanos);
        pair.server.association.sendApplicationData(text);
        meter.stop();
        assertThat(dropped).isNull();
    }

    /** A handshake, and a record in both directions. */
    private void open() {
        pair.connect();
        pair.client.association.sendApplicationData(FIRST);
        pair.server.association.sendApplicationData(FIRST);
        pair.loop.runWaiting();
        assertThat(pair.server.received).hasSize(1);
        assertThat(pair.client.received).hasSize(1);
    }

    private static byte[] text(final int size) {
        final byte[] text = new byte[size];
        Arrays.fill(text, (byte) size);
        return text;
    }
}
