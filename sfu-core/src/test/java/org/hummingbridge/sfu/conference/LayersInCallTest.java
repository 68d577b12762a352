/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** Which of a sender's encodings arrive, from the senders' packets to the receivers', over real ICE, DTLS and SRTP. */
class LayersInCallTest {
    private static final int LOW = 0;
    private static final int MIDDLE = 1;
    private static final int HIGH = 2;

    private final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(10)));

    @Test
    void theEncodingFollowsTheHeightThatIsAskedFor() {
        final SimulatedParticipant alice = joinWithSimulcast("aaaaaaaa");
        final SimulatedParticipant bob = call.join("bbbbbbbb");
        connect();
        alice.startSending();

        ask(bob, 180);
        call.run(Duration.ofSeconds(2));
        assertOnly(bob, alice, LOW);

        ask(bob, 360);
        call.run(Duration.ofSeconds(2));
        assertOnly(bob, alice, MIDDLE);

        ask(bob, 720);
        call.run(Duration.ofSeconds(2));
        assertOnly(bob, alice, HIGH);

        ask(bob, 180);
        call.run(Duration.ofSeconds(2));
        assertOnly(bob, alice, LOW);
    }

    @Test
    void everybodyGetsWhatTheyAskedFor() {
        final SimulatedParticipant alice = joinWithSimulcast("aaaaaaaa");
        final SimulatedParticipant bob = call.join("bbbbbbbb");
        final SimulatedParticipant carol = call.join("cccccccc");
        final SimulatedParticipant dave = call.join("dddddddd");
        connect();
        alice.startSending();
        ask(bob, 180);
        ask(carol, 720);
        ask(dave, 0);

        call.run(Duration.ofSeconds(3));

        assertOnly(bob, alice, LOW);
        assertOnly(carol, alice, HIGH);
        final int before =
                dave.receivedFrom(alice, LOW) + dave.receivedFrom(alice, MIDDLE) + dave.receivedFrom(alice, HIGH);
        call.run(Duration.ofSeconds(1));
        assertThat(dave.receivedFrom(alice, LOW) + dave.receivedFrom(alice, MIDDLE) + dave.receivedFrom(alice, HIGH))
                .isEqualTo(before);
    }

    @Test
    void anEncodingThatTheSenderStopsIsReplacedByALowerOneWithinHalfASecond() {
        final SimulatedParticipant alice = joinWithSimulcast("aaaaaaaa");
        final SimulatedParticipant bob = call.join("bbbbbbbb");
        connect();
        alice.startSending();
        ask(bob, 720);
        call.run(Duration.ofSeconds(3));
        assertOnly(bob, alice, HIGH);

        alice.stopEncoding(HIGH, true);
        call.run(Duration.ofMillis(500));
        assertOnly(bob, alice, MIDDLE);

        alice.stopEncoding(HIGH, false);
        call.run(Duration.ofSeconds(5));
        assertOnly(bob, alice, HIGH);
    }

    @Test
    void aScreenThatHardlyMovesKeepsItsFullHeight() {
        final SimulatedParticipant alice = joinWithSimulcast("aaaaaaaa");
        final SimulatedParticipant bob = call.join("bbbbbbbb");
        connect();
        alice.startSending();
        ask(bob, 720);
        call.run(Duration.ofSeconds(3));
        assertOnly(bob, alice, HIGH);
        alice.stopSending();
        call.run(Duration.ofMillis(100));
        final int asked = alice.keyframesAsked();
        final int low = bob.receivedFrom(alice, LOW);
        final int middle = bob.receivedFrom(alice, MIDDLE);
        final int high = bob.receivedFrom(alice, HIGH);

        alice.startShowingSlides(Duration.ofMillis(1200));
        call.run(Duration.ofSeconds(20));

        assertThat(alice.keyframesAsked()).isEqualTo(asked);
        assertThat(bob.receivedFrom(alice, LOW)).isEqualTo(low);
        assertThat(bob.receivedFrom(alice, MIDDLE)).isEqualTo(middle);
        assertThat(bob.receivedFrom(alice, HIGH) - high).isBetween(15, 17);
    }

    @Test
    void whoJoinsLaterSeesEverybodyWithinASecond() {
        final SimulatedParticipant alice = joinWithSimulcast("aaaaaaaa");
        final SimulatedParticipant bob = joinWithSimulcast("bbbbbbbb");
        connect();
        alice.startSending();
        bob.startSending();
        call.run(Duration.ofSeconds(3));

        final SimulatedParticipant carol = call.join("cccccccc");
        connect();
        call.run(Duration.ofSeconds(1));

        assertThat(received(carol, alice)).isPositive();
        assertThat(received(carol, bob)).isPositive();
    }

    @Test
    void aReceiverThatSaysNothingOfLayersStillLosesNoPacketBetweenThem() {
        final SimulatedParticipant alice = joinWithSimulcast("aaaaaaaa");
        final SimulatedParticipant bob = call.join("bbbbbbbb");
        connect();
        alice.startSending();
        for (int i = 0; i < 20; i++) {
            ask(bob, i % 2 == 0 ? 180 : 720);
            call.run(Duration.ofMillis(700));
        }
        call.run(Duration.ofSeconds(1));

        // Its receiver asks for whatever is missing in the numbers that it sees.
        assertThat(bob.nacksSent()).isZero();
    }

    private SimulatedParticipant joinWithSimulcast(final String id) {
        return call.joinSending(id, 180, 360, 720);
    }

    private void connect() {
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
    }

    private void ask(final SimulatedParticipant receiver, final int maxHeight) {
        call.conference()
                .receiverConstraints(
                        receiver.id(),
                        new ReceiverConstraints(
                                -1,
                                List.of(),
                                List.of(),
                                new VideoConstraint(maxHeight, VideoConstraint.UNLIMITED),
                                Map.of(),
                                null));
    }

    private static int received(final SimulatedParticipant receiver, final SimulatedParticipant sender) {
        return receiver.receivedFrom(sender, LOW)
                + receiver.receivedFrom(sender, MIDDLE)
                + receiver.receivedFrom(sender, HIGH);
    }

    private void assertOnly(
            final SimulatedParticipant receiver, final SimulatedParticipant sender, final int expected) {
        final int[] before = {
            receiver.receivedFrom(sender, LOW),
            receiver.receivedFrom(sender, MIDDLE),
            receiver.receivedFrom(sender, HIGH)
        };
        call.run(Duration.ofMillis(400));
        for (int encoding = LOW; encoding <= HIGH; encoding++) {
            final int news = receiver.receivedFrom(sender, encoding) - before[encoding];
            if (encoding == expected) {
                assertThat(news).as("packets of encoding %d", encoding).isGreaterThan(5);
            } else {
                assertThat(news).as("packets of encoding %d", encoding).isZero();
            }
        }
    }
}
