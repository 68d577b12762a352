/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.hummingbridge.sfu.conference.ConferenceTally.EndpointTally;
import org.hummingbridge.sfu.simulation.AllocationMeter;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

class TallySheetTest {
    private static final int WARM_UP = 1_000;

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(1)));

    @Test
    void theNumbersAreThoseOfTheSnapshot() {
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        call.join("bbbbbbbb");
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
        sender.startSending();
        call.run(Duration.ofSeconds(3));
        final Conference conference = call.conferenceOnLoop();
        final TallySheet sheet = new TallySheet(conference.roster());

        sheet.fill(0, sheet.size(), call.loop().nowNanos());

        assertThat(sheet.read()).hasSize(2).allSatisfy(tally -> assertFits(tally, conference));
        assertThat(sheet.read().getFirst().sendsVideo()).isTrue();
        assertThat(sheet.read().getLast().sendsVideo()).isFalse();
    }

    @Test
    void whoHasLeftIsLeftOut() {
        call.join("aaaaaaaa");
        call.join("bbbbbbbb");
        final TallySheet sheet = new TallySheet(call.conferenceOnLoop().roster());
        call.conferenceOnLoop()
                .leave(Objects.requireNonNull(call.conferenceOnLoop().endpoint("aaaaaaaa")));

        sheet.fill(0, sheet.size(), call.loop().nowNanos());

        assertThat(sheet.read()).extracting(EndpointTally::id).containsExactly("bbbbbbbb");
    }

    @Test
    void fillingItInAllocatesNothing() {
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        call.join("bbbbbbbb");
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
        sender.startSending();
        call.run(Duration.ofSeconds(1));
        final TallySheet[] sheets = new TallySheet[2 * WARM_UP];
        for (int i = 0; i < sheets.length; i++) {
            sheets[i] = new TallySheet(call.conferenceOnLoop().roster());
        }
        for (int i = 0; i < WARM_UP; i++) {
            sheets[i].fill(0, sheets[i].size(), call.loop().nowNanos());
        }
        final AllocationMeter meter = new AllocationMeter();
        final int[] next = {WARM_UP};

        assertThat(meter.least(WARM_UP, () -> {
                    final TallySheet sheet = sheets[next[0]++];
                    meter.start();
                    sheet.fill(0, sheet.size(), call.loop().nowNanos());
                    meter.stop();
                }))
                .isZero();
    }

    private void assertFits(final EndpointTally tally, final Conference conference) {
        final EndpointSnapshot shown = Objects.requireNonNull(conference.endpoint(tally.id()))
                .snapshot(call.loop().nowNanos());
        assertThat(tally.packetsSent()).isEqualTo(shown.packetsSent());
        assertThat(tally.lost()).isEqualTo(shown.lost());
        assertThat(tally.expected()).isEqualTo(shown.expected());
        assertThat(tally.outgoingLossFraction()).isEqualTo(shown.outgoingLossFraction());
        assertThat(tally.forwarded()).isEqualTo(shown.forwarded().size());
        assertThat(tally.rttNanos()).isEqualTo(shown.rttNanos());
        assertThat(tally.visitor()).isEqualTo(shown.visitor());
    }
}
