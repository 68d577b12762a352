/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hummingbridge.signaling.xmpp.XmppFailure;
import org.hummingbridge.signaling.xmpp.XmppState;
import org.hummingbridge.signaling.xmpp.XmppStatus;
import org.hummingbridge.signaling.xmpp.XmppTrouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {"163.172.19.80", "100.64.4.3", "2001:db8::1"})
    void addressesThatTheInternetReachesAreValid(final String address) {
        assertThat(addresses(true, address).passed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.122.120", "10.1.2.3", "127.0.0.1", "169.254.1.1", "fe80::1"})
    void addressesOfTheLocalNetworkAreNot(final String address) {
        final HealthFinding finding = addresses(true, address);

        assertThat(finding.passed()).isFalse();
        assertThat(finding.sentence()).contains("static-mappings", "require-valid-address");
    }

    @Test
    void theyAreEnoughWhereNoneIsRequired() {
        assertThat(addresses(false, "192.168.122.120").passed()).isTrue();
    }

    @Test
    void oneValidAddressAmongOthersIsEnough() {
        assertThat(addresses(true, "192.168.122.120", "163.172.19.80").passed()).isTrue();
    }

    @Test
    void noAddressAtAllIsNeverEnough() {
        assertThat(addresses(false).passed()).isFalse();
    }

    @Test
    void oneServerOutOfTwoIsEnoughForJicofo() {
        final HealthFinding finding = new XmppCheck(() -> List.of(
                        status("a", XmppState.JOINED, null), status("b", XmppState.CONNECTING, "No route to b.")))
                .look();

        assertThat(finding.passed()).isTrue();
        assertThat(finding.sentence()).contains("a: joined", "b: No route to b.");
    }

    @Test
    void aWrongPasswordIsNamedAsTheReason() {
        final HealthFinding finding = new XmppCheck(
                        () -> List.of(status("shard", XmppState.OFFLINE, "The password is wrong; correct PASSWORD.")))
                .look();

        assertThat(finding.passed()).isFalse();
        assertThat(finding.sentence()).contains("shard", "correct PASSWORD");
    }

    @Test
    void aBridgeWithoutServersIsNotFound() {
        assertThat(new XmppCheck(List::of).look().passed()).isFalse();
    }

    @Test
    void theSelfTestIsAwaitedByReadinessAndNotByHealth() {
        final HandshakeCheck check = new HandshakeCheck();

        assertThat(check.passedOrPending().passed()).isTrue();
        assertThat(check.passed().passed()).isFalse();

        check.result(null);
        assertThat(check.passed().passed()).isTrue();

        check.result("no provider for X.509");
        assertThat(check.passedOrPending().passed()).isFalse();
        assertThat(check.passed().sentence()).contains("no provider for X.509");
    }

    @Test
    void stunThatNeverAnsweredIsNamed() {
        assertThat(new StunCheck(Optional::empty).look().passed()).isTrue();
        assertThat(new StunCheck(() -> Optional.of("timed out")).look().sentence())
                .contains("timed out", "stun.addresses");
    }

    private static HealthFinding addresses(final boolean required, final String... offered) {
        return new AddressCheck(
                        () -> List.of(offered).stream()
                                .map(address -> new InetSocketAddress(InetAddress.ofLiteral(address), 10_000))
                                .toList(),
                        required)
                .look();
    }

    private static XmppStatus status(final String id, final XmppState state, final String trouble) {
        return new XmppStatus(
                id,
                false,
                state,
                0,
                Optional.ofNullable(trouble).map(sentence -> new XmppTrouble(XmppFailure.OTHER, sentence)),
                1,
                state == XmppState.JOINED ? 1 : 0,
                1,
                0,
                Map.of());
    }
}
