/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jxmpp.jid.EntityFullJid;

/**
 * The state machine of one entry: what to do next, given what happened and the time. Every step is retried for ever.
 *
 * Does no input or output, reads no clock. Its owner calls {@link #next}, does what it says, reports the outcome, and calls
 * again; after {@link Step.Wait} also as soon as anything was reported. All calls come from one thread.
 *
 * <pre>
 * WAITING -> CONNECTING -> AUTHENTICATING -> ONLINE (per room: AWAY -> ASKED -> TAKEN)
 *    ^__________|________________|_____________|
 * </pre>
 */
final class Course {
    /** A dead stream is noticed within interval and timeout, before the focus has missed two health checks in a row. */
    static final long PING_INTERVAL_NANOS = SECONDS.toNanos(5);

    /** Long enough for TCP to get over a cut cable of some seconds, since a new login ends what the old one held. */
    static final long PING_TIMEOUT_SECONDS = 10;

    static final long PING_TIMEOUT_NANOS = SECONDS.toNanos(PING_TIMEOUT_SECONDS);

    static final long LOOK_INTERVAL_NANOS = SECONDS.toNanos(10);
    static final long JOIN_TIMEOUT_NANOS = SECONDS.toNanos(5);

    /** A login that lasted this long was a good one: the next failure starts with short pauses again. */
    static final long STEADY_NANOS = SECONDS.toNanos(10);

    private enum Stage {
        WAITING,
        CONNECTING,
        AUTHENTICATING,
        ONLINE
    }

    private final String id;
    private final boolean component;
    private final List<Seat> seats;
    private final Backoff backoff;
    private final Map<XmppFailure, Long> failures = new EnumMap<>(XmppFailure.class);
    private Stage stage = Stage.WAITING;
    private long attemptAtNanos;
    private long onlineSinceNanos;
    private long pingDueNanos;
    private boolean pinging;
    private boolean hangUp;
    private boolean replacedOnce;
    private Optional<XmppTrouble> trouble = Optional.empty();
    private long connects;
    private long disconnects;
    private boolean joined;
    private long joinedOrNotSinceNanos;

    Course(String id, boolean component, List<EntityFullJid> occupants, RandomGenerator random, long nowNanos) {
        this.id = id;
        this.component = component;
        this.seats = occupants.stream()
                .map(occupant -> new Seat(occupant, new Backoff(random)))
                .toList();
        this.backoff = new Backoff(random);
        this.attemptAtNanos = nowNanos;
        this.joinedOrNotSinceNanos = nowNanos;
    }

    Step next(long nowNanos) {
        var step = decide(nowNanos);
        noteJoined(nowNanos);
        return step;
    }

    private Step decide(long nowNanos) {
        if (hangUp) {
            hangUp = false;
            return new Step.HangUp();
        }
        return switch (stage) {
            case WAITING -> {
                if (nowNanos - attemptAtNanos < 0) {
                    yield new Step.Wait(attemptAtNanos);
                }
                stage = Stage.CONNECTING;
                yield new Step.Connect(!replacedOnce);
            }
            case CONNECTING -> new Step.Connect(!replacedOnce);
            case AUTHENTICATING -> new Step.Authenticate();
            case ONLINE -> online(nowNanos);
        };
    }

    private Step online(long nowNanos) {
        if (nowNanos - pingDueNanos >= 0) {
            if (pinging) {
                lost(
                        new XmppTrouble(
                                XmppFailure.NO_ANSWER,
                                "the server has not answered a ping for " + PING_TIMEOUT_SECONDS + " s"),
                        nowNanos);
                return decide(nowNanos);
            }
            pinging = true;
            pingDueNanos = nowNanos + PING_TIMEOUT_NANOS;
            return new Step.PingServer();
        }
        var wakeNanos = pingDueNanos;
        for (var seat : seats) {
            if (nowNanos - seat.dueNanos >= 0) {
                switch (seat.stage) {
                    case AWAY -> {
                        seat.become(Seat.Stage.ASKED, nowNanos + JOIN_TIMEOUT_NANOS);
                        return new Step.Join(seat.occupant);
                    }
                    case ASKED ->
                        notJoined(
                                seat.occupant,
                                new XmppTrouble(
                                        XmppFailure.NO_ANSWER,
                                        "the room " + seat.occupant.asBareJid()
                                                + " does not answer; is MUC_JIDS right, and does the server run that MUC service?"),
                                nowNanos);
                    case TAKEN -> {
                        if (!seat.looking) {
                            seat.looking = true;
                            seat.dueNanos = nowNanos + PING_TIMEOUT_NANOS;
                            return new Step.PingRoom(seat.occupant);
                        }
                        notJoined(
                                seat.occupant,
                                new XmppTrouble(
                                        XmppFailure.LEFT_ROOM,
                                        "the room " + seat.occupant.asBareJid() + " has stopped to answer"),
                                nowNanos);
                    }
                }
            }
            if (seat.dueNanos - wakeNanos < 0) {
                wakeNanos = seat.dueNanos;
            }
        }
        return new Step.Wait(wakeNanos);
    }

