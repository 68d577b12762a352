/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a client sends is answered and leaves the bridge as it was or as the answer says. */
class AnyBytesProperties {
    private static final byte[] RECORDED = recorded();

    @Property
    void anyBytesAreAnsweredAndCreateNothing(@ForAll final byte[] body) {
        final FakeBridge bridge = new FakeBridge();

        final int status = rest(bridge).create(body).join().status();

        assertThat(status).isEqualTo(400);
        assertThat(bridge.conferences).isEmpty();
    }

    @Property
    void aRequestWithBytesOverwrittenIsAnsweredAndNeverHalfDone(
            @ForAll @Size(max = 4) final byte[] garbage, @ForAll @IntRange(max = 10_000) final int position) {
        final FakeBridge bridge = new FakeBridge();
        final byte[] body = RECORDED.clone();
        System.arraycopy(garbage, 0, body, position % (body.length - garbage.length), garbage.length);

        final int status = rest(bridge).create(body).join().status();

        assertThat(status).isIn(200, 400);
        assertThat(bridge.conferences).hasSize(status == 200 ? 1 : 0);
        bridge.conferences
                .values()
                .forEach(conference -> assertThat(conference.endpointIds()).hasSizeLessThanOrEqualTo(1));
    }

    private static Colibri2Rest rest(final FakeBridge bridge) {
        return new Colibri2Rest(
                bridge,
                new ConferenceModifyHandler(bridge, new Colibri2Settings(true), ChannelAddresses.NONE, Runnable::run));
    }

    private static byte[] recorded() {
        try (InputStream stream = AnyBytesProperties.class.getResourceAsStream(
                "/colibri2-rest/01-create-conference-first-endpoint.json")) {
            final byte[] file = Objects.requireNonNull(stream).readAllBytes();
            return new JsonMapper()
                    .readTree(file)
                    .get("request")
                    .get("body")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
