/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hummingbridge.daemon.statistics.KnownLoad.Guest.guest;
import static org.hummingbridge.daemon.statistics.KnownLoad.conference;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.junit.jupiter.api.Test;

class FlowMeterTest {
    private final Counters first = new Counters();
    private final Counters second = new Counters();
    private long now = Long.MAX_VALUE - 1;
    private final FlowMeter meter = new FlowMeter(new LoopCounters(List.of(first, second)), now);

    @Test
    void ratesAreOfAllLoopsAndPerSecond() {
        first.add(Counter.MEDIA_BYTES_RECEIVED, 100_000);
        second.add(Counter.MEDIA_BYTES_RECEIVED, 25_000);
        first.add(Counter.RTP_RECEIVED, 900);
        second.add(Counter.RTCP_RECEIVED, 100);
        first.add(Counter.MEDIA_BYTES_SENT, 250_000);
        second.add(Counter.MEDIA_PACKETS_SENT, 2_000);

        final Flow flow = sample(Duration.ofSeconds(5));

        assertThat(flow.incomingBitrateBps()).isEqualTo(200_000);
        assertThat(flow.outgoingBitrateBps()).isEqualTo(400_000);
        assertThat(flow.incomingPacketsPerSecond()).isEqualTo(200);
        assertThat(flow.outgoingPacketsPerSecond()).isEqualTo(400);
    }

    @Test
    void whatWasCountedOnceIsNotCountedAgain() {
        first.add(Counter.MEDIA_BYTES_RECEIVED, 100_000);
        sample(Duration.ofSeconds(5));

        assertThat(sample(Duration.ofSeconds(5)).incomingBitrateBps()).isZero();
    }

    @Test
    void lossIsThatOfTheIntervalAndNotOfTheWholeCall() {
        sample(Duration.ofSeconds(5), conference("a", guest("1").lost(500, 1_000)));

        final Flow flow =
                sample(Duration.ofSeconds(5), conference("a", guest("1").lost(510, 1_200)));

        assertThat(flow.incomingLoss()).isEqualTo(0.05, within(1e-9));
    }

    @Test
    void lossIsWeighedByWhatEachOneSends() {
        final Flow flow = sample(
                Duration.ofSeconds(5),
                conference("a", guest("1").lost(10, 100), guest("2").lost(0, 900)));

        assertThat(flow.incomingLoss()).isEqualTo(0.01, within(1e-9));
    }

    @Test
    void whatReceiversReportIsWeighedByWhatTheyWereSent() {
        final Flow flow = sample(
                Duration.ofSeconds(5),
                conference(
                        "a",
                        guest("1").wasSent(100, 0.5),
                        guest("2").wasSent(900, 0).lost(0, 1_000)));

        assertThat(flow.outgoingLoss()).isEqualTo(0.05, within(1e-9));
        assertThat(flow.loss()).isEqualTo(0.025, within(1e-9));
    }

    @Test
    void sourcesThatEndedTakeNothingFromTheRest() {
        sample(Duration.ofSeconds(5), conference("a", guest("1").lost(500, 10_000)));

        final Flow flow =
                sample(Duration.ofSeconds(5), conference("a", guest("1").lost(5, 100)));

        assertThat(flow.incomingLoss()).isEqualTo(0.05, within(1e-9));
    }

    @Test
    void equalIdsInTwoConferencesAreTwoEndpoints() {
        sample(
                Duration.ofSeconds(5),
                conference("a", guest("1").lost(0, 100)),
                conference("b", guest("1").lost(90, 100)));

        final Flow flow = sample(
                Duration.ofSeconds(5),
                conference("a", guest("1").lost(0, 200)),
                conference("b", guest("1").lost(90, 200)));

        assertThat(flow.incomingLoss()).isZero();
    }

    @Test
    void aConferenceThatDidNotAnswerOnceIsNotCountedFromTheStartAgain() {
        sample(Duration.ofSeconds(5), conference("a", guest("1").lost(500, 1_000)));
        now += Duration.ofSeconds(5).toNanos();
        meter.sample(List.of(), Set.of("a"), now);

        final Flow flow =
                sample(Duration.ofSeconds(5), conference("a", guest("1").lost(510, 1_200)));

        assertThat(flow.incomingLoss()).isEqualTo(0.05, within(1e-9));
    }

    @Test
    void oneOfTheSameNameBehindAnEndedOneIsCountedFromItsStart() {
        sample(Duration.ofSeconds(5), conference("a", guest("1").lost(0, 1_000)));
        sample(Duration.ofSeconds(5));

        final Flow flow =
                sample(Duration.ofSeconds(5), conference("a", guest("1").lost(600, 1_200)));

        assertThat(flow.incomingLoss()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void noTimeIsNoRate() {
        first.add(Counter.MEDIA_BYTES_RECEIVED, 100_000);

        assertThat(sample(Duration.ZERO)).isEqualTo(Flow.NONE);
    }

    private Flow sample(final Duration later, final ConferenceTally... conferences) {
        now += later.toNanos();
        final Set<String> ids = Stream.of(conferences).map(ConferenceTally::id).collect(Collectors.toSet());
        return meter.sample(List.of(conferences), ids, now);
    }
}
