/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtpPadding;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one receiver is sent of one batch leaves in as few writes as its sizes allow. */
class EqualSizesTest {
    private static final int MAX_PADDING_BYTES = 16;

    private final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(5)));
    private final PacketArena arena = new PacketArena(ForwardBatch.MAX_PACKETS);
    private final ForwardBatch batch = new ForwardBatch();

    @BeforeEach
    void twoJoin() {
        for (final String id : List.of("aaaaaaaa", "bbbbbbbb")) {
            final SimulatedParticipant participant = call.join(id);
            final List<SourceDescription> sources = new ArrayList<>(participant.sources());
            sources.add(participant.audioSource());
            call.conference().replaceSources(id, sources);
        }
    }

    @Test
    void packetsOfAFrameBecomeAsLongAsTheLongest() {
        add("aaaaaaaa", MediaType.VIDEO, 1041, 1041, 1042, 1042);

        pad();

        assertThat(sentLengths()).containsExactly(1042, 1042, 1042, 1042);
    }

    @Test
    void theHistoryKeepsPacketsAsTheyCame() {
        add("aaaaaaaa", MediaType.VIDEO, 1030, 1042);

        pad();

        assertThat(batch.packet(0).length()).isEqualTo(1030);
        assertThat(batch.packet(0).padding()).isEqualTo(12);
    }

    @Test
    void thePaddingIsWhatAReceiverStrips() {
        add("aaaaaaaa", MediaType.VIDEO, 1030, 1042);

        pad();

        final PacketBuffer packet = batch.packet(0);
        RtpHeader.padding(packet.bytes(), packet.offset(), true);
        assertThat(RtpPadding.count(packet.bytes(), packet.offset(), packet.length() + packet.padding()))
                .isEqualTo(12);
    }

    @Test
    void theLastMayBeShorter() {
        add("aaaaaaaa", MediaType.VIDEO, 1042, 1042, 1038);

        pad();

        assertThat(sentLengths()).containsExactly(1042, 1042, 1038);
    }

    @Test
    void theLastIsPaddedWhereAShorterPacketCanFollowIt() {
        add("aaaaaaaa", MediaType.AUDIO, 90);
        add("aaaaaaaa", MediaType.VIDEO, 1042, 1038);

        pad();

        assertThat(sentLengths()).containsExactly(1042, 1042, 90);
    }

    @Test
    void whatDiffersByMoreStaysDifferent() {
        add("aaaaaaaa", MediaType.VIDEO, 1000, 1017, 1020);

        pad();

        assertThat(sentLengths()).containsExactly(1000, 1020, 1020);
    }

    @Test
    void audioIsNeverPadded() {
        add("aaaaaaaa", MediaType.AUDIO, 90, 92, 94);

        pad();

        assertThat(sentLengths()).containsExactly(90, 92, 94);
    }

    @Test
    void nothingIsPaddedWhereThatIsOff() {
        add("aaaaaaaa", MediaType.VIDEO, 1041, 1042);

        batch.arrange();
        new EqualSizes(0, new Counters()).pad(batch);

        assertThat(sentLengths()).containsExactly(1041, 1042);
    }

    @Test
    void aSourceKeepsItsOrderAndTheLongestGoesFirst() {
        add("bbbbbbbb", MediaType.AUDIO, 80);
        add("bbbbbbbb", MediaType.VIDEO, 900);
        add("aaaaaaaa", MediaType.VIDEO, 1100);
        add("bbbbbbbb", MediaType.VIDEO, 1200);
        add("aaaaaaaa", MediaType.AUDIO, 100);
        add("aaaaaaaa", MediaType.VIDEO, 300);

        batch.arrange();

        assertThat(sentLengths()).containsExactly(1100, 300, 900, 1200, 100, 80);
        assertThat(IntStream.range(0, batch.size())
                        .mapToObj(i -> batch.origin(i).source().owner().id().substring(0, 1)))
                .containsExactly("a", "a", "b", "b", "a", "b");
    }

    private void add(final String id, final MediaType type, final int... lengths) {
        final Source source = requireNonNull(call.conferenceOnLoop().endpoint(id)).sources().stream()
                .filter(candidate -> candidate.type() == type)
                .findFirst()
                .orElseThrow();
        final Incoming origin = new Incoming(source, 0, source.encodings().getFirst());
        for (final int length : lengths) {
            final PacketBuffer packet = requireNonNull(arena.acquire());
            Arrays.fill(packet.bytes(), (byte) 0x55);
            packet.bytes()[packet.offset()] = (byte) 0x80;
            packet.length(length);
            batch.add(origin, packet, Audience.EVERYBODY);
        }
    }

    private void pad() {
        batch.arrange();
        new EqualSizes(MAX_PADDING_BYTES, new Counters()).pad(batch);
    }

    private List<Integer> sentLengths() {
        return IntStream.range(0, batch.size())
                .mapToObj(batch::packet)
                .map(packet -> packet.length() + packet.padding())
                .toList();
    }
}
