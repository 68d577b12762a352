/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsEndTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOtherEndIsToldOfAClose(final boolean serverCloses) {
        final Pair pair = new Pair().connect();
        final Peer closing = serverCloses ? pair.server : pair.client;
        final Peer told = serverCloses ? pair.client : pair.server;

        closing.association.close();
        pair.loop.runWaiting();

        assertThat(told.closed).isTrue();
        assertThat(told.failure).isNull();
        assertThat(closing.over()).as("who closes is told nothing").isFalse();
    }

    @Test
    void behindTheEndEveryDatagramIsDropped() {
        final Pair pair = new Pair().connect();
        final byte[] old = pair.client.sent.getLast();
        pair.server.association.close();

        assertThat(pair.server.association.onDatagram(old, 0, old.length, 0)).isEqualTo(DropReason.DTLS_INVALID);
        pair.server.association.sendApplicationData(new byte[] {1});
        pair.server.association.onTime(Long.MAX_VALUE);
        pair.server.association.close();

        assertThat(pair.server.over()).isFalse();
        pair.client.association.close();
    }

    @Test
    void aListenerMayCloseWhenItIsToldOfTheKeys() {
        final Pair pair = new Pair();
        pair.server.onEstablished = pair.server.association::close;

        pair.start();

        assertThat(pair.loop.runUntil(() -> pair.client.closed)).isTrue();
        assertThat(pair.server.over()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DtlsRole.class)
    void aHandshakeThatDoesNotFinishFailsAfterThirtySeconds(final DtlsRole role) {
        final TestLoop loop = new TestLoop();
        final Peer peer = new Peer(loop);
        peer.association.remoteFingerprints(List.of(peer.certificate.fingerprint()));
        peer.association.start(role, peer.nowNanos);

        peer.pass(DtlsAssociation.HANDSHAKE_TIMEOUT_NANOS - 1);
        assertThat(peer.failure).isNull();
        peer.pass(1);

        assertThat(peer.failure).contains("30 s", "no hello");
    }

    @Test
    void theTimeOutCountsFromWhenFingerprintsAreKnown() {
        final TestLoop loop = new TestLoop();
        final Peer peer = new Peer(loop);
        peer.association.start(DtlsRole.SERVER, peer.nowNanos);
        peer.pass(10 * DtlsAssociation.HANDSHAKE_TIMEOUT_NANOS);
        assertThat(peer.failure).isNull();

        peer.association.remoteFingerprints(List.of(peer.certificate.fingerprint()));
        peer.pass(0);
        peer.pass(DtlsAssociation.HANDSHAKE_TIMEOUT_NANOS);

        assertThat(peer.failure).contains("30 s");
    }

    @Test
    void anEstablishedAssociationDoesNotTimeOut() {
        final Pair pair = new Pair().connect();

        pair.server.pass(1000 * DtlsAssociation.HANDSHAKE_TIMEOUT_NANOS);

        assertThat(pair.server.over()).isFalse();
        pair.close();
    }

    @Test
    void fiveHundredAssociationsLeaveNoThreadBehind() {
        final HandshakeLimiter limiter = new HandshakeLimiter(4);
        final TestLoop loop = new TestLoop();
        final Peer.Options options = new Peer.Options();
        options.limiter = limiter;
        final List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            peers.add(client(loop, options));
        }
        assertThat(limiter.load().running()).isEqualTo(500);
        assertThat(loop.runUntil(() -> peers.stream().allMatch(peer -> !peer.sent.isEmpty())))
                .as("every client sent its hello although few may compute at once")
                .isTrue();

        peers.forEach(peer -> peer.association.close());

        assertThat(loop.runUntil(() -> limiter.load().running() == 0)).isTrue();
    }

    @Test
    void whereTooManyHandshakesRunOneMoreBeginsWhenAnotherEnds() {
        final TestLoop loop = new TestLoop();
        final Peer.Options options = new Peer.Options();
        options.limiter = new HandshakeLimiter(1, 1);
        final Peer first = client(loop, options);
        assertThat(loop.runUntil(() -> !first.sent.isEmpty())).isTrue();

        final Peer second = client(loop, options);
        second.pass(5_000_000);
        loop.runWaiting();
        assertThat(second.sent).isEmpty();
        assertThat(options.limiter.load().deferred()).isPositive();

        first.association.close();
        assertThat(loop.runUntil(() -> options.limiter.load().running() == 0)).isTrue();
        second.pass(5_000_000);
        assertThat(loop.runUntil(() -> !second.sent.isEmpty())).isTrue();
        second.association.close();
    }

    @Test
    void aHandshakeThatNeverGotToBeginTimesOutToo() {
        final TestLoop loop = new TestLoop();
        final Peer.Options options = new Peer.Options();
        options.limiter = new HandshakeLimiter(1, 1);
        final Peer first = client(loop, options);
        final Peer second = client(loop, options);

        second.pass(DtlsAssociation.HANDSHAKE_TIMEOUT_NANOS);

        assertThat(second.failure).contains("30 s");
        first.association.close();
    }

    private static Peer client(final TestLoop loop, final Peer.Options options) {
        final Peer peer = new Peer(loop, options);
        peer.association.remoteFingerprints(List.of(peer.certificate.fingerprint()));
        peer.association.start(DtlsRole.CLIENT, 0);
        return peer;
    }

    @Test
    void aFinishedHandshakeHasNoThread() {
        final Peer.Options options = new Peer.Options();
        final Pair pair = new Pair(options, options).connect();

        assertThat(pair.loop.runUntil(() -> options.limiter.load().running() == 0))
                .isTrue();
        pair.close();
    }
}
