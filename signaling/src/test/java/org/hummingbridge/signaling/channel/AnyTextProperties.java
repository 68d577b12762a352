/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a client sends is a message or has a reason why it is none. */
class AnyTextProperties {
    private static final String RECORDED = "{\"colibriClass\":\"ReceiverVideoConstraints\",\"lastN\":-1,"
            + "\"onStageSources\":[\"a-v0\"],\"defaultConstraints\":{\"maxHeight\":360,\"maxFrameRate\":30.0},"
            + "\"constraints\":{\"b-v0\":{\"maxHeight\":180}},\"assumedBandwidthBps\":-1}";

    @Property
    void anyTextIsReadOrRefused(@ForAll final String text) {
        assertThat(ClientMessageReader.read(text)).isNotNull();
    }

    @Property
    void aMessageWithCharactersOverwrittenIsReadOrRefused(
            @ForAll @Size(max = 4) final byte[] garbage, @ForAll @IntRange(max = 10_000) final int position) {
        final byte[] text = RECORDED.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(garbage, 0, text, position % (text.length - garbage.length), garbage.length);

        assertThat(ClientMessageReader.read(new String(text, StandardCharsets.ISO_8859_1)))
                .isNotNull();
    }

    @Property
    void whatIsPassedOnCanBeReadAgain(@ForAll final String sender, @ForAll final String to) {
        final OpaqueMembers members = new OpaqueMembers("EndpointMessage", ",\"to\":\"\",\"msgPayload\":{}");

        assertThat(ClientMessageReader.read(members.sentBy(sender + to)))
                .isInstanceOf(ClientMessageReader.Reading.Message.class);
    }
}
