/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against STUN servers on loopback addresses; nothing leaves the machine. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MappingDiscoveryTest {
    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.2");
    private static final List<Duration> SHORT = List.of(Duration.ofMillis(20), Duration.ofMillis(20));
    private static final List<Duration> LONG = List.of(Duration.ofMillis(20), Duration.ofSeconds(10));

    private final BlockingQueue<Discovered> told = new LinkedBlockingQueue<>();

    @Test
    void eachLocalAddressGetsThePublicOneThatTheServerSees() throws Exception {
        try (LoopbackStunServer server = new LoopbackStunServer("198.51.100.7", 0, 0);
                MappingDiscovery discovery = discovery(LONG, server.address())) {
            discovery.start();

            final Discovered found = told.take();

            assertThat(found.mappings())
                    .extracting(
                            DiscoveredMapping::localAddress,
                            each -> each.publicAddress().getHostAddress())
                    .containsExactly(tuple(LOCAL, "198.51.100.7"), tuple(OTHER, "198.51.100.7"));
            assertThat(found.mappings().getFirst().source()).isEqualTo(server.address() + " sees 127.0.0.1 there");
            assertThat(found.stunFailed()).isFalse();
            assertThat(found.warnings()).isEmpty();
        }
    }

    @Test
    void aLostRequestIsSentAgain() throws Exception {
        try (LoopbackStunServer server = new LoopbackStunServer("198.51.100.7", 0, 1);
                MappingDiscovery discovery = discovery(LONG, server.address())) {
            discovery.start();

            assertThat(told.take().mappings()).hasSize(2);
        }
    }

    @Test
    void aNatThatChangesPortsIsNamed() throws Exception {
        try (LoopbackStunServer server = new LoopbackStunServer("198.51.100.7", 1, 0);
                MappingDiscovery discovery = discovery(LONG, server.address())) {
            discovery.start();

            assertThat(told.take().warnings())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("127.0.0.1", "other ports", "198.51.100.7", "forwarded");
        }
    }

    @Test
    void aDeadServerIsNamedWithItsSettingWhileAnotherOneAnswers() throws Exception {
        try (DatagramSocket dead = new DatagramSocket(new InetSocketAddress(LOCAL, 0));
                LoopbackStunServer server = new LoopbackStunServer("198.51.100.7", 0, 0);
                MappingDiscovery discovery = discovery(
                        // All of it is waited for the dead one; a busy machine may keep the other from answering at
                        // once.
                        List.of(Duration.ofSeconds(3)),
                        new StunServer("127.0.0.1", dead.getLocalPort()),
                        server.address())) {
            discovery.start();

            final Discovered found = told.take();

            assertThat(found.mappings()).hasSize(2);
            assertThat(found.stunFailed()).isFalse();
            assertThat(found.warnings())
                    .hasSize(2)
                    .first()
                    .isEqualTo("ice4j.harvest.mapping.stun.addresses: 127.0.0.1:" + dead.getLocalPort()
                            + " asked from 127.0.0.1 does not answer; correct the setting, or let UDP to it through.");
        }
    }

    @Test
    void serversAreAskedAgainAfterLongerPausesUntilOneAnswers() throws Exception {
        final List<Duration> pauses = new ArrayList<>();
        try (LoopbackStunServer server = new LoopbackStunServer("198.51.100.7", 0, 12);
                MappingDiscovery discovery = discovery(SHORT, pauses::add, List.of(LOCAL), null, server.address())) {
            discovery.start();

            assertThat(told.take()).satisfies(failed -> {
                assertThat(failed.stunFailed()).isTrue();
                assertThat(failed.mappings()).isEmpty();
            });
            assertThat(told.take().mappings()).hasSize(1);
            assertThat(pauses)
                    .startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20))
                    .hasSizeGreaterThanOrEqualTo(6);
            assertThat(server.requests()).isGreaterThan(12);
        }
    }

    @Test
    void closingEndsTheWaiting() throws Exception {
        final CountDownLatch interrupted = new CountDownLatch(1);
        try (DatagramSocket dead = new DatagramSocket(new InetSocketAddress(LOCAL, 0))) {
            final MappingDiscovery discovery = discovery(
                    SHORT,
                    duration -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                    },
                    List.of(LOCAL),
                    null,
                    new StunServer("127.0.0.1", dead.getLocalPort()));
            discovery.start();
            told.take();

            discovery.close();

            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void withoutServersNothingIsAskedAndNothingHasFailed() throws Exception {
        try (MappingDiscovery discovery = discovery(LONG)) {
            discovery.start();

            assertThat(told.take()).isEqualTo(new Discovered(List.of(), List.of(), false));
        }
    }

    @Test
    void addressesOfIpv6AreNotAskedFor() throws Exception {
        try (LoopbackStunServer server = new LoopbackStunServer("198.51.100.7", 0, 0);
                MappingDiscovery discovery = discovery(
                        LONG, Thread::sleep, List.of(InetAddress.ofLiteral("::1"), LOCAL), null, server.address())) {
            discovery.start();

            assertThat(told.take().mappings())
                    .extracting(DiscoveredMapping::localAddress)
                    .containsExactly(LOCAL);
        }
    }

    @Test
    void theMetadataServiceIsAskedToo() throws Exception {
        try (LoopbackMetadata service = new LoopbackMetadata("127.0.0.1", "198.51.100.8");
                LoopbackStunServer server = new LoopbackStunServer("198.51.100.7", 0, 0);
                MappingDiscovery discovery =
                        discovery(LONG, Thread::sleep, List.of(LOCAL), service.client(), server.address())) {
            discovery.start();

            assertThat(told.take().mappings())
                    .extracting(each -> each.publicAddress().getHostAddress())
                    .containsExactly("198.51.100.8", "198.51.100.7");
        }
    }

    @Test
    void aMetadataServiceWithoutAnAnswerIsAWarning() throws Exception {
        try (LoopbackMetadata service = new LoopbackMetadata("127.0.0.1", null);
                MappingDiscovery discovery = discovery(LONG, Thread::sleep, List.of(LOCAL), service.client())) {
            discovery.start();

            assertThat(told.take().warnings())
                    .singleElement()
                    .asString()
                    .startsWith("ice4j.harvest.mapping.aws.enabled")
                    .contains("answers 404 to /latest/meta-data/public-ipv4");
        }
    }

    private MappingDiscovery discovery(final List<Duration> waits, final StunServer... servers) {
        return discovery(waits, Thread::sleep, List.of(LOCAL, OTHER), null, servers);
    }

    private MappingDiscovery discovery(
            final List<Duration> waits,
            final MappingDiscovery.Pause pause,
            final List<InetAddress> locals,
            final AwsMetadata aws,
            final StunServer... servers) {
        return new MappingDiscovery(
                locals, List.of(servers), aws, new StunQuestion(new Random(7), waits), pause, told::add);
    }
}
