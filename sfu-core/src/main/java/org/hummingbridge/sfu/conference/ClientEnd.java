/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of the transport to a bridge, made of the same parts as the bridge's. Never sends media by itself. Making and
 * joining may be done by any thread, the rest by the loop's.
 */
final class ClientEnd {
    /** AES-GCM's; the other profiles' are shorter. */
    static final int TAG_BYTES = 16;

    private final String id;
    private final Loop loop;
    private final EndpointTransport transport;

    ClientEnd(final String id, final Loop loop, final EndpointParts parts, final TransportListener listener) {
        this.id = id;
        this.loop = loop;
        this.transport = LoopCall.on(
                loop,
                () -> new EndpointTransport(
                        "client " + id,
                        loop,
                        IceRole.CONTROLLED,
                        parts,
                        parts.certificates().certificate(),
                        listener));
    }

    /** Joins as the endpoint of its own id, and begins to connect. */
    void join(final ConferenceControl conference, final EndpointDescription description) {
        final LocalTransport bridge = conference.createEndpoint(description);
        final LocalTransport mine = LoopCall.on(loop, () -> {
            update(bridge);
            return transport.description();
        });
        answer(conference, mine);
    }

    /** Joins as the endpoint of its own id and begins to connect, but leaves it to others to give both sides keys. */
    void joinWithoutHandshake(final ConferenceControl conference, final EndpointDescription description) {
        transport.update(remote(conference.createEndpoint(description), null), loop.nowNanos());
        conference.updateTransport(id, remote(transport.description(), null));
    }

    /** Both sides take new credentials, the bridge first, as signalling has it. */
    void restart(final ConferenceControl conference) {
        final LocalTransport bridge = requireNonNull(conference.restartIce(id));
        final LocalTransport mine = requireNonNull(transport.restart(loop.nowNanos()));
        update(bridge);
        answer(conference, mine);
    }

    private void update(final LocalTransport bridge) {
        transport.update(remote(bridge, DtlsSetup.PASSIVE), loop.nowNanos());
    }

    private void answer(final ConferenceControl conference, final LocalTransport mine) {
        conference.updateTransport(id, remote(mine, DtlsSetup.ACTIVE));
    }

    private static RemoteTransport remote(final LocalTransport other, final @Nullable DtlsSetup setup) {
        return new RemoteTransport(
                other.credentials(),
                other.candidates().stream()
                        .map(c -> new RemoteCandidate(c.type(), c.address(), c.foundation(), c.priority()))
                        .toList(),
                List.of(other.fingerprint()),
                setup,
                0);
    }

    EndpointTransport transport() {
        return transport;
    }

    SrtpSender srtp() {
        return requireNonNull(transport.sealing(), "no keys yet").srtp();
    }

    /** Protects and sends a packet that begins at {@code packet[0]}; its first {@code header} bytes stay in the clear. */
    void sendRtp(final byte[] packet, final int header, final int payload) {
        final Path path = requireNonNull(transport.sendPath());
        final SendBatch sends = loop.sends();
        sends.begin(path, header + payload + TAG_BYTES);
        System.arraycopy(packet, 0, sends.array(), sends.position(), header);
        sends.commit(srtp().protectRtp(sends.array(), sends.position(), header, packet, header, payload));
    }
}
