/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelClosed;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelMessage;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelOpened;
import org.hummingbridge.sfu.conference.ConferenceEvent.ConnectivityChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.Ended;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointJoined;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointLeft;
import org.hummingbridge.sfu.conference.ConferenceEvent.ForwardedSourcesChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.SenderConstraintChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.SpeakersChanged;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.junit.jupiter.api.Test;

/** One conference whose events and messages are handled at once, in the caller's thread. */
class BridgeChannelsTest {
    private static final ReceiverConstraints NOTHING =
            new ReceiverConstraints(-1, List.of(), List.of(), VideoConstraint.NONE, Map.of(), null);
    private static final String HELLO = "{\"colibriClass\":\"ServerHello\"}";
    private static final String TELL_ALL =
            "{\"colibriClass\":\"EndpointMessage\",\"to\":\"\",\"msgPayload\":{\"type\":\"chat\"}}";
    private static final String STATS = "{\"colibriClass\":\"EndpointStats\",\"jvbRTT\":13}";

    private final FakeConference conference = new FakeConference();
    private final BridgeChannels channels = new BridgeChannels(
            ChannelPolicy.of(NOTHING),
            new WebSocketAddresses(true, "jvb1", List.of("one.example:443", "two.example")),
            Runnable::run,
            (delay, task) -> {},
            new Random(1),
            () -> 0);
    private final ConferenceListener events = channels.listen(conference.control);

    private static final class Client implements WebSocketOutlet {
        final List<String> heard = new ArrayList<>();

        @Override
        public void send(final String text) {
            heard.add(text);
        }

        @Override
        public void close(final int status, final String reason) {
            heard.add("closed " + status + " " + reason);
        }
    }

    private void join(final String... ids) {
        for (final String id : ids) {
            events.on(new EndpointJoined(id, false));
        }
    }

    private void joinWithChannel(final String... ids) {
        join(ids);
        for (final String id : ids) {
            events.on(new ChannelOpened(id));
        }
        conference.sent.clear();
    }

    private void says(final String id, final String text) {
        events.on(new ChannelMessage(id, text));
    }

    private String password(final String id) {
        return URI.create(channels.of(conference.control, id).getFirst())
                .getQuery()
                .substring("pwd=".length());
    }

    private WebSocketSession session(final String id) {
        return Objects.requireNonNull(channels.admit("c0ffee", id, password(id)));
    }

    private static SpeakerOrder speakers(final String... recent) {
        return new SpeakerOrder(recent[0], List.of(recent), List.of(recent), false);
    }

    @Test
    void aClientThatOpensAWebSocketIsToldEverythingInOrder() {
        join("a", "b");
        events.on(new ConnectivityChanged("b", false));
        events.on(new SpeakersChanged(() -> speakers("b", "a")));
        events.on(new SenderConstraintChanged("a", "a-v0", 360));
        events.on(new ForwardedSourcesChanged("a", List.of("b-v0")));
        final Client client = new Client();

        session("a").opened(client);

        assertThat(client.heard)
                .containsExactly(
                        HELLO,
                        "{\"colibriClass\":\"EndpointConnectivityStatusChangeEvent\",\"endpoint\":\"b\",\"active\":\"false\"}",
                        "{\"colibriClass\":\"DominantSpeakerEndpointChangeEvent\",\"dominantSpeakerEndpoint\":\"b\","
                                + "\"previousSpeakers\":[\"a\"],\"silence\":false}",
                        "{\"colibriClass\":\"SenderSourceConstraints\",\"sourceName\":\"a-v0\",\"maxHeight\":360}",
                        "{\"colibriClass\":\"ForwardedSources\",\"forwardedSources\":[\"b-v0\"]}");
    }

    @Test
    void onADataChannelOnlyAClientThatSaysHelloIsGreeted() {
        join("a");

        events.on(new ChannelOpened("a"));
        assertThat(conference.sent)
                .containsExactly("a {\"colibriClass\":\"ForwardedSources\",\"forwardedSources\":[]}");
        says("a", "{\"colibriClass\":\"ClientHello\"}");
        assertThat(conference.sent).last().isEqualTo("a " + HELLO);
    }

    @Test
    void messagesTakeTheWayOnWhichSomethingCameLastAndTheOtherOneWhenItCloses() {
        joinWithChannel("a");
        final Client client = new Client();
        final WebSocketSession session = session("a");
        session.opened(client);
        client.heard.clear();

        events.on(new ForwardedSourcesChanged("a", List.of("1")));
        says("a", "{\"colibriClass\":\"LastNChangedEvent\",\"lastN\":1}");
        events.on(new ForwardedSourcesChanged("a", List.of("2")));
        events.on(new ChannelClosed("a"));
        events.on(new ForwardedSourcesChanged("a", List.of("3")));
        session.closed(1000);
        events.on(new ForwardedSourcesChanged("a", List.of("4")));

        assertThat(client.heard).hasSize(2).first().asString().contains("[\"1\"]");
        assertThat(client.heard).last().asString().contains("[\"3\"]");
        assertThat(conference.sent).singleElement().asString().contains("[\"2\"]");
        assertThat(channels.counters().get(ChannelDrop.NO_TRANSPORT)).isEqualTo(1);
        assertThat(channels.counters().get(ChannelCounter.WEB_SOCKETS_CLOSED_NORMALLY))
                .isEqualTo(1);
    }

