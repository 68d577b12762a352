/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.junit.jupiter.api.Test;

/** What strangers send changes nothing and, unless they know the password, gets no answer. */
class IceForgeryTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);
    private static final Path STRANGER = Path.of(0, new InetSocketAddress("203.0.113.200", 6_000));
    private static final int ATTRIBUTE_UNKNOWN = 0x7abc;

    private final SimulatedNetwork network = new SimulatedNetwork(17);
    private final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLED, BRIDGE);
    private final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLING, CLIENT);

    @Test
    void aRequestWithTheWrongPasswordChangesNothingAndIsNotAnswered() {
        final byte[] forged = Forgery.check(bridge.agent, client.agent, true, "not the password of anyone");

        final DropReason reason = receive(forged, STRANGER);

        assertThat(reason).isEqualTo(DropReason.STUN_INTEGRITY);
        assertNothingHappened();
    }

    @Test
    void aRequestWithoutIntegrityChangesNothingAndIsNotAnswered() {
        final byte[] whole = Forgery.check(bridge.agent, client.agent, true);
        final byte[] bare = Arrays.copyOf(whole, whole.length - StunIntegrity.SEAL_BYTES);
        StunMessage.uint16(bare, 2, bare.length - StunMessage.HEADER_BYTES);

        final DropReason reason = receive(bare, STRANGER);

        assertThat(reason).isEqualTo(DropReason.STUN_INTEGRITY);
        assertNothingHappened();
    }

    @Test
    void aRequestForAnotherUfragIsNotAnswered() {
        final DropReason reason = receive(Forgery.check(client.agent, client.agent, true), STRANGER);

        assertThat(reason).isEqualTo(DropReason.STUN_UNKNOWN_UFRAG);
        assertNothingHappened();
    }

    @Test
    void aWrongFingerprintDropsARequestThatIsRightOtherwise() {
        final byte[] check = Forgery.check(bridge.agent, client.agent, true);
        check[check.length - 1] ^= 1;

        assertThat(receive(check, STRANGER)).isEqualTo(DropReason.STUN_INTEGRITY);
        assertNothingHappened();
    }

    @Test
    void aRequestWithoutAFingerprintIsTaken() {
        final byte[] whole = Forgery.check(bridge.agent, client.agent, false);
        final byte[] check = Arrays.copyOf(whole, whole.length - 8);
        StunMessage.uint16(check, 2, check.length - StunMessage.HEADER_BYTES);

        assertThat(receive(check, STRANGER)).isNull();
        assertThat(bridge.sent).isEqualTo(1);
    }

    @Test
    void anUnknownRequiredAttributeIsRefusedWith420IfTheRequestIsAuthentic() {
        final byte[] check = withAttribute(Forgery.check(bridge.agent, client.agent, true), ATTRIBUTE_UNKNOWN, true);
        final List<byte[]> answers = answersOfBridge();

        final DropReason reason = receive(check, STRANGER);

        assertThat(reason).isEqualTo(DropReason.STUN_UNEXPECTED);
        assertThat(bridge.bound).isEmpty();
        assertThat(answers).singleElement().satisfies(answer -> {
            final StunMessage message = new StunMessage();
            assertThat(message.parse(answer, 0, answer.length)).isTrue();
            assertThat(message.errorCode()).isEqualTo(420);
            assertThat(message.transaction()).isEqualTo(9);
        });
    }

    @Test
    void anUnknownRequiredAttributeInAForgedRequestIsNotAnswered() {
        final byte[] check = withAttribute(Forgery.check(bridge.agent, client.agent, true), ATTRIBUTE_UNKNOWN, false);

        assertThat(receive(check, STRANGER)).isEqualTo(DropReason.STUN_INTEGRITY);
        assertNothingHappened();
    }

    @Test
    void attributesBehindTheIntegrityCountForNothing() {
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        final byte[] extended = Arrays.copyOf(check, check.length - 4);
        StunMessage.uint16(extended, extended.length - 4, StunAttribute.USE_CANDIDATE);
        StunMessage.uint16(extended, extended.length - 2, 0);
        StunMessage.uint16(extended, 2, extended.length - StunMessage.HEADER_BYTES);
        bridge.learnCredentials(client.agent.localCredentials());

        assertThat(receive(extended, Path.of(0, CLIENT))).isNull();
        network.advance(Duration.ofMillis(100));

        assertThat(bridge.isConnected()).isTrue();
        assertThat(bridge.agent.isNominated()).isFalse();
    }

    @Test
    void onlyTheFirstOfAnAttributeThatIsThereTwiceCounts() {
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        final byte[] other = Forgery.check(client.agent, client.agent, false);
        final int name = StunMessage.usernameOffset(other, 0, other.length);
        final int attributeBytes = 4 + (StunMessage.valueLength(other, name) + 3) / 4 * 4;
        final byte[] twice = Arrays.copyOf(check, check.length - StunIntegrity.SEAL_BYTES + attributeBytes);
        System.arraycopy(other, name - 4, twice, twice.length - attributeBytes, attributeBytes);
        StunMessage.uint16(twice, 2, twice.length - StunMessage.HEADER_BYTES);

        assertThat(receive(Stun.sealed(twice, bridge.agent.localCredentials().password()), STRANGER))
                .isNull();
        assertThat(bridge.bound).containsExactly(STRANGER);
    }

    @Test
    void aLengthThatReachesPastTheEndIsMalformedWhateverTheAttribute() {
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        for (int at = StunMessage.HEADER_BYTES; at < check.length; ) {
            final int length = StunMessage.valueLength(check, at + 4);
            final byte[] damaged = check.clone();
            StunMessage.uint16(damaged, at + 2, check.length);

            assertThat(receive(damaged, STRANGER))
                    .as("attribute at %d", at)
                    .isIn(DropReason.STUN_MALFORMED, DropReason.STUN_UNKNOWN_UFRAG);
            at += 4 + (length + 3) / 4 * 4;
        }
        assertNothingHappened();
    }

    @Test
    void aDuplicateOfARequestIsAnsweredAgain() {
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        final List<byte[]> answers = answersOfBridge();

        receive(check, STRANGER);
        receive(check, STRANGER);

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        assertThat(bridge.bound).hasSize(1);
    }

    @Test
    void noAnswerIsLongerThanItsRequest() {
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        receive(check, STRANGER);
        receive(check, Path.of(0, new InetSocketAddress("2001:db8::77", 5)));

        assertThat(bridge.largestSent).isLessThanOrEqualTo(check.length);
    }

    @Test
    void aForgedResponseChangesNothingAndTheRealOneStillCounts() {
        network.conditions(LinkConditions.DEAD);
        final List<byte[]> checks = requestsOfBridge();
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofMillis(50));
        final byte[] check = checks.getFirst();

        final byte[] forged = Forgery.answer(check, "not the password of anyone");
        assertThat(receive(forged, Path.of(0, CLIENT))).isEqualTo(DropReason.STUN_INTEGRITY);
        assertThat(bridge.agent.state()).isEqualTo(IceState.CHECKING);

        final byte[] real =
                Forgery.answer(check, client.agent.localCredentials().password());
        assertThat(receive(real, Path.of(0, CLIENT))).isNull();
        assertThat(bridge.agent.state()).isEqualTo(IceState.CONNECTED);
    }

    @Test
    void aResponseCountsOnlyFromWhereTheCheckWentTo() {
        network.conditions(LinkConditions.DEAD);
        final List<byte[]> checks = requestsOfBridge();
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofMillis(50));
        final byte[] real = Forgery.answer(
                checks.getFirst(), client.agent.localCredentials().password());

        assertThat(receive(real, STRANGER)).isEqualTo(DropReason.STUN_UNEXPECTED);
        assertThat(receive(real, Path.of(1, CLIENT))).isEqualTo(DropReason.STUN_UNEXPECTED);
        assertThat(bridge.agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(bridge.bound).isEmpty();
    }

    @Test
    void aResponseToNothingIsDropped() {
        final byte[] check = Forgery.check(client.agent, bridge.agent, false);
        final byte[] answer =
                Forgery.answer(check, client.agent.localCredentials().password());

        assertThat(receive(answer, Path.of(0, CLIENT))).isEqualTo(DropReason.STUN_UNEXPECTED);
    }

    @Test
    void aForgedRoleConflictDoesNotSwitchTheRole() {
        network.conditions(LinkConditions.DEAD);
        final List<byte[]> checks = requestsOfBridge();
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofMillis(50));
        final byte[] transaction = Arrays.copyOfRange(
                checks.getFirst(),
                StunMessage.TRANSACTION_OFFSET,
                StunMessage.TRANSACTION_OFFSET + StunMessage.TRANSACTION_BYTES);
        final byte[] forged = Stun.roleConflict(transaction, new StunIntegrity("not the password of anyone"));

        assertThat(receive(forged, Path.of(0, CLIENT))).isEqualTo(DropReason.STUN_INTEGRITY);
        assertThat(bridge.agent.role()).isEqualTo(IceRole.CONTROLLED);
    }

    private DropReason receive(final byte[] bytes, final Path from) {
        return bridge.agent.onStun(bytes, 0, bytes.length, from, network.nowNanos());
    }

    private void assertNothingHappened() {
        network.advance(Duration.ofSeconds(1));
        assertThat(bridge.sent).isZero();
        assertThat(bridge.bound).isEmpty();
        assertThat(bridge.states).isEmpty();
        assertThat(bridge.agent.path()).isNull();
        assertThat(bridge.agent.role()).isEqualTo(IceRole.CONTROLLED);
    }

    private List<byte[]> answersOfBridge() {
        return sentByBridge(StunMessage.BINDING_SUCCESS, StunMessage.BINDING_ERROR);
    }

    private List<byte[]> requestsOfBridge() {
        return sentByBridge(StunMessage.BINDING_REQUEST, StunMessage.BINDING_REQUEST);
    }

    private List<byte[]> sentByBridge(final int type, final int orType) {
        final List<byte[]> seen = new ArrayList<>();
        network.tap(datagram -> {
            final int sentType = StunMessage.type(datagram.bytes(), 0);
            if (datagram.from().equals(BRIDGE) && (sentType == type || sentType == orType)) {
                seen.add(datagram.bytes());
            }
        });
        return seen;
    }

    /** Puts an empty attribute in front of the integrity, which is made anew or left wrong. */
    private byte[] withAttribute(final byte[] check, final int type, final boolean sealed) {
        final byte[] bare = Arrays.copyOf(check, check.length - StunIntegrity.SEAL_BYTES + 4);
        StunMessage.uint16(bare, bare.length - 4, type);
        StunMessage.uint16(bare, bare.length - 2, 0);
        StunMessage.uint16(bare, 2, bare.length - StunMessage.HEADER_BYTES);
        final String password = sealed ? bridge.agent.localCredentials().password() : "not the password of anyone";
        return Stun.sealed(bare, password);
    }
}
