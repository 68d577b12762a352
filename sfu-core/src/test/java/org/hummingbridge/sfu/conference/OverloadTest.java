/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bridge whose loop takes time for what it does: nine tenths of what there is, and twice that for three seconds. A real one needs a
 * hundredth per datagram and has a hundred times the participants. No video is given up here: see {@link VideoSheddingProperties}.
 */
class OverloadTest {
    private static final List<String> IDS = List.of("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd", "eeeeeeee");
    private static final LinkConditions LINK = LinkConditions.delayed(Duration.ofMillis(10));

    /** Frames come every 40 ms: the next sender's behind one sender's. */
    private static final Duration STAGGER = Duration.ofMillis(8);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Five send a hundred packets a second to four: 500 come, 2,000 go. */
    private static final Duration PER_RECEIVED = Duration.ofNanos(150_000);

    private static final Duration PER_SENT = Duration.ofNanos(400_000);
    private static final int BATCH = 6;
    private static final int SLOTS = 64;

    private final List<SimulatedParticipant> participants = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void recoversWithinASecondOfTheEndOfAFlood(final long seed) {
        final SimulatedCall call = begin(seed, true);
        flood(call);

        call.run(SECOND);

        final long dropsThen = drops(call);
        final int missedThen = missed();
        call.run(SECOND.multipliedBy(4));
        // A burst at nine tenths may be one too much; a flood goes on.
        assertThat(drops(call) - dropsThen).as("drops: %s", call.network()).isLessThan(10);
        // A repaired packet too few is one on its way.
        assertThat(missed()).as("missed: %s", call.network()).isLessThanOrEqualTo(missedThen);
        assertThat(call.loop().waiting()).as("waiting: %s", call.network()).isLessThan(2 * BATCH);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void staysFloodedIfItRepairsWhatItIsLateWith(final long seed) {
        final SimulatedCall call = begin(seed, false);
        flood(call);

        call.run(SECOND);

        final long dropsThen = drops(call);
        final int missedThen = missed();
        call.run(SECOND.multipliedBy(4));
        assertThat(drops(call) - dropsThen).as("drops: %s", call.network()).isGreaterThan(1000);
        assertThat(missed()).as("missed: %s", call.network()).isGreaterThan(missedThen);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesRepairsUpFirstAndTakesThemUpAgain(final long seed) {
        final SimulatedCall call = begin(seed, true);
        final int keyframesBefore = keyframesAsked();
        flood(call);

        assertThat(count(call, Counter.RTX_SENT)).as("%s", call.network()).isZero();
        assertThat(count(call, Counter.NACKS_SENT)).as("%s", call.network()).isZero();
        assertThat(call.loop().counters().get(DropReason.NACK_BEHIND)).isPositive();
        assertThat(keyframesAsked() - keyframesBefore).isLessThanOrEqualTo(IDS.size());
        call.run(SECOND.multipliedBy(3));
        call.network().conditions(LINK.withLoss(0.02));
        call.run(SECOND);

        assertThat(count(call, Counter.RTX_SENT)).as("%s", call.network()).isPositive();
        assertThat(count(call, Counter.NACKS_SENT)).as("%s", call.network()).isPositive();
    }

    private SimulatedCall begin(final long seed, final boolean tells) {
        final SimulatedCall call = SimulatedCall.unaided(seed, LINK, false);
        IDS.forEach(id -> participants.add(call.join(id)));
        assertThat(call.connect(Duration.ofSeconds(20)))
                .as("everybody has keys: %s", call.network())
                .isTrue();
        for (final SimulatedParticipant participant : participants) {
            participant.startSending();
            call.run(STAGGER);
        }
        call.run(SECOND);
        call.loop().limit(BATCH, SLOTS, tells);
        call.loop().cost(PER_RECEIVED, PER_SENT);
        call.run(SECOND.multipliedBy(2));
        assertThat(drops(call))
                .as("nine tenths are carried: %s", call.network())
                .isZero();
        return call;
    }

    private static void flood(final SimulatedCall call) {
        call.loop().cost(PER_RECEIVED.multipliedBy(2), PER_SENT.multipliedBy(2));
        call.run(SECOND.multipliedBy(3));
        call.loop().cost(PER_RECEIVED, PER_SENT);
    }

    private static long drops(final SimulatedCall call) {
        return count(call, Counter.KERNEL_DROPS);
    }

    private static long count(final SimulatedCall call, final Counter counter) {
        return call.loop().counters().get(counter);
    }

    private int keyframesAsked() {
        return participants.stream()
                .mapToInt(SimulatedParticipant::keyframesAsked)
                .sum();
    }

    /** Packets that some receiver did not get, or not yet. */
    private int missed() {
        int missed = 0;
        for (final SimulatedParticipant receiver : participants) {
            for (final SimulatedParticipant sender : participants) {
                missed += sender == receiver ? 0 : sender.sent() - receiver.receivedFrom(sender);
            }
        }
        return missed;
    }
}