    @Test
    void theFirstConstraintsWithoutADefaultGetTheOperatorsAndLaterOnesKeepIt() {
        joinWithChannel("a");

        says("a", "{\"colibriClass\":\"ReceiverVideoConstraints\",\"lastN\":3,\"selectedSources\":[\"b-v0\"]}");
        says("a", "{\"colibriClass\":\"ReceiverVideoConstraints\",\"constraints\":{\"b-v0\":{\"maxHeight\":720}}}");
        says("a", "{\"colibriClass\":\"ReceiverVideoConstraints\",\"constraints\":{},\"selectedSources\":[]}");

        final VideoConstraint fallback = new VideoConstraint(180, -1);
        assertThat(conference.calls)
                .containsExactly(
                        List.of("receiverConstraints", "a", wishes(3, List.of("b-v0"), fallback, Map.of())),
                        List.of(
                                "receiverConstraints",
                                "a",
                                wishes(3, List.of("b-v0"), fallback, Map.of("b-v0", new VideoConstraint(720, -1)))),
                        List.of("receiverConstraints", "a", wishes(3, List.of(), fallback, Map.of())));
    }

    private static ReceiverConstraints wishes(
            final int lastN,
            final List<String> selected,
            final VideoConstraint fallback,
            final Map<String, VideoConstraint> bySource) {
        return new ReceiverConstraints(lastN, List.of(), selected, fallback, bySource, null);
    }

    @Test
    void theVideoTypeOfOldClientsIsThatOfTheirFirstSource() {
        joinWithChannel("a");

        says("a", "{\"colibriClass\":\"VideoTypeMessage\",\"videoType\":\"desktop\"}");

        assertThat(conference.calls).containsExactly(List.of("videoType", "a", "a-v0", VideoType.DESKTOP));
    }

    @Test
    void aMessageGoesToEverybodyButItsSenderWithTheSendersTrueName() {
        joinWithChannel("a", "b", "c");

        says("a", TELL_ALL.replace("{\"colibriClass\"", "{\"from\":\"b\",\"colibriClass\""));

        final String told =
                " {\"colibriClass\":\"EndpointMessage\",\"from\":\"a\",\"to\":\"\",\"msgPayload\":{\"type\":\"chat\"}}";
        assertThat(conference.sent).containsExactlyInAnyOrder("b" + told, "c" + told);
    }

    @Test
    void aMessageToOneGoesToThatOneAlone() {
        joinWithChannel("a", "b", "c");

        says("a", TELL_ALL.replace("\"to\":\"\"", "\"to\":\"c\""));
        says("a", TELL_ALL.replace("\"to\":\"\"", "\"to\":\"a\""));
        says("a", TELL_ALL.replace("\"to\":\"\"", "\"to\":\"nobody\""));

        assertThat(conference.sent).singleElement().asString().startsWith("c ");
        assertThat(channels.counters().get(ChannelDrop.NO_SUCH_RECEIVER)).isEqualTo(2);
    }

    @Test
    void visitorsHearEverythingAndAreNotHeard() {
        joinWithChannel("a");
        events.on(new EndpointJoined("v", true));
        events.on(new ChannelOpened("v"));
        conference.sent.clear();

        says("v", TELL_ALL);
        says("v", STATS);
        says("a", TELL_ALL);

        assertThat(conference.sent).singleElement().asString().startsWith("v ");
        assertThat(channels.counters().get(ChannelDrop.FROM_VISITOR)).isEqualTo(2);
    }

    @Test
    void inALargeConferenceStatisticsGoOnlyToThoseWhoLook() {
        for (int i = 0; i < 21; i++) {
            joinWithChannel("e" + i);
        }
        says("e1", "{\"colibriClass\":\"ReceiverVideoConstraints\",\"selectedSources\":[\"e0-v0\"]}");
        says("e2", "{\"colibriClass\":\"ReceiverVideoConstraints\",\"constraints\":{\"e0-v1\":{\"maxHeight\":180}}}");
        says("e3", "{\"colibriClass\":\"ReceiverVideoConstraints\",\"constraints\":{\"e0-v0\":{\"maxHeight\":0}}}");
        events.on(new ForwardedSourcesChanged("e4", List.of("e0-v0")));
        events.on(new ForwardedSourcesChanged("e5", List.of("e01-v0")));
        conference.sent.clear();

        says("e0", STATS);

        assertThat(conference.sent)
                .extracting(text -> text.split(" ", 2)[0])
                .containsExactlyInAnyOrder("e1", "e2", "e4");
    }

