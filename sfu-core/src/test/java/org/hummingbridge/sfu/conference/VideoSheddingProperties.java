/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.simulation.LinkConditions;

/**
 * A call of sound and pictures on a loop that carries it with room to spare, until everything costs so much more that it is 1.2 to 1.8
 * times what the loop can do. Sound alone would always fit.
 */
class VideoSheddingProperties {
    private static final List<String> IDS = List.of("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd", "eeeeeeee");
    private static final LinkConditions LINK = LinkConditions.delayed(Duration.ofMillis(10));
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration AUDIO_INTERVAL = Duration.ofMillis(20);
    private static final Duration STAGGER = Duration.ofMillis(8);

    /** Five send 150 packets a second to four: 750 come, 3,000 go, which makes a load of 0.71. */
    private static final double PER_RECEIVED_NANOS = 150_000;

    private static final double PER_SENT_NANOS = 200_000;
    private static final double USUAL_LOAD = 0.71;
    private static final int BATCH = 6;
    private static final int SLOTS = 64;

    private final List<SimulatedParticipant> participants = new ArrayList<>();
    private final int[] audioSent = new int[IDS.size()];

    @Property(tries = 12)
    void soundIsWholeWhilePicturesAreGivenUpAndAllComeBack(@ForAll final long seed) {
        final Random random = new Random(seed);
        final double load = 1.2 + 0.6 * random.nextDouble();
        final SimulatedCall call = begin(seed);
        final String context = "load " + load + ", " + call.network();

        cost(call, load / USUAL_LOAD);
        call.run(SECOND.dividedBy(2));
        final int[] missedBefore = {audioSent(), audioReceived()};
        call.run(SECOND.multipliedBy(7).minus(SECOND.dividedBy(2)));
        final long busyBefore = count(call, Counter.BUSY_NANOS);
        call.run(SECOND);
        final double busy = (count(call, Counter.BUSY_NANOS) - busyBefore) / (double) SECOND.toNanos();
        final int expected = audioSent() - missedBefore[0];
        final int received = audioReceived() - missedBefore[1];

        assertThat(received).as("audio: %s", context).isGreaterThan((int) (0.99 * expected));
        assertThat(busy).as("what it can is used: %s", context).isGreaterThan(0.65);
        assertThat(call.loop().counters().videoLimit()).as("limit: %s", context).isBetween(0, 3);
        assertThat(count(call, Counter.TIMES_SHED)).as("steps: %s", context).isBetween(1L, 6L);

        cost(call, 1);
        call.run(SECOND.multipliedBy(9));
        final long dropsThen = count(call, Counter.KERNEL_DROPS);
        final int missedThen = videoMissed();
        call.run(SECOND.multipliedBy(2));

        assertThat(call.loop().counters().videoLimit()).as("limit: %s", context).isNegative();
        assertThat(count(call, Counter.KERNEL_DROPS)).as("drops: %s", context).isEqualTo(dropsThen);
        // What was sent is on its way for 20 ms.
        assertThat(videoMissed()).as("missed: %s", context).isLessThanOrEqualTo(missedThen + 4 * IDS.size());
        close(call);
    }

    @Property(tries = 4)
    void aBurstThatIsWorkedOffTakesNoPicture(@ForAll final long seed) {
        final SimulatedCall call = begin(seed);

        for (int burst = 0; burst < 10; burst++) {
            cost(call, 10);
            call.run(Duration.ofMillis(20));
            cost(call, 1);
            call.run(SECOND);
        }

        assertThat(count(call, Counter.TIMES_SHED)).as("%s", call.network()).isZero();
        assertThat(count(call, Counter.TIMES_BEHIND)).as("%s", call.network()).isPositive();
        close(call);
    }

    private SimulatedCall begin(final long seed) {
        participants.clear();
        Arrays.fill(audioSent, 0);
        final SimulatedCall call = SimulatedCall.unaided(seed, LINK, true);
        IDS.forEach(id -> participants.add(call.join(id)));
        assertThat(call.connect(Duration.ofSeconds(20)))
                .as("everybody has keys: %s", call.network())
                .isTrue();
        for (int i = 0; i < participants.size(); i++) {
            final SimulatedParticipant participant = participants.get(i);
            final List<SourceDescription> sources = new ArrayList<>(participant.sources());
            sources.add(participant.audioSource());
            call.conference().replaceSources(participant.id(), sources);
            participant.startSending();
            speak(call, i);
            call.run(STAGGER);
        }
        call.run(SECOND);
        call.loop().limit(BATCH, SLOTS, true);
        cost(call, 1);
        call.run(SECOND.multipliedBy(2));
        assertThat(count(call, Counter.KERNEL_DROPS))
                .as("usually all is carried: %s", call.network())
                .isZero();
        return call;
    }

    private void speak(final SimulatedCall call, final int speaker) {
        if (participants.get(speaker).isReady()) {
            participants.get(speaker).sendAudio(30 + speaker);
            audioSent[speaker]++;
            call.network().after(AUDIO_INTERVAL, () -> speak(call, speaker));
        }
    }

    private static void cost(final SimulatedCall call, final double times) {
        call.loop().cost(Duration.ofNanos((long) (times * PER_RECEIVED_NANOS)), Duration.ofNanos((long)
                (times * PER_SENT_NANOS)));
    }

    private static long count(final SimulatedCall call, final Counter counter) {
        return call.loop().counters().get(counter);
    }

    private int audioSent() {
        int sent = 0;
        for (final int one : audioSent) {
            sent += one * (IDS.size() - 1);
        }
        return sent;
    }

    private int audioReceived() {
        return participants.stream()
                .mapToInt(receiver -> participants.stream()
                        .mapToInt(sender -> receiver.audioFrom(sender).size())
                        .sum())
                .sum();
    }

    private int videoMissed() {
        int missed = 0;
        for (final SimulatedParticipant receiver : participants) {
            for (final SimulatedParticipant sender : participants) {
                missed += sender == receiver ? 0 : sender.sent() - receiver.receivedFrom(sender);
            }
        }
        return missed;
    }

    private void close(final SimulatedCall call) {
        participants.forEach(SimulatedParticipant::close);
        call.bridge().close();
        call.loop().close();
    }
}
