/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hummingbridge.sfu.srtp.SrtpKeys;

/** A client and a server, joined by a wire that the test may spoil. */
final class Pair {
    final TestLoop loop = new TestLoop();
    final Peer client;
    final Peer server;

    Pair(final Peer.Options clientOptions, final Peer.Options serverOptions) {
        client = new Peer(loop, clientOptions);
        server = new Peer(loop, serverOptions);
        wire((datagram, to) -> to.deliver(datagram));
        client.association.remoteFingerprints(List.of(server.certificate.fingerprint()));
        server.association.remoteFingerprints(List.of(client.certificate.fingerprint()));
    }

    Pair() {
        this(new Peer.Options(), new Peer.Options());
    }

    /** What becomes of a datagram on its way. */
    interface Wire {
        void carry(byte[] datagram, Peer to);
    }

    void wire(final Wire wire) {
        client.wire = datagram -> loop.execute(() -> wire.carry(datagram, server));
        server.wire = datagram -> loop.execute(() -> wire.carry(datagram, client));
    }

    Pair start() {
        server.association.start(DtlsRole.SERVER, server.nowNanos);
        client.association.start(DtlsRole.CLIENT, client.nowNanos);
        return this;
    }

    Pair connect() {
        start();
        assertThat(loop.runUntil(
                        () -> (client.keys != null || client.over()) && (server.keys != null || server.over())))
                .as("both ends came to an end of the handshake")
                .isTrue();
        assertThat(client.failure).isNull();
        assertThat(server.failure).isNull();
        assertSameKeys(client.keys, server.keys);
        return this;
    }

    void close() {
        client.association.close();
        server.association.close();
    }

    static void assertSameKeys(final SrtpKeys one, final SrtpKeys other) {
        assertThat(one.profile()).isEqualTo(other.profile());
        assertThat(one.localKey())
                .isEqualTo(other.remoteKey())
                .hasSize(one.profile().keyBytes());
        assertThat(one.remoteKey()).isEqualTo(other.localKey()).isNotEqualTo(one.localKey());
        assertThat(one.localSalt())
                .isEqualTo(other.remoteSalt())
                .hasSize(one.profile().saltBytes());
        assertThat(one.remoteSalt()).isEqualTo(other.localSalt()).isNotEqualTo(one.localSalt());
    }
}
