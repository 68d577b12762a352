/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.hummingbridge.sfu.fuzz.AbstractFuzzTest;
import org.hummingbridge.signaling.channel.ClientMessageReader.Reading;

/**
 * Any text on the bridge channel. It is a message or it is refused, and what is passed on is the JSON that came but for its sender,
 * who is never whom the client claims to be.
 */
public class ClientMessageFuzzTest extends AbstractFuzzTest {
    private static final int MAX_BYTES = 4096;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SENDER = "abc\"\\\u0000d";

    public ClientMessageFuzzTest() {
        super("bridge-channel", MAX_BYTES, ClientMessageFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(final byte[] bytes) {
        final String text = new String(bytes, StandardCharsets.UTF_8);
        if (ClientMessageReader.read(text) instanceof Reading.Message(ClientMessage message)) {
            switch (message) {
                case ClientMessage.EndpointMessage(String to, OpaqueMembers members) -> check(text, members);
                case ClientMessage.EndpointStats(OpaqueMembers members) -> check(text, members);
                default -> message.hashCode();
            }
        }
    }

    private static void check(final String text, final OpaqueMembers members) {
        try {
            final ObjectNode expected = (ObjectNode) JSON.readTree(text);
            final JsonNode passedOn = JSON.readTree(members.sentBy(SENDER));
            if (!passedOn.equals(expected.put("from", SENDER))) {
                throw new AssertionError(passedOn + " instead of " + expected);
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + members.sentBy(SENDER), e);
        }
    }
}
