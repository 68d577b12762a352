/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConferenceTest {
    private final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(5)));
    private final SimulatedParticipant alice = call.join("aaaaaaaa");
    private final SimulatedParticipant bob = call.join("bbbbbbbb");

    @BeforeEach
    void connect() {
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        alice.startSending();
        call.run(Duration.ofSeconds(1));
    }

    @Test
    void nobodyHearsThemselves() {
        assertThat(bob.receivedFrom(alice)).isPositive();
        assertThat(alice.receivedFrom(alice)).isZero();
    }

    @Test
    void aReportOfRetransmissionsIsNotPassedOnAsOneOfTheMedia() {
        report(alice.ssrc());
        assertThat(bob.senderReports()).isEqualTo(1);

        report(alice.ssrc() + 1);
        assertThat(bob.senderReports()).isEqualTo(1);
    }

    private void report(final int ssrc) {
        final byte[] rtcp = new byte[64];
        final RtcpWriter writer = new RtcpWriter();
        writer.begin(rtcp, 0, rtcp.length);
        assertThat(writer.senderReport(ssrc, 1L << 32, 90_000, 10, 10_000)).isTrue();
        alice.sendRtcp(Arrays.copyOf(rtcp, writer.length()));
        call.run(Duration.ofMillis(100));
    }

    @Test
    void whoJoinsLaterGetsAKeyframeRequested() {
        final int before = alice.keyframesAsked();
        final SimulatedParticipant carol = call.join("cccccccc");
        call.connect(Duration.ofSeconds(10));
        call.run(Duration.ofSeconds(1));

        assertThat(alice.keyframesAsked()).isEqualTo(before + 1);
        assertThat(carol.receivedFrom(alice)).isPositive();
    }

    @Test
    void aMutedSenderIsHeardByNobodyAndItsReturnLooksLikeNoLoss() {
        call.conference().forceMute("aaaaaaaa", new ForceMute(false, true));
        call.run(Duration.ofMillis(100));
        final int whenMuted = bob.receivedFrom(alice);
        call.run(Duration.ofSeconds(2));
        assertThat(bob.receivedFrom(alice)).isEqualTo(whenMuted);
        assertThat(call.loop().counters().get(DropReason.FORCE_MUTED)).isPositive();

        call.conference().forceMute("aaaaaaaa", new ForceMute(false, false));
        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isGreaterThan(whenMuted + 50);
        assertThat(call.loop().counters().get(Counter.NACKS_RECEIVED)).isZero();
    }

    @Test
    void aSourceThatIsTakenAwayAndAddedAgainGoesOnWithoutLoss() {
        final List<SourceDescription> sources = alice.sources();
        call.conference().replaceSources("aaaaaaaa", List.of());
        call.run(Duration.ofMillis(500));
        final int whenAway = bob.receivedFrom(alice);

        call.conference().replaceSources("aaaaaaaa", sources);
        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isGreaterThan(whenAway + 50);
        assertThat(call.loop().counters().get(Counter.NACKS_RECEIVED)).isZero();
        assertThat(call.loop().counters().get(DropReason.SRTP_INDEX_REUSED)).isZero();
    }

    @Test
    void aSourceThatIsSignalledAnewUnderItsSsrcGoesOnWithoutLoss() {
        call.conference().replaceSources("aaaaaaaa", asDesktop(alice.sources()));
        call.run(Duration.ofMillis(500));
        final int before = bob.receivedFrom(alice);

        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isGreaterThan(before + 50);
        assertThat(call.loop().counters().get(Counter.NACKS_RECEIVED)).isZero();
        assertThat(call.loop().counters().get(DropReason.SRTP_INDEX_REUSED)).isZero();
    }

    static List<SourceDescription> asDesktop(final List<SourceDescription> sources) {
        return sources.stream()
                .map(source ->
                        new SourceDescription(source.name(), source.type(), "desktop", source.ssrcs(), source.groups()))
                .toList();
    }

    @Test
    void aReceiverThatWantsNoVideoGetsNone() {
        call.conference().initialLastN("bbbbbbbb", 0);
        call.run(Duration.ofMillis(100));
        final int before = bob.receivedFrom(alice);

        call.run(Duration.ofSeconds(1));
        assertThat(bob.receivedFrom(alice)).isEqualTo(before);

        call.conference().initialLastN("bbbbbbbb", -1);
        call.run(Duration.ofSeconds(1));
        assertThat(bob.receivedFrom(alice)).isGreaterThan(before);
    }

    @Test
    void mediaGoesOnWhileIceRestarts() {
        final int before = bob.receivedFrom(alice);
        bob.restart();
        call.run(Duration.ofSeconds(10));

        assertThat(bob.isReady()).isTrue();
        final int expected = alice.sent() - before;
        assertThat(bob.receivedFrom(alice) - before).isCloseTo(expected, within(10));
    }

    @Test
    void anExpiredEndpointIsSentNothingMore() {
        call.conference().expireEndpoint("bbbbbbbb");
        call.run(Duration.ofMillis(100));
        final long sent = call.loop().counters().get(Counter.RTP_FORWARDED);

        call.run(Duration.ofSeconds(1));

        assertThat(call.loop().counters().get(Counter.RTP_FORWARDED)).isEqualTo(sent);
        assertThat(call.conference().endpointIds()).containsExactly("aaaaaaaa");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1200, 1500, 1800, 1818, 1819, 1880})
    void packetsOfAnySizeLeaveTheCallAlone(final int payloadBytes) {
        alice.sendVideo(payloadBytes);
        call.run(Duration.ofMillis(100));
        final int before = bob.receivedFrom(alice);

        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isGreaterThan(before + 50);
        final int longest = RtpOutlet.MAX_PACKET_BYTES - RtpHeader.FIXED_BYTES;
        assertThat(call.loop().counters().get(DropReason.TOO_LONG)).isEqualTo(payloadBytes > longest ? 1 : 0);
    }

    @Test
    void mediaOfUnknownSourcesGoesNowhere() {
        call.conference().replaceSources("aaaaaaaa", List.of());
        call.run(Duration.ofMillis(100));
        final int before = bob.receivedFrom(alice);

        call.run(Duration.ofSeconds(1));

        assertThat(bob.receivedFrom(alice)).isEqualTo(before);
        assertThat(call.loop().counters().get(DropReason.RTP_UNKNOWN_SSRC)).isPositive();
    }
}
