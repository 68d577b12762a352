/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.SenderConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelMessage;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelOpened;
import org.hummingbridge.sfu.conference.ConferenceEvent.ConnectivityChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointJoined;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointLeft;
import org.hummingbridge.sfu.conference.ConferenceEvent.ForwardedSourcesChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.SenderConstraintChanged;
import org.hummingbridge.sfu.ice.IceState;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConferenceEventsTest {
    private static final String ALICE = "aaaaaaaa";
    private static final String BOB = "bbbbbbbb";
    private static final int PAYLOAD_BYTES = 100;

    /** Wishes are looked at once per tick. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Time in which a sender is told that less is wanted. */
    private static final Duration HOLD =
            Duration.ofNanos(SenderConstraints.HOLD_NANOS).plusMillis(100);

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(5)));
    private final SimulatedParticipant alice = call.join(ALICE);
    private final SimulatedParticipant bob = call.join(BOB);

    @BeforeEach
    void connect() {
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        alice.startSending();
        bob.startSending();
        call.run(Duration.ofSeconds(1));
    }

    private <T extends ConferenceEvent> List<T> told(final Class<T> kind) {
        return call.events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static ReceiverConstraints wants(final int maxHeight) {
        return new ReceiverConstraints(
                -1, List.of(), List.of(), new VideoConstraint(maxHeight, VideoConstraint.UNLIMITED), Map.of(), null);
    }

    @Test
    void comingAndGoingIsTold() {
        call.conference().expireEndpoint(BOB);

        assertThat(told(EndpointJoined.class))
                .containsExactly(new EndpointJoined(ALICE, false), new EndpointJoined(BOB, false));
        assertThat(told(EndpointLeft.class)).containsExactly(new EndpointLeft(BOB));
    }

    @Test
    void aReceiverIsToldWhichVideosItIsSent() {
        assertThat(told(ForwardedSourcesChanged.class).getLast().sourceNames()).hasSize(1);

        call.conference().receiverConstraints(BOB, wants(0));
        call.run(TICK);

        assertThat(told(ForwardedSourcesChanged.class).getLast())
                .isEqualTo(new ForwardedSourcesChanged(BOB, List.of()));
    }

    @Test
    void whatAReceiverDoesNotWantIsNotSent() {
        call.conference().receiverConstraints(BOB, wants(0));
        call.run(Duration.ofMillis(100));
        final int before = bob.receivedFrom(alice);

        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isEqualTo(before);
    }

    @Test
    void aVideoThatNobodyWantedForHalfACircleOfSequenceNumbersIsSeenAgain() {
        call.conference().receiverConstraints(BOB, wants(0));
        call.run(Duration.ofMillis(100));
        for (int i = 0; i < 40_000; i++) {
            alice.sendVideo(PAYLOAD_BYTES);
            if (i % 32 == 0) {
                call.run(Duration.ofMillis(5));
            }
        }

        call.conference().receiverConstraints(BOB, wants(VideoConstraint.UNLIMITED));
        call.run(Duration.ofMillis(500));
        final int before = bob.receivedFrom(alice);
        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isGreaterThan(before);
    }

    @Test
    void initialLastNEndsWhenAReceiverHasSpoken() {
        call.conference().receiverConstraints(BOB, wants(180));
        call.conference().initialLastN(BOB, 0);
        call.run(Duration.ofMillis(100));
        final int before = bob.receivedFrom(alice);

        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isGreaterThan(before);
    }

    @Test
    void aSenderIsToldTheMostThatAnybodyWants() {
        call.events.clear();
        for (final int height : List.of(360, 0, VideoConstraint.UNLIMITED)) {
            call.conference().receiverConstraints(BOB, wants(height));
            call.run(HOLD);
        }

        assertThat(told(SenderConstraintChanged.class))
                .containsExactly(
                        new SenderConstraintChanged(ALICE, "aaaaaaaa-v0", 360),
                        new SenderConstraintChanged(ALICE, "aaaaaaaa-v0", 0),
                        new SenderConstraintChanged(ALICE, "aaaaaaaa-v0", VideoConstraint.UNLIMITED));
    }

    @Test
    void aSenderWhoseOnlyReceiverLeftIsToldThatNobodyWantsIt() {
        call.events.clear();
        call.conference().expireEndpoint(BOB);
        call.run(HOLD);

        assertThat(told(SenderConstraintChanged.class))
                .containsExactly(new SenderConstraintChanged(ALICE, "aaaaaaaa-v0", 0));
    }

    @Test
    void aSourceThatIsSignalledAnewUnderItsNameIsStillAskedFor() {
        final SourceDescription before = alice.sources().getFirst();
        call.conference()
                .replaceSources(
                        ALICE,
                        List.of(new SourceDescription(
                                before.name(), MediaType.VIDEO, "camera", List.of(77_001), List.of())));
        call.run(HOLD);
        call.events.clear();

        call.conference().receiverConstraints(BOB, wants(360));
        call.run(HOLD);

        assertThat(told(SenderConstraintChanged.class))
                .containsExactly(new SenderConstraintChanged(ALICE, before.name(), 360));
    }

    @Test
    void aSourceThatShowsNothingIsNotCounted() {
        call.conference().videoType(ALICE, "aaaaaaaa-v0", VideoType.DISABLED);
        call.run(TICK);

        assertThat(told(ForwardedSourcesChanged.class).getLast())
                .isEqualTo(new ForwardedSourcesChanged(BOB, List.of()));
    }

    @Test
    void audioSubscriptionsLeaveVideoAlone() {
        call.conference().audioSubscription(BOB, new AudioSubscription(false, Set.of(), Set.of()));
        final int before = bob.receivedFrom(alice);
        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isGreaterThan(before);
    }

    @Test
    void whoFallsSilentIsToldToTheOthersAndGivenUpAtLast() {
        bob.close();
        call.run(Duration.ofSeconds(10));
        assertThat(told(ConnectivityChanged.class)).containsExactly(new ConnectivityChanged(BOB, false));

        call.run(Duration.ofSeconds(60));
        assertThat(call.conference().endpointIds()).containsExactly(ALICE);
        assertThat(call.bridge().totals().endpointsExpiredSilent()).isEqualTo(1);
    }

    @Test
    void aConferenceThatNobodyIsInEnds() {
        call.conference().expireEndpoint(ALICE);
        call.conference().expireEndpoint(BOB);
        call.run(Duration.ofSeconds(19));
        assertThat(call.bridge().conferences()).hasSize(1);

        call.run(Duration.ofSeconds(3));
        assertThat(call.bridge().conferences()).isEmpty();
        assertThat(call.events.getLast()).isEqualTo(new ConferenceEvent.Ended());
    }

    @Test
    void textGoesBothWaysOnTheDataChannel() {
        bob.channel().open(bob.loop().nowNanos());
        call.run(Duration.ofSeconds(1));
        assertThat(told(ChannelOpened.class)).containsExactly(new ChannelOpened(BOB));

        assertThat(bob.channel()
                        .send("{\"colibriClass\":\"ClientHello\"}", bob.loop().nowNanos()))
                .isTrue();
        final String answer = "ä".repeat(20_000);
        call.conference().sendOnDataChannel(BOB, answer.getBytes(UTF_8));
        call.run(Duration.ofSeconds(2));

        assertThat(told(ChannelMessage.class))
                .containsExactly(new ChannelMessage(BOB, "{\"colibriClass\":\"ClientHello\"}"));
        assertThat(bob.channel().texts()).containsExactly(answer);
    }

    @Test
    void aSnapshotShowsWhatIsGoingOn() {
        final ConferenceSnapshot snapshot = call.conference().snapshot();

        assertThat(snapshot.meetingId()).isEqualTo("meeting");
        assertThat(snapshot.id()).matches("[0-9a-f]{16}");
        final EndpointSnapshot first = snapshot.endpoints().getFirst();
        assertThat(first.id()).isEqualTo(ALICE);
        assertThat(first.ice()).isEqualTo(IceState.CONNECTED);
        assertThat(first.dtlsEstablished()).isTrue();
        assertThat(first.sends(MediaType.VIDEO)).isTrue();
        assertThat(first.sends(MediaType.AUDIO)).isFalse();
        assertThat(first.packetsReceived()).isCloseTo(alice.sent(), within(20L));
        assertThat(first.packetsSent()).isCloseTo(alice.receivedFrom(bob), within(20L));
        assertThat(first.rttNanos()).isPositive();
    }

    @Test
    void aReportOfLossIsForgottenWhenNoneFollows() {
        final byte[] rtcp = new byte[32];
        final RtcpWriter writer = new RtcpWriter();
        writer.begin(rtcp, 0, rtcp.length);
        writer.reportBlock(1, alice.ssrc(), 128, 0, 0, 0, 0, 0);
        bob.sendRtcp(Arrays.copyOf(rtcp, writer.length()));
        call.run(Duration.ofSeconds(1));
        assertThat(outgoingLossTo(BOB)).isEqualTo(0.5);

        call.conference().replaceSources(ALICE, List.of());
        call.run(Duration.ofNanos(SentStream.REPORT_NANOS));

        assertThat(outgoingLossTo(BOB)).isZero();
    }

    private double outgoingLossTo(final String id) {
        return call.conference().snapshot().endpoints().stream()
                .filter(endpoint -> endpoint.id().equals(id))
                .mapToDouble(EndpointSnapshot::outgoingLossFraction)
                .sum();
    }

    @Test
    void restartsAreNumberedFromOne() {
        final LocalTransport first = call.conference().restartIce(BOB);
        final LocalTransport again = call.conference().restartIce(BOB);

        assertThat(first.iceGeneration()).isEqualTo(1);
        assertThat(again.iceGeneration()).isEqualTo(1);
        assertThat(again.credentials()).isEqualTo(first.credentials());
    }

    @Test
    void anEndpointThatNeverConnectedNeedsNoRestart() {
        call.join("cccccccc");

        final LocalTransport transport = call.conference().restartIce("cccccccc");

        assertThat(transport.iceGeneration()).isZero();
        assertThat(transport.credentials())
                .isEqualTo(call.conference().localTransport("cccccccc").credentials());
    }
}
