/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioSourcesMapped;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelMessage;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelOpened;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointJoined;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointLeft;
import org.hummingbridge.sfu.conference.ConferenceEvent.EstimateReported;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoSourcesMapped;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.junit.jupiter.api.Test;

/** What the bridge decides by itself about the streams that it sends, as clients are told it. */
class SourceMapsTest {
    private final FakeConference conference = new FakeConference();
    private final BridgeChannels channels = new BridgeChannels(
            ChannelPolicy.of(ReceiverConstraints.EVERYTHING),
            WebSocketAddresses.NONE,
            Runnable::run,
            (delay, task) -> {},
            new Random(1),
            () -> 0);
    private final ConferenceListener events = channels.listen(conference.control);

    private void joinWithChannel(final String... ids) {
        for (final String id : ids) {
            events.on(new EndpointJoined(id, false));
            events.on(new ChannelOpened(id));
        }
        conference.sent.clear();
    }

    private static VideoMapping camera(final String owner, final int ssrc, final VideoType type) {
        return new VideoMapping(owner + "-v0", owner, ssrc, 7, type, null);
    }

    @Test
    void videoIsMappedByUnsignedNumbersAndTypesInCapitals() {
        joinWithChannel("a", "b");

        events.on(new VideoSourcesMapped(
                "a",
                List.of(
                        new VideoMapping("b-v0", "b", 0x8bd2_5d35, 345_678_901, VideoType.CAMERA, "v0"),
                        new VideoMapping("b-v1", "b", 1, -1, VideoType.DESKTOP, "v1"))));

        assertThat(conference.sent)
                .containsExactly("a {\"colibriClass\":\"VideoSourcesMap\",\"mappedSources\":["
                        + "{\"source\":\"b-v0\",\"owner\":\"b\",\"ssrc\":2345819445,\"rtx\":345678901,"
                        + "\"videoType\":\"CAMERA\",\"mid\":\"v0\"},"
                        + "{\"source\":\"b-v1\",\"owner\":\"b\",\"ssrc\":1,\"rtx\":4294967295,"
                        + "\"videoType\":\"DESKTOP\",\"mid\":\"v1\"}]}");
    }

    @Test
    void audioIsMappedWithoutRetransmission() {
        joinWithChannel("a");

        events.on(new AudioSourcesMapped("a", List.of(new AudioMapping("b-a0", "b", -2, "a0"))));

        assertThat(conference.sent)
                .containsExactly("a {\"colibriClass\":\"AudioSourcesMap\",\"mappedSources\":["
                        + "{\"source\":\"b-a0\",\"owner\":\"b\",\"ssrc\":4294967294,\"mid\":\"a0\"}]}");
    }

    @Test
    void whoTellsStreamsApartBySsrcIsToldNoMid() {
        joinWithChannel("a");

        events.on(new VideoSourcesMapped("a", List.of(camera("b", 1, VideoType.CAMERA))));
        events.on(new AudioSourcesMapped("a", List.of(new AudioMapping("b-a0", "b", 2, null))));

        assertThat(conference.sent).hasSize(2).noneMatch(text -> text.contains("mid"));
    }

    @Test
    void aCameraThatIsOffIsACameraAllTheSame() {
        joinWithChannel("a");

        events.on(new VideoSourcesMapped("a", List.of(camera("b", 1, VideoType.DISABLED))));

        assertThat(conference.sent).singleElement().asString().contains("\"videoType\":\"CAMERA\"");
    }

    @Test
    void theConferenceIsAskedToTellEverythingAgainWhenSomethingOpens() {
        events.on(new EndpointJoined("a", false));

        events.on(new ChannelOpened("a"));
        events.on(new ChannelOpened("a"));

        assertThat(conference.opened).containsExactly("a", "a");
    }

    @Test
    void theEstimateIsToldInBitsPerSecond() {
        joinWithChannel("a");

        events.on(new EstimateReported("a", () -> 2_500_000));
        events.on(new EndpointLeft("a"));
        events.on(new EstimateReported("a", () -> 1));

        assertThat(conference.sent)
                .containsExactly("a {\"colibriClass\":\"ConnectionStats\",\"estimatedDownlinkBandwidth\":2500000}");
    }

    @Test
    void whatASourceShowsIsForTheBridgeAndNotForTheOthers() {
        joinWithChannel("a", "b");

        events.on(new ChannelMessage(
                "a",
                "{\"colibriClass\":\"SourceVideoTypeMessage\",\"sourceName\":\"a-v0\",\"videoType\":\"desktop\"}"));

        assertThat(conference.calls).containsExactly(List.of("videoType", "a", "a-v0", VideoType.DESKTOP));
        assertThat(conference.sent).isEmpty();
    }
}