    @Test
    void inALargeConferenceStatisticsOfThoseWhoSpokeGoToAll() {
        for (int i = 0; i < 21; i++) {
            joinWithChannel("e" + i);
        }
        events.on(new SpeakersChanged(() -> speakers("e7", "e0")));
        conference.sent.clear();

        says("e0", STATS);

        assertThat(conference.sent).hasSize(20);
    }

    @Test
    void unlimitedIsTheHighestThatClientsSend() {
        joinWithChannel("a");

        events.on(new SenderConstraintChanged("a", "a-v0", VideoConstraint.UNLIMITED));

        assertThat(conference.sent).singleElement().asString().endsWith("\"maxHeight\":2160}");
    }

    @Test
    void whoComesBackAfterFallingSilentCountsAsHeard() {
        joinWithChannel("a", "b");
        events.on(new ConnectivityChanged("b", false));
        events.on(new EndpointLeft("b"));
        conference.sent.clear();

        events.on(new EndpointJoined("b", false));

        assertThat(conference.sent).singleElement().asString().startsWith("a ").endsWith("\"active\":\"true\"}");
    }

    @Test
    void speakersAreToldOnlyWhenSomethingChangedThatClientsSee() {
        joinWithChannel("a");

        events.on(new SpeakersChanged(() -> new SpeakerOrder(null, List.of("a"), List.of(), false)));
        events.on(new SpeakersChanged(() -> speakers("a")));
        events.on(new SpeakersChanged(() -> new SpeakerOrder("a", List.of("a", "z"), List.of("a"), false)));

        assertThat(conference.sent).hasSize(1);
    }

    @Test
    void addressesHaveOnePasswordOfTheirEndpointAndOneForEachDomain() {
        join("a", "b");

        final List<String> addresses = channels.of(conference.control, "a");

        assertThat(addresses)
                .isEqualTo(channels.of(conference.control, "a"))
                .first()
                .asString()
                .matches("wss://one\\.example:443/colibri-ws/jvb1/c0ffee/a\\?pwd=[a-zA-Z0-9]{24}");
        assertThat(addresses).last().asString().startsWith("wss://two.example/colibri-ws/");
        assertThat(password("b")).isNotEqualTo(password("a"));
        assertThat(channels.admit("c0ffee", "a", password("b"))).isNull();
        assertThat(channels.of(conference.control, "nobody")).isEmpty();
    }

    @Test
    void anEndpointThatComesAgainHasAnotherPassword() {
        join("a");
        final String before = password("a");

        events.on(new EndpointLeft("a"));
        join("a");

        assertThat(channels.admit("c0ffee", "a", before)).isNull();
    }

    @Test
    void theEndOfAConferenceEndsItsWebSockets() {
        join("a");
        final String password = password("a");
        final Client client = new Client();
        session("a").opened(client);

        events.on(new Ended());

        assertThat(client.heard).last().isEqualTo("closed 1001 endpoint closed");
        assertThat(channels.admit("c0ffee", "a", password)).isNull();
    }

    @Test
    void moreMessagesThanAnybodyNeedsAreDropped() {
        joinWithChannel("a", "b");

        for (int i = 0; i < Inbox.MAX_MESSAGE_BURST + 7; i++) {
            says("a", TELL_ALL);
        }

        assertThat(conference.sent).hasSize(Inbox.MAX_MESSAGE_BURST);
        assertThat(channels.counters().get(ChannelDrop.RATE_LIMITED)).isEqualTo(7);
    }

    @Test
    void allThatWasRecordedOfClientsIsUnderstoodAndStatisticsArePassedOnToTheLetter() throws IOException {
        joinWithChannel("94a591a3", "d6f3107d", "3d7b089b");
        final List<String> recorded = recorded();

        recorded.stream()
                .filter(line -> line.startsWith("C>B "))
                .forEach(line -> says("94a591a3", line.substring("C>B ".length())));

        assertThat(ChannelDrop.values())
                .allSatisfy(
                        reason -> assertThat(channels.counters().get(reason)).isZero());
        final List<String> passedOn = recorded.stream()
                .filter(line -> line.startsWith("B>C {\"colibriClass\":\"EndpointStats\",\"from\":\"94a591a3\""))
                .map(line -> line.substring("B>C ".length()))
                .toList();
        assertThat(passedOn).hasSizeGreaterThan(1);
        assertThat(conference.sent)
                .containsAll(passedOn.stream().map(text -> "d6f3107d " + text).toList());
    }

    private static List<String> recorded() throws IOException {
        try (InputStream file = BridgeChannelsTest.class.getResourceAsStream("/bridge-channel/messages.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
