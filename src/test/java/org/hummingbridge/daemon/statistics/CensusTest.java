/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.daemon.statistics.KnownLoad.Guest.guest;
import static org.hummingbridge.daemon.statistics.KnownLoad.conference;
import static org.hummingbridge.sfu.media.MediaType.AUDIO;
import static org.hummingbridge.sfu.media.MediaType.VIDEO;

import java.util.List;
import org.junit.jupiter.api.Test;

class CensusTest {
    @Test
    void nobodyIsNobody() {
        final Census census = Census.of(List.of());

        assertThat(census.conferences()).isZero();
        assertThat(census.largestConference()).isZero();
        assertThat(census.rttMillis()).isZero();
        assertThat(census.bySize().total()).isZero();
    }

    @Test
    void aConferenceIsActiveAsSoonAsOneSends() {
        final Census census = Census.of(List.of(
                conference("a", guest("1").sends(AUDIO), guest("2"), guest("3").rests(VIDEO))));

        assertThat(census.inactiveConferences()).isZero();
        assertThat(census.activeEndpoints()).isEqualTo(3);
        assertThat(census.inactiveEndpoints()).isZero();
        assertThat(census.receiveOnly()).isEqualTo(2);
    }

    @Test
    void inactiveOnesCountAllOfTheirEndpointsAndNoneOfThemAsReceiving() {
        final Census census = Census.of(List.of(conference("a", guest("1"), guest("2"), guest("3"))));

        assertThat(census.inactiveConferences()).isOne();
        assertThat(census.inactiveEndpoints()).isEqualTo(3);
        assertThat(census.activeEndpoints()).isZero();
        assertThat(census.receiveOnly()).isZero();
        assertThat(census.p2pConferences()).isZero();
    }

    @Test
    void twoWhoSendNothingProbablyTalkDirectly() {
        assertThat(Census.of(List.of(conference("a", guest("1"), guest("2")))).p2pConferences())
                .isOne();
    }

    @Test
    void sendersAreCountedOnceHoweverManySourcesTheyHave() {
        final Census census = Census.of(List.of(
                conference(
                        "a",
                        guest("1").sends(AUDIO).sends(VIDEO).sends(VIDEO),
                        guest("2").sends(AUDIO)),
                conference("b", guest("1").sends(VIDEO))));

        assertThat(census.sendingAudio()).isEqualTo(2);
        assertThat(census.sendingVideo()).isEqualTo(2);
    }

    @Test
    void theLargestConferenceCountsVisitorsToo() {
        final Census census = Census.of(List.of(
                conference("a", guest("1"), guest("2").visits(), guest("3").visits()), conference("b", guest("1"))));

        assertThat(census.largestConference()).isEqualTo(3);
        assertThat(census.endpoints()).isEqualTo(4);
        assertThat(census.visitors()).isEqualTo(2);
    }

    @Test
    void highLossIsMoreThanATenth() {
        final Census census = Census.of(List.of(conference(
                "a",
                guest("1").wasSent(1, 0.1),
                guest("2").wasSent(1, 0.11),
                guest("3").wasSent(1, 0.9))));

        assertThat(census.highOutgoingLoss()).isEqualTo(2);
    }

    @Test
    void theRoundTripIsTheMeanOfThoseThatAreKnownInMilliseconds() {
        final Census census = Census.of(List.of(conference(
                "a",
                guest("1").rttMillis(10),
                guest("2").rttMillis(-1),
                guest("3").rttMillis(50))));

        assertThat(census.rttMillis()).isEqualTo(30);
    }

    @Test
    void histogramsTellSizesUpToTwentyApart() {
        final KnownLoad.Guest[] many = new KnownLoad.Guest[25];
        for (int i = 0; i < many.length; i++) {
            many[i] = guest(Integer.toString(i));
        }
        final SizeHistogram bySize = Census.of(
                        List.of(conference("a", many), conference("b", guest("1")), conference("c")))
                .bySize();

        assertThat(bySize.counts().get(0)).isOne();
        assertThat(bySize.counts().get(1)).isOne();
        assertThat(bySize.counts().get(SizeHistogram.LARGEST + 1)).isOne();
        assertThat(bySize.sum()).isEqualTo(26);
        assertThat(bySize.total()).isEqualTo(3);
    }
}
