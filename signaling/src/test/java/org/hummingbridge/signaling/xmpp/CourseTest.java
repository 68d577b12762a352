/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

class CourseTest {
    private static final EntityFullJid ONE = JidCreate.entityFullFromOrThrowUnchecked("one@muc.test/jvb1");
    private static final EntityFullJid TWO = JidCreate.entityFullFromOrThrowUnchecked("two@muc.test/jvb1");
    private static final XmppTrouble REFUSED = new XmppTrouble(XmppFailure.CONNECTION_REFUSED, "refused");
    private static final XmppTrouble LOST = new XmppTrouble(XmppFailure.STREAM_LOST, "lost");
    private static final XmppTrouble MISSING = new XmppTrouble(XmppFailure.ROOM_MISSING, "missing");
    private static final XmppTrouble REPLACED = new XmppTrouble(XmppFailure.REPLACED, "replaced");

    /** Close to where nanosecond clocks wrap. */
    private long nowNanos = Long.MAX_VALUE - 1_000;

    private final Course course = new Course("shard1", false, List.of(ONE, TWO), new Random(1), nowNanos);

    @Test
    void goesThroughAllStatesToJoined() {
        assertThat(course.status().state()).isEqualTo(XmppState.OFFLINE);
        assertThat(next()).isEqualTo(new Step.Connect(true));
        assertThat(course.status().state()).isEqualTo(XmppState.CONNECTING);
        course.connected();
        assertThat(next()).isEqualTo(new Step.Authenticate());
        assertThat(course.status().state()).isEqualTo(XmppState.AUTHENTICATING);
        course.authenticated(nowNanos);
        assertThat(next()).isEqualTo(new Step.Join(ONE));
        assertThat(next()).isEqualTo(new Step.Join(TWO));
        course.joined(ONE, nowNanos);
        assertThat(course.status().state()).isEqualTo(XmppState.JOINING);
        course.joined(TWO, nowNanos);
        assertThat(course.status().state()).isEqualTo(XmppState.JOINED);
        assertThat(course.status().mucsJoined()).isEqualTo(2);
    }

    @Test
    void aComponentIsThereAsSoonAsItIsLoggedIn() {
        var component = new Course("component", true, List.of(), new Random(1), nowNanos);
        component.next(nowNanos);
        component.connected();
        component.authenticated(nowNanos);
        assertThat(component.status().state()).isEqualTo(XmppState.JOINED);
    }

    @Test
    void triesAgainAfterAPauseForEver() {
        for (var attempt = 1; attempt <= 50; attempt++) {
            assertThat(nextAfterWaiting()).isEqualTo(new Step.Connect(true));
            course.failed(REFUSED, nowNanos);
            assertThat(course.status().trouble()).contains(REFUSED);
            assertThat(next()).isInstanceOf(Step.Wait.class);
            assertThat(course.status().failures()).containsEntry(XmppFailure.CONNECTION_REFUSED, (long) attempt);
        }
    }

    @Test
    void hangsUpAndStartsOverWhenTheStreamBreaks() {
        join();

        course.lost(LOST, nowNanos);

        assertThat(course.status().state()).isEqualTo(XmppState.OFFLINE);
        assertThat(course.status().disconnects()).isEqualTo(1);
        assertThat(next()).isEqualTo(new Step.HangUp());
        assertThat(nextAfterWaiting()).isEqualTo(new Step.Connect(true));
    }

    @Test
    void hangsUpWhenTheServerDoesNotAnswerAPing() {
        join();
        var pings = 0;
        for (var step = next(); !(step instanceof Step.HangUp); step = next()) {
            switch (step) {
                case Step.Wait(var untilNanos) -> nowNanos = untilNanos;
                case Step.PingServer() -> pings++;
                case Step.PingRoom(var occupant) -> course.stillIn(occupant, nowNanos);
                default -> throw new AssertionError(step);
            }
        }
        assertThat(pings).isEqualTo(1);
        assertThat(course.status().failures()).containsEntry(XmppFailure.NO_ANSWER, 1L);
    }

