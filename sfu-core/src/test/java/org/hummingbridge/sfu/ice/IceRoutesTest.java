/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.Test;

class IceRoutesTest {
    private static final StunIntegrity KEY = new StunIntegrity("a password of no account");

    private final IceRoutes routes = new IceRoutes(42);
    private final SplittableRandom random = new SplittableRandom(3);

    private record Session(IceCredentials credentials, int token, DatagramSink sink) {}

    private static final class Sink implements DatagramSink {
        @Override
        public Loop home() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onDatagram(final PacketBuffer packet, final long nowNanos) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void requestsGoByTheUfragAndResponsesByTheToken() {
        final Session one = added();
        final Session two = added();

        assertThat(sinkOfRequest(one.credentials.ufrag() + ":theirs")).isSameAs(one.sink);
        assertThat(sinkOfRequest(two.credentials.ufrag() + ":theirs")).isSameAs(two.sink);
        assertThat(sinkOfResponse(one.token)).isSameAs(one.sink);
        assertThat(sinkOfResponse(two.token)).isSameAs(two.sink);
    }

    @Test
    void unknownUfragsAndTokensHaveNoOwner() {
        final Session one = added();

        assertThat(sinkOfRequest("nobody:" + one.credentials.ufrag())).isNull();
        assertThat(sinkOfRequest(one.credentials.ufrag() + "x:theirs")).isNull();
        assertThat(sinkOfRequest(one.credentials.ufrag().substring(1) + ":theirs"))
                .isNull();
        assertThat(sinkOfRequest(":")).isNull();
        assertThat(sinkOfResponse(one.token + 1)).isNull();
    }

    @Test
    void aRemovedSessionHasNoOwnerAndOthersKeepTheirs() {
        final Session one = added();
        final Session two = added();

        routes.remove(one.credentials, one.token);
        routes.remove(one.credentials, one.token);

        assertThat(sinkOfRequest(one.credentials.ufrag() + ":x")).isNull();
        assertThat(sinkOfResponse(one.token)).isNull();
        assertThat(sinkOfResponse(two.token)).isSameAs(two.sink);
        assertThat(routes.size()).isEqualTo(1);
    }

    @Test
    void addingTwiceChangesNothing() {
        final Session one = added();

        routes.add(one.credentials, one.token, one.sink);

        assertThat(routes.size()).isEqualTo(1);
        routes.remove(one.credentials, one.token);
        assertThat(sinkOfRequest(one.credentials.ufrag() + ":x")).isNull();
    }

    @Test
    void otherStunMessagesHaveNoOwner() {
        final Session one = added();
        final byte[] request = request(one.credentials.ufrag() + ":x", one.token);
        request[1] = 0x11;

        assertThat(routes.sinkFor(request, 0, request.length)).isNull();
        assertThat(routes.sinkFor(new byte[20], 0, 20)).isNull();
        assertThat(routes.sinkFor(new byte[0], 0, 0)).isNull();
    }

    @Test
    void tokensAreUniqueWhateverTheFirst() {
        final Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(routes.newToken())).isTrue();
        }
    }

    @Test
    void manySessionsComeAndGoWithoutGrowth() {
        final List<Session> live = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            live.add(added());
            if (live.size() > 500) {
                final Session gone = live.remove(random.nextInt(live.size()));
                routes.remove(gone.credentials, gone.token);
            }
        }

        assertThat(routes.size()).isEqualTo(500);
        assertThat(live).allSatisfy(each -> {
            assertThat(sinkOfRequest(each.credentials.ufrag() + ":x")).isSameAs(each.sink);
            assertThat(sinkOfResponse(each.token)).isSameAs(each.sink);
        });
        assertThat(routes.capacity()).isLessThanOrEqualTo(4096);
    }

    @Test
    void readersOnOtherThreadsAlwaysFindASessionThatStays() throws InterruptedException {
        final Session stays = added();
        final byte[] request = request(stays.credentials.ufrag() + ":x", 0);
        final AtomicBoolean done = new AtomicBoolean();
        final AtomicReference<String> failure = new AtomicReference<>();
        final Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                if (routes.sinkFor(request, 0, request.length) != stays.sink) {
                    failure.set("lost");
                }
            }
        });

        for (int i = 0; i < 20_000; i++) {
            final Session passing = added();
            routes.remove(passing.credentials, passing.token);
        }
        done.set(true);
        reader.join();

        assertThat(failure.get()).isNull();
    }

    private Session added() {
        final int token = routes.newToken();
        final Session session = new Session(CredentialSource.draw(token, random), token, new Sink());
        routes.add(session.credentials, token, session.sink);
        return session;
    }

    private DatagramSink sinkOfRequest(final String username) {
        final byte[] bytes = request(username, 7);
        final byte[] slot = new byte[bytes.length + 100];
        System.arraycopy(bytes, 0, slot, 50, bytes.length);
        return routes.sinkFor(slot, 50, bytes.length);
    }

    private static byte[] request(final String username, final int token) {
        return Stun.request(username, 1, IceRole.CONTROLLED, 1, false, token, KEY);
    }

    private DatagramSink sinkOfResponse(final int token) {
        final byte[] transaction =
                java.nio.ByteBuffer.allocate(12).putInt(token).putLong(9).array();
        final byte[] bytes = Stun.success(transaction, new Path(0, 0, 0xffff_0102_0304L, 5), KEY);
        return routes.sinkFor(bytes, 0, bytes.length);
    }
}
