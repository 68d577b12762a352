/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ColibriTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FINGERPRINT = "AB:".repeat(31) + "AB";

    @Test
    void onlyWhatAnIpv4SocketReachesIsTakenOfAnAnswer() throws Exception {
        final Colibri.Answer answer = Colibri.read(JSON.readTree("""
                {"ufrag": "u", "pwd": "p", "fingerprints": [
                    {"hash": "sha-1", "fingerprint": "AB"}, {"hash": "sha-256", "fingerprint": "%s", "setup": "actpass"}],
                 "candidates": [
                    {"type": "host", "protocol": "udp", "ip": "2001:db8::1", "port": "1", "foundation": "1", "priority": "1"},
                    {"type": "host", "protocol": "ssltcp", "ip": "192.0.2.1", "port": "1", "foundation": "1", "priority": "1"},
                    {"type": "srflx", "protocol": "udp", "ip": "192.0.2.1", "port": "10000", "foundation": "2",
                     "priority": "1677724415"}],
                 "web-sockets": ["ws://192.0.2.1/x"]}""".formatted(FINGERPRINT)));

        assertThat(answer.transport().fingerprints())
                .singleElement()
                .satisfies(fingerprint -> assertThat(fingerprint.hash()).isEqualTo("sha-256"));
        assertThat(answer.transport().candidates())
                .singleElement()
                .satisfies(
                        candidate -> assertThat(candidate.address().getPort()).isEqualTo(10_000));
        assertThat(answer.webSocket()).isEqualTo("ws://192.0.2.1/x");
    }

    @Test
    void anAnswerWithoutAnAddressIsSaidToHaveNone() {
        assertThatIOException()
                .isThrownBy(() -> Colibri.read(JSON.readTree(
                        "{\"fingerprints\": [{\"hash\": \"sha-256\", \"fingerprint\": \"" + FINGERPRINT + "\"}]}")))
                .withMessageContaining("no IPv4 candidate");
    }

    @Test
    void whatASeatSendsIsWhatItsOfferAnnounces() throws Exception {
        final Load load = new Load("x", 2, 3, 2, 1_000_000, true, true, 3, 2.5, Load.Channel.SCTP);
        final Seat seat = new Seat(load, 1, 1);

        final var endpoint =
                JSON.readTree(Offer.createEndpoint("m", seat)).path("endpoints").path(0);

        assertThat(endpoint.path("id").asText()).isEqualTo("00010001");
        assertThat(endpoint.path("sources")
                        .path(0)
                        .path("sources")
                        .path(0)
                        .path("ssrc")
                        .asInt())
                .isEqualTo(seat.audioSsrc());
        assertThat(endpoint.path("sources").path(1).path("sources").findValuesAsText("ssrc"))
                .hasSize(6)
                .contains(Integer.toString(seat.videoSsrc(2)), Integer.toString(seat.videoSsrc(2) + 1));
        assertThat(endpoint.path("sources").path(1).path("ssrc-groups").findValuesAsText("semantics"))
                .containsExactly("FID", "FID", "FID", "SIM");
        assertThat(endpoint.path("transport").has("sctp")).isTrue();
    }

    @Test
    void thoseWhoOnlyReceiveAnnounceNothing() throws Exception {
        final Load load = new Load("x", 1, 3, 1, 1_000_000, true, false, 1, 2.5, Load.Channel.NONE);

        final var endpoint = JSON.readTree(Offer.createEndpoint("m", new Seat(load, 0, 2)))
                .path("endpoints")
                .path(0);

        assertThat(endpoint.path("sources")).isEmpty();
        assertThat(endpoint.path("transport").has("sctp")).isFalse();
    }
}