    @Test
    void staysAsLongAsServerAndRoomsAnswer() {
        join();
        var startNanos = nowNanos;
        while (nowNanos - startNanos < Duration.ofHours(1).toNanos()) {
            switch (next()) {
                case Step.Wait(var untilNanos) -> nowNanos = untilNanos;
                case Step.PingServer() -> course.serverAnswered(nowNanos);
                case Step.PingRoom(var occupant) -> course.stillIn(occupant, nowNanos);
                case Step step -> throw new AssertionError(step);
            }
        }
        assertThat(course.status().state()).isEqualTo(XmppState.JOINED);
        assertThat(course.status().sinceNanos()).isEqualTo(startNanos);
    }

    @Test
    void joinsTheOneRoomAgainThatItFellOutOf() {
        join();

        course.notJoined(TWO, new XmppTrouble(XmppFailure.LEFT_ROOM, "kicked"), nowNanos);

        assertThat(course.status().state()).isEqualTo(XmppState.JOINING);
        assertThat(course.taken()).containsExactly(ONE);
        assertThat(nextAfterWaiting()).isEqualTo(new Step.Join(TWO));
    }

    @Test
    void joinsARoomAgainThatDoesNotAnswerTheSelfPing() {
        join();
        var rejoined = false;
        while (!rejoined) {
            switch (next()) {
                case Step.Wait(var untilNanos) -> nowNanos = untilNanos;
                case Step.PingServer() -> course.serverAnswered(nowNanos);
                case Step.PingRoom(var occupant) when occupant.equals(ONE) -> course.stillIn(occupant, nowNanos);
                case Step.PingRoom _ -> {
                    // the room keeps silent
                }
                case Step.Join(var occupant) -> rejoined = occupant.equals(TWO);
                case Step step -> throw new AssertionError(step);
            }
        }
        assertThat(course.status().disconnects()).isZero();
    }

    @Test
    void asksARoomThatDoesNotExistUntilItDoes() {
        login();
        course.joined(TWO, nowNanos);
        for (var attempt = 0; attempt < 20; attempt++) {
            course.notJoined(ONE, MISSING, nowNanos);
            assertThat(course.status().trouble()).contains(MISSING);
            assertThat(nextAfterWaiting()).isEqualTo(new Step.Join(ONE));
        }
        course.joined(ONE, nowNanos);
        assertThat(course.status().trouble()).isEmpty();
    }

    @Test
    void asksAgainIfARoomDoesNotAnswer() {
        login();
        nowNanos += Course.JOIN_TIMEOUT_NANOS;
        course.serverAnswered(nowNanos);
        assertThat(nextAfterWaiting()).isInstanceOf(Step.Join.class);
        assertThat(course.status().failures()).containsEntry(XmppFailure.NO_ANSWER, 2L);
    }

    @Test
    void bindsAnotherResourceOnceSomebodyElseHasTakenItsOwn() {
        join();
        course.lost(REPLACED, nowNanos);
        var beforeNanos = nowNanos;
        assertThat(next()).isEqualTo(new Step.HangUp());
        assertThat(nextAfterWaiting()).isEqualTo(new Step.Connect(false));
        assertThat(nowNanos - beforeNanos)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void ignoresNewsOfAStreamThatIsGone() {
        next();
        course.lost(LOST, nowNanos);
        course.joined(ONE, nowNanos);
        course.notJoined(ONE, MISSING, nowNanos);
        assertThat(course.status().failures()).isEmpty();
        assertThat(course.taken()).isEmpty();
    }

    private Step next() {
        return course.next(nowNanos);
    }

    private Step nextAfterWaiting() {
        var step = next();
        while (step instanceof Step.Wait(var untilNanos)) {
            nowNanos = untilNanos;
            step = next();
            if (step instanceof Step.PingServer) {
                course.serverAnswered(nowNanos);
                step = next();
            }
            if (step instanceof Step.PingRoom(var occupant)) {
                course.stillIn(occupant, nowNanos);
                step = next();
            }
        }
        return step;
    }

    private void login() {
        next();
        course.connected();
        next();
        course.authenticated(nowNanos);
        next();
        next();
    }

    private void join() {
        login();
        course.joined(ONE, nowNanos);
        course.joined(TWO, nowNanos);
    }
}