    void connected() {
        stage = Stage.AUTHENTICATING;
    }

    void authenticated(long nowNanos) {
        stage = Stage.ONLINE;
        trouble = Optional.empty();
        connects++;
        onlineSinceNanos = nowNanos;
        pinging = false;
        pingDueNanos = nowNanos + PING_INTERVAL_NANOS;
        for (var seat : seats) {
            seat.become(Seat.Stage.AWAY, nowNanos);
        }
        noteJoined(nowNanos);
    }

    /** Connecting or authenticating did not work; the stream is closed. */
    void failed(XmppTrouble why, long nowNanos) {
        fail(why, nowNanos);
    }

    /** The stream broke, or the server does not answer; does nothing if there is no login. */
    void lost(XmppTrouble why, long nowNanos) {
        if (stage != Stage.ONLINE) {
            return;
        }
        disconnects++;
        hangUp = true;
        if (nowNanos - onlineSinceNanos >= STEADY_NANOS) {
            backoff.reset();
        }
        for (var seat : seats) {
            seat.become(Seat.Stage.AWAY, nowNanos);
            seat.backoff.reset();
            seat.trouble = Optional.empty();
        }
        fail(why, nowNanos);
    }

    private void fail(XmppTrouble why, long nowNanos) {
        replacedOnce |= why.failure() == XmppFailure.REPLACED;
        count(why);
        trouble = Optional.of(why);
        stage = Stage.WAITING;
        attemptAtNanos = nowNanos + backoff.nextNanos(why.failure());
        noteJoined(nowNanos);
    }

    /** Any answer of the server to the ping, errors included: it lives. */
    void serverAnswered(long nowNanos) {
        pinging = false;
        pingDueNanos = nowNanos + PING_INTERVAL_NANOS;
    }

    void joined(EntityFullJid occupant, long nowNanos) {
        for (var seat : seats) {
            if (seat.occupant.equals(occupant) && stage == Stage.ONLINE) {
                seat.become(Seat.Stage.TAKEN, nowNanos + LOOK_INTERVAL_NANOS);
                seat.backoff.reset();
                seat.trouble = Optional.empty();
            }
        }
        noteJoined(nowNanos);
    }

    /** The room said in answer to the self-ping that we are in. */
    void stillIn(EntityFullJid occupant, long nowNanos) {
        for (var seat : seats) {
            if (seat.occupant.equals(occupant) && seat.stage == Seat.Stage.TAKEN) {
                seat.become(Seat.Stage.TAKEN, nowNanos + LOOK_INTERVAL_NANOS);
            }
        }
    }

    /** The room rejected us, or we fell out of it. */
    void notJoined(EntityFullJid occupant, XmppTrouble why, long nowNanos) {
        for (var seat : seats) {
            if (seat.occupant.equals(occupant) && stage == Stage.ONLINE) {
                count(why);
                seat.trouble = Optional.of(why);
                seat.become(Seat.Stage.AWAY, nowNanos + seat.backoff.nextNanos(why.failure()));
            }
        }
        noteJoined(nowNanos);
    }

    boolean isIn(EntityFullJid occupant) {
        return seats.stream().anyMatch(seat -> seat.occupant.equals(occupant) && seat.stage == Seat.Stage.TAKEN);
    }

    /** The rooms that we are in, as our occupants. */
    List<EntityFullJid> taken() {
        return seats.stream()
                .filter(seat -> seat.stage == Seat.Stage.TAKEN)
                .map(seat -> seat.occupant)
                .toList();
    }

    XmppStatus status() {
        return new XmppStatus(
                id,
                component,
                state(),
                joinedOrNotSinceNanos,
                trouble.or(() ->
                        seats.stream().flatMap(seat -> seat.trouble.stream()).findFirst()),
                seats.size(),
                taken().size(),
                connects,
                disconnects,
                failures);
    }

    private XmppState state() {
        return switch (stage) {
            case WAITING -> XmppState.OFFLINE;
            case CONNECTING -> XmppState.CONNECTING;
            case AUTHENTICATING -> XmppState.AUTHENTICATING;
            case ONLINE -> taken().size() == seats.size() ? XmppState.JOINED : XmppState.JOINING;
        };
    }

    private void noteJoined(long nowNanos) {
        var now = state() == XmppState.JOINED;
        if (now != joined) {
            joined = now;
            joinedOrNotSinceNanos = nowNanos;
        }
    }

    private void count(XmppTrouble why) {
        failures.merge(why.failure(), 1L, Long::sum);
    }
}
