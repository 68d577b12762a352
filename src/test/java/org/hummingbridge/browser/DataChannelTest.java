/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chromium's own SCTP against ours. */
@Tag("browser")
class DataChannelTest {
    /** Far more than fits into one packet, or into the first congestion window. */
    private static final int LONG = 50_000;

    private final BridgeProcess bridge = BridgeProcess.deployment("");
    private final Chromium chromium = Chromium.withoutDevices();
    private Tab alice;
    private Tab bob;

    @BeforeEach
    void join() throws Exception {
        alice = participant("aaaaaaaa", true);
        bob = participant("bbbbbbbb", false);
    }

    @AfterEach
    void close() {
        chromium.close();
        bridge.close();
    }

    private Tab participant(final String id, final boolean create) throws Exception {
        final Tab tab = chromium.tab();
        tab.page().navigate("http://127.0.0.1:" + bridge.httpPort() + "/about/version");
        try (InputStream script = getClass().getResourceAsStream("/browser/data-channel.js")) {
            tab.page()
                    .evaluate(
                            new String(script.readAllBytes(), StandardCharsets.UTF_8)
                                    .replaceFirst("(?s)^//[^\n]*\n", ""),
                            Map.of("meeting", "channels", "id", id, "create", create));
        }
        return tab;
    }

    private static void send(final Tab tab, final String message) {
        tab.page().evaluate("message => participant.channel.send(message)", message);
    }

    private static void awaitMessage(final Tab tab, final String condition, final Object argument) {
        tab.until(
                "argument => participant.messages.map(text => JSON.parse(text)).some(m => " + condition + ")",
                argument);
    }

    @Test
    void theBridgeAnswersAHello() {
        send(alice, "{\"colibriClass\":\"ClientHello\"}");

        awaitMessage(alice, "m.colibriClass === 'ServerHello'", null);
    }

    @Test
    void aLongMessageReachesTheOtherWhole() {
        send(
                alice,
                "{\"colibriClass\":\"EndpointMessage\",\"to\":\"bbbbbbbb\",\"msgPayload\":{\"text\":\"%s\"}}"
                        .formatted("ä€".repeat(LONG / 5)));

        awaitMessage(
                bob,
                "m.colibriClass === 'EndpointMessage' && m.from === 'aaaaaaaa' && m.msgPayload.text === 'ä€'.repeat(argument)",
                LONG / 5);
    }

    @Test
    void manyMessagesComeInOrder() {
        alice.page().evaluate("""
                async () => {
                    for (let i = 0; i < 200; i++) {
                        participant.channel.send(JSON.stringify(
                            {colibriClass: 'EndpointMessage', to: '', msgPayload: {i}}));
                        if (i % 20 === 19) await new Promise(resolve => setTimeout(resolve, 400));
                    }
                }""");

        bob.until("count => participant.messages.filter(text => text.includes('msgPayload')).length === count", 200);
        assertThat(bob.page().evaluate("""
                () => participant.messages.map(text => JSON.parse(text)).filter(m => m.msgPayload)
                    .every((m, i) => m.msgPayload.i === i)""")).isEqualTo(true);
    }

    @Test
    void aChannelThatIsClosedCanBeOpenedAgain() {
        alice.page().evaluate("""
                async () => {
                    const {connection, channel, messages} = participant;
                    await new Promise(resolve => { channel.onclose = resolve; channel.close(); });
                    const next = connection.createDataChannel(
                        'JVB data channel', {protocol: 'http://jitsi.org/protocols/colibri'});
                    next.onmessage = ({data}) => messages.push(data);
                    await new Promise(resolve => next.onopen = resolve);
                    messages.length = 0;
                    participant.channel = next;
                }""");
        send(alice, "{\"colibriClass\":\"ClientHello\"}");

        awaitMessage(alice, "m.colibriClass === 'ServerHello'", null);
    }
}
