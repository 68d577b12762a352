/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioSourcesMapped;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoSourcesMapped;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** A receiver that is sent SSRCs of the bridge's own, and told which source each of them is. */
class RewritingInCallTest {
    private static final String CAROL = "cccccccc";

    private final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(10)));
    private final SimulatedParticipant alice = call.join("aaaaaaaa");
    private final SimulatedParticipant bob = call.join("bbbbbbbb");
    private final SimulatedParticipant carol = call.joinRewriting(CAROL);

    @Test
    void everyVideoComesOnTheSsrcThatTheReceiverWasToldOf() {
        connect();
        alice.startSending();
        bob.startSending();
        call.run(Duration.ofSeconds(2));

        final Map<String, VideoMapping> map = videoMap();
        assertThat(map).containsOnlyKeys("aaaaaaaa-v0", "bbbbbbbb-v0");
        assertThat(carol.reception().packetsOn(map.get("aaaaaaaa-v0").ssrc())).isGreaterThan(50);
        assertThat(carol.reception().packetsOn(map.get("bbbbbbbb-v0").ssrc())).isGreaterThan(50);
        assertThat(carol.reception().packetsOn(alice.ssrc())).isZero();
        assertThat(map.get("aaaaaaaa-v0").owner()).isEqualTo("aaaaaaaa");
    }

    @Test
    void nobodyElseComesOnTheSsrcOfSomebodyWhoLeft() {
        connect();
        alice.startSending();
        bob.startSending();
        call.run(Duration.ofSeconds(2));
        final int ofBob = videoMap().get("bbbbbbbb-v0").ssrc();

        call.leave(bob);
        final SimulatedParticipant dave = call.join("dddddddd");
        connect();
        dave.startSending();
        call.run(Duration.ofSeconds(2));

        final int ofDave = videoMap().get("dddddddd-v0").ssrc();
        assertThat(ofDave).isNotEqualTo(ofBob);
        assertThat(carol.reception().packetsOn(ofDave)).isGreaterThan(50);
        assertThat(call.loop().counters().get(DropReason.SRTP_INDEX_REUSED)).isZero();
    }

    @Test
    void aSourceThatIsSignalledAnewKeepsItsSsrc() {
        connect();
        alice.startSending();
        call.run(Duration.ofSeconds(1));
        final int ofAlice = videoMap().get("aaaaaaaa-v0").ssrc();

        call.conference().replaceSources("aaaaaaaa", ConferenceTest.asDesktop(alice.sources()));
        call.run(Duration.ofMillis(500));
        final int before = carol.reception().packetsOn(ofAlice);
        call.run(Duration.ofSeconds(1));

        assertThat(videoMap().get("aaaaaaaa-v0").ssrc()).isEqualTo(ofAlice);
        assertThat(carol.reception().packetsOn(ofAlice)).isGreaterThan(before + 50);
    }

    @Test
    void audioIsToldOfWhenItIsHeard() {
        connect();
        final List<SourceDescription> sources = new ArrayList<>(alice.sources());
        sources.add(alice.audioSource());
        call.conference().replaceSources("aaaaaaaa", sources);
        call.run(Duration.ofMillis(50));
        assertThat(call.events).noneMatch(AudioSourcesMapped.class::isInstance);

        for (int i = 0; i < 20; i++) {
            alice.sendAudio(20);
            call.run(Duration.ofMillis(20));
        }

        final List<AudioSourcesMapped> told = call.events.stream()
                .filter(AudioSourcesMapped.class::isInstance)
                .map(AudioSourcesMapped.class::cast)
                .toList();
        assertThat(told).isNotEmpty().allMatch(map -> map.endpointId().equals(CAROL));
        assertThat(carol.reception()
                        .packetsOn(told.getFirst().mappings().getFirst().ssrc()))
                .isGreaterThan(15);
    }

    @Test
    void aChannelThatOpensIsToldEverythingAgain() {
        connect();
        alice.startSending();
        call.run(Duration.ofSeconds(5));
        call.events.clear();

        call.conference().channelOpened(CAROL);
        call.run(Duration.ofMillis(20));

        assertThat(videoMap()).containsKeys("aaaaaaaa-v0", "bbbbbbbb-v0");
    }

    private void connect() {
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
    }

    private Map<String, VideoMapping> videoMap() {
        final Map<String, VideoMapping> map = new HashMap<>();
        for (final ConferenceEvent event : call.events) {
            if (event instanceof VideoSourcesMapped(String to, List<VideoMapping> mappings) && to.equals(CAROL)) {
                mappings.forEach(mapping -> map.put(mapping.source(), mapping));
            }
        }
        return map;
    }
}
