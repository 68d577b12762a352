/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsForgeryTest {
    private static final long MILLI = 1_000_000;

    private final long seed = new Random().nextLong();
    private final List<byte[]> forgeries = Forged.datagrams(new Random(seed));
    private final Pair pair = new Pair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void forgeriesAheadOfTheHandshakeChangeNothing() {
        pair.server.association.start(DtlsRole.SERVER, 0);

        forgeries.forEach(pair.server::deliver);

        assertThat(pair.server.sent).isEmpty();
        pair.connect();
    }

    @Test
    void aHelloForTheNullCipherAheadOfTheGenuineOneChangesNothing() {
        pair.server.association.start(DtlsRole.SERVER, 0);
        pair.server.deliver(Forged.nullCipherHello());
        pair.wire((datagram, to) -> {
            to.pass(11 * MILLI);
            to.deliver(datagram);
        });

        pair.connect();

        assertThat(pair.server.sent).as("no alert went out").noneMatch(datagram -> datagram[0] == DtlsRecord.ALERT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgeriesDuringTheHandshakeChangeNothing(final boolean aheadOfGenuineOnes) {
        pair.wire((datagram, to) -> {
            if (!aheadOfGenuineOnes) {
                to.deliver(datagram);
            }
            forgeries.forEach(to::deliver);
            to.deliver(Forged.nullCipherHello());
            to.pass(11 * MILLI);
            if (aheadOfGenuineOnes) {
                to.deliver(datagram);
            }
        });

        pair.connect();

        assertThat(pair.client.over()).as("seed %d", seed).isFalse();
        assertThat(pair.server.over()).as("seed %d", seed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgeriesAfterTheHandshakeChangeNothing(final boolean toServer) {
        pair.connect();
        // On a busy machine the client has repeated its last flight, which is answered.
        pair.loop.runWaiting();
        final Peer victim = toServer ? pair.server : pair.client;
        final Peer other = toServer ? pair.client : pair.server;
        final int sentBefore = victim.sent.size();

        forgeries.forEach(victim::deliver);
        victim.deliver(Forged.nullCipherHello());
        other.association.sendApplicationData(new byte[] {42});
        pair.loop.runWaiting();

        assertThat(victim.over()).as("seed %d", seed).isFalse();
        assertThat(victim.sent).as("nothing is answered").hasSize(sentBefore);
        assertThat(victim.received).containsExactly(new byte[] {42});
        assertThat(victim.drops.get(DropReason.DTLS_INVALID)).isGreaterThan(10);
    }

    @Test
    void aReplayedRecordIsDeliveredOnce() {
        pair.connect();
        pair.client.association.sendApplicationData(new byte[] {42});
        final byte[] record = pair.client.sent.getLast();
        pair.loop.runWaiting();

        pair.server.deliver(record);

        assertThat(pair.server.received).hasSize(1);
    }

    @Test
    void aNewClientHelloAfterTheHandshakeIsIgnored() {
        pair.connect();
        final Pair another = new Pair().connect();
        final int sentBefore = pair.server.sent.size();

        pair.server.deliver(another.client.sent.getFirst());

        assertThat(pair.server.sent).hasSize(sentBefore);
        assertThat(pair.server.over()).isFalse();
        another.close();
    }

    @Test
    void aFloodFillsTheQueueAndNoMore() {
        pair.server.association.start(DtlsRole.SERVER, 0);
        final Peer client = pair.client;
        client.wire = datagram -> {
            for (int i = 0; i < 1000; i++) {
                pair.server.deliver(datagram);
            }
        };
        client.association.start(DtlsRole.CLIENT, 0);

        assertThat(pair.loop.runUntil(() -> pair.server.drops.containsKey(DropReason.DTLS_QUEUE_FULL)))
                .isTrue();

        pair.wire((datagram, to) -> to.deliver(datagram));
        pair.connect();
    }

    @Test
    void aFloodBehindTheHandshakeIsCutOffUntilTheWindowHasPassed() {
        pair.connect();
        final byte[] forged = Forged.record(DtlsRecord.APPLICATION_DATA, 1, 1L << 40, new byte[100]);
        final int inAWindow = DtlsAssociation.MAX_DATAGRAMS_PER_WINDOW;
        pair.server.pass(DtlsAssociation.WINDOW_NANOS);
        for (int i = 0; i < inAWindow + 10; i++) {
            pair.server.deliver(forged);
        }
        assertThat(pair.server.drops).containsEntry(DropReason.DTLS_QUEUE_FULL, 10);

        pair.server.pass(DtlsAssociation.WINDOW_NANOS);
        pair.client.association.sendApplicationData(new byte[] {42});
        pair.loop.runWaiting();

        assertThat(pair.server.received).hasSize(1);
    }

    @Test
    void aPlainAlertIsNamedWhenTheHandshakeTimesOut() {
        pair.server.association.start(DtlsRole.SERVER, 0);
        pair.server.deliver(Forged.alert(2, 42));

        pair.server.pass(DtlsAssociation.HANDSHAKE_TIMEOUT_NANOS);

        assertThat(pair.server.failure).contains("alert 42", "unauthenticated");
    }
}
