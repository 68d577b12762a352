/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.signaling.colibri2.RestFocus.endpoint;
import static org.hummingbridge.signaling.colibri2.RestFocus.ok;
import static org.hummingbridge.signaling.colibri2.RestFocus.refused;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with values that make no sense. */
class RequestCheckTest {
    private static final String FINGERPRINT = "AB:".repeat(31) + "AB";

    private final RestFocus focus = new RestFocus();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\": \"\"",
                "\"id\": \"a\\u0000b\"",
                "\"id\": \"a\", \"initial-last-n\": {\"value\": -2}",
                "\"id\": \"a\", \"initial-last-n\": {\"value\": 1.5}",
                "\"id\": \"a\", \"initial-last-n\": {}",
                "\"id\": \"a\", \"force-mute\": {\"audio\": \"true\"}",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": -1}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": 4294967296}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}, {\"ssrc\": 1}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}]},"
                        + " {\"type\": \"video\", \"id\": \"y\", \"sources\": [{\"ssrc\": 1}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\"}, {\"type\": \"video\", \"id\": \"x\"}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"data\", \"id\": \"x\"}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\"}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"video\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}],"
                        + " \"ssrc-groups\": [{\"semantics\": \"FID\", \"sources\": [1, 2]}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"video\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}],"
                        + " \"ssrc-groups\": [{\"semantics\": \"FID\", \"sources\": [1, 1]}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"payload-types\": [{\"id\": \"128\", \"name\": \"x\","
                        + " \"clockrate\": \"1\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"payload-types\": [{\"id\": \"one\", \"name\": \"x\","
                        + " \"clockrate\": \"1\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"payload-types\": [{\"id\": \"1\", \"name\": \"x\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"rtp-hdrexts\": [{\"id\": 0, \"uri\": \"x\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"rtp-hdrexts\": [{\"id\": 15, \"uri\": \"x\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"rtp-hdrexts\": [{\"id\": 256, \"uri\": \"x\"}]}]",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"abc\", \"pwd\": \"pppppppppppppppppppppp\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"abcd\", \"pwd\": \"short\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"ab:cd\", \"pwd\": \"pppppppppppppppppppppp\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"abcd\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"fingerprints\": [{\"hash\": \"sha-256\","
                        + " \"fingerprint\": \"AB\"}]}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"fingerprints\": [{\"hash\": \"md5\","
                        + " \"fingerprint\": \"AB\"}]}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"candidates\": [{\"type\": \"host\", \"protocol\": \"udp\","
                        + " \"ip\": \"127.0.0.1\", \"port\": \"65536\", \"foundation\": \"1\", \"priority\": \"1\"}]}}",
            })
    void anUpdateWithBadValuesIsRefusedAndChangesNothing(final String endpoint) {
        focus.createConference();
        focus.createEndpoint("a", "");
        final int before = focus.bridge.calls.size();

        refused(focus.patch("{\"endpoints\": [{%s}]}".formatted(endpoint)), "bad-request");

        assertThat(focus.bridge.calls).hasSize(before);
    }

    @Test
    void aThousandSourcesAreRefused() {
        focus.createConference();
        focus.createEndpoint("a", "");
        final String sources = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"type\": \"video\", \"id\": \"v%d\", \"sources\": [{\"ssrc\": %d}]}".formatted(i, i))
                .collect(Collectors.joining(","));

        refused(focus.patch(endpoint("a", "\"sources\": [" + sources + "]")), "bad-request");
    }

    @Test
    void moreThan64CandidatesAreRefused() {
        focus.createConference();
        focus.createEndpoint("a", "");
        final String candidates = IntStream.range(0, 65)
                .mapToObj(i -> candidate("127.0.0.1", "udp", "0", 1_000 + i))
                .collect(Collectors.joining(","));

        refused(
                focus.patch(endpoint("a", "\"transport\": {\"transport\": {\"candidates\": [" + candidates + "]}}")),
                "bad-request");
    }

    @Test
    void candidatesThatCannotBeUsedArePassedOver() {
        focus.createConference();
        focus.createEndpoint("a", "");
        final String candidates = String.join(
                ",",
                candidate("f3e1.local", "udp", "0", 1_000),
                candidate("192.0.2.1", "tcp", "0", 1_001),
                candidate("192.0.2.1", "udp", "1", 1_002),
                candidate("0.0.0.0", "udp", "0", 1_003),
                candidate("255.255.255.255", "udp", "0", 1_004),
                candidate("224.0.0.1", "udp", "0", 1_005),
                candidate("fe80::1%lo", "udp", "0", 1_006),
                candidate("2001:db8::1", "UDP", "0", 1_007),
                candidate("192.0.2.1", "udp", "0", 1_008));

        ok(focus.patch(endpoint("a", "\"transport\": {\"transport\": {\"candidates\": [" + candidates + "]}}")));

        assertThat(focus.conference().transports.get("a").candidates())
                .extracting(candidate -> candidate.address().getPort())
                .containsExactly(1_007, 1_008);
    }

    @Test
    void unknownHashFunctionsArePassedOverBesideKnownOnes() {
        focus.createConference();
        focus.createEndpoint("a", "");

        ok(focus.patch(endpoint("a", """
                "transport": {"transport": {"fingerprints": [
                    {"hash": "sha3-256", "fingerprint": "AB", "setup": "active"},
                    {"hash": "SHA-256", "fingerprint": "%s"}]}}""".formatted(FINGERPRINT.toLowerCase(Locale.ROOT)))));

        assertThat(focus.conference().transports.get("a").fingerprints()).containsExactly(FakeBridge.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"room", "@example.org", "room@", "room@example.org/nick", "a b@example.org", "a@b@c"})
    void theNameOfAConferenceIsABareJid(final String name) {
        refused(
                focus.post("{\"meeting-id\": \"m\", \"create\": true, \"name\": \"%s\"}".formatted(name)),
                "bad-request");

        assertThat(focus.bridge.conferences).isEmpty();
    }

    private static String candidate(final String ip, final String protocol, final String generation, final int port) {
        return """
                {"component": "1", "foundation": "1", "generation": "%s", "id": "c", "ip": "%s", "network": "0",
                "port": "%d", "priority": "2130706431", "protocol": "%s", "type": "host"}""".formatted(generation, ip, port, protocol);
    }
}
