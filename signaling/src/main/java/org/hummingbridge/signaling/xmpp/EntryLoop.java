/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one entry: does what its {@link Course} says on a thread of its own, and reports to it what came of that.
 *
 * Decides nothing itself, and never lets its callers wait.
 */
final class EntryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EntryLoop.class);

    /** Sentences said about one outage; further ones would be repetitions in other words. */
    private static final int MAX_SAID = 8;

    private sealed interface Event {
        /** A presence of ours, or the answer to a ping. */
        record Received(Link link, Stanza stanza) implements Event {}

        record Closed(Link link, XmppTrouble why) implements Event {}

        /** Something for the server, if the stream it is meant for is still the one. */
        record Send(Link link, Stanza stanza) implements Event {}

        record Publish() implements Event {}

        record Stop() implements Event {}
    }

    private final Entry entry;
    private final IqDesk desk;
    private final Supplier<@Nullable ExtensionElement> stats;
    private final LongSupplier nanoClock;
    private final Course course;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, Optional<EntityFullJid>> pings = new HashMap<>();
    private final Set<XmppTrouble> said = new HashSet<>();
    private final Thread thread;

    /** Written by the loop; read by all. */
    private volatile XmppStatus status;

    /** Written by the closer, and by the loop around what blocks: an interrupt ends that, and must hit nothing else. */
    private volatile boolean stopping;

    private volatile boolean interruptible;

    private @Nullable Link link;
    private boolean saidJoined;

    EntryLoop(
            Entry entry,
            IqDesk desk,
            Supplier<@Nullable ExtensionElement> stats,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.entry = entry;
        this.desk = desk;
        this.stats = stats;
        this.nanoClock = nanoClock;
        this.course =
                new Course(entry.id(), entry.login().component(), entry.occupants(), random, nanoClock.getAsLong());
        this.status = course.status();
        this.thread = Thread.ofVirtual().name("xmpp-" + entry.id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Entry entry() {
        return entry;
    }

    XmppStatus status() {
        return status;
    }

    void publish() {
        events.add(new Event.Publish());
    }

    /** Leaves the rooms and logs out; returns at once. */
    void stop() {
        stopping = true;
        events.add(new Event.Stop());
        if (interruptible) {
            thread.interrupt();
        }
    }

    /** Waits for the end of {@link #stop}. */
    void await(Duration atMost) throws InterruptedException {
        var _ = thread.join(atMost);
    }

    private void run() {
        while (!stopping) {
            try {
                perform(course.next(nanoClock.getAsLong()));
            } catch (InterruptedException e) {
                // only stop() interrupts
            } catch (RuntimeException e) {
                LOG.error("XMPP {}: starting over after an error of our own", entry.id(), e);
                startOver(new XmppTrouble(XmppFailure.OTHER, "an error in the bridge: " + e));
            }
            show();
        }
        part();
    }

    private void perform(Step step) throws InterruptedException {
        var current = link;
        switch (step) {
            case Step.Connect(var ownResource) -> connect(ownResource);
            case Step.Authenticate() -> authenticate();
            case Step.HangUp() -> drop();
            case Step.Join(var occupant) -> send(current, RoomTalk.join(occupant));
            case Step.PingServer() -> {
                if (current != null) {
                    ping(current, current.pingTarget(), Optional.empty());
                }
            }
            case Step.PingRoom(var occupant) -> {
                if (current != null) {
                    ping(current, occupant, Optional.of(occupant));
                }
            }
            case Step.Wait(var untilNanos) -> {
                show();
                var event = events.poll(untilNanos - nanoClock.getAsLong(), TimeUnit.NANOSECONDS);
                if (event != null) {
                    handle(event);
                }
            }
        }
    }

    private void connect(boolean ownResource) throws InterruptedException {
        show();
        drop();
        var listener = new Receiver();
        var opened = entry.links().create(ownResource, listener);
        listener.link = opened;
        link = opened;
        try {
            blocking(opened::connect);
            course.connected();
        } catch (LinkFailure e) {
            drop();
            course.failed(e.trouble(), nanoClock.getAsLong());
        }
    }

    private void authenticate() throws InterruptedException {
        show();
        var opened = link;
        if (opened == null) {
            return;
        }
        try {
            blocking(opened::authenticate);
            course.authenticated(nanoClock.getAsLong());
        } catch (LinkFailure e) {
            drop();
            course.failed(e.trouble(), nanoClock.getAsLong());
        }
    }

    private interface Blocking {
        void run() throws LinkFailure, InterruptedException;
    }

    private void blocking(Blocking call) throws LinkFailure, InterruptedException {
        interruptible = true;
        try {
            if (stopping) {
                throw new InterruptedException();
            }
            call.run();
        } finally {
            interruptible = false;
        }
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Received(var from, var stanza) when from.equals(link) -> received(stanza);
            case Event.Closed(var from, var why) when from.equals(link) -> course.lost(why, nanoClock.getAsLong());
            case Event.Send(var to, var stanza) when to.equals(link) -> send(to, stanza);
            case Event.Publish() -> course.taken().forEach(this::publishTo);
            case Event.Received _, Event.Closed _, Event.Send _, Event.Stop _ -> {
                // of a former stream, or said by a flag already
            }
        }
    }

    private void received(Stanza stanza) {
        if (stanza instanceof Presence presence) {
            for (var occupant : entry.occupants()) {
                if (RoomTalk.isAbout(occupant, presence)) {
                    presence(occupant, presence);
                }
            }
        } else if (stanza instanceof IQ answer) {
            var target = pings.remove(answer.getStanzaId());
            if (target != null) {
                answered(target, answer);
            }
        }
    }

    private void presence(EntityFullJid occupant, Presence presence) {
        var nowNanos = nanoClock.getAsLong();
        switch (presence.getType()) {
            case available -> {
                if (!course.isIn(occupant)) {
                    if (RoomTalk.hasCreated(presence)) {
                        send(link, RoomTalk.open(occupant));
                    }
                    course.joined(occupant, nowNanos);
                    publishTo(occupant);
                }
            }
            case error -> {
                if (!course.isIn(occupant)) {
                    course.notJoined(occupant, RoomDiagnosis.rejected(occupant, presence.getError()), nowNanos);
                }
            }
            case unavailable ->
                course.notJoined(occupant, RoomDiagnosis.fellOut(occupant, RoomTalk.reasonOf(presence)), nowNanos);
            default -> {
                // subscriptions are not for bridges
            }
        }
    }

    private void answered(Optional<EntityFullJid> room, IQ answer) {
        var nowNanos = nanoClock.getAsLong();
        if (room.isEmpty()) {
            course.serverAnswered(nowNanos);
            return;
        }
        var occupant = room.get();
        if (isIn(answer.getError())) {
            course.stillIn(occupant, nowNanos);
        } else if (course.isIn(occupant)) {
            course.notJoined(occupant, RoomDiagnosis.fellOut(occupant, "the room does not know us any more"), nowNanos);
        }
    }

    /** XEP-0410 section 3: which errors mean that the ping has come through, or that nothing is known. */
    private static boolean isIn(@Nullable StanzaError error) {
        return error == null
                || switch (error.getCondition()) {
                    case service_unavailable, feature_not_implemented, remote_server_not_found, remote_server_timeout ->
                        true;
                    default -> false;
                };
    }

    private void ping(Link to, Jid target, Optional<EntityFullJid> room) {
        var ping = new Ping(target);
        ping.setStanzaId("ping-" + Long.toHexString(nanoClock.getAsLong()) + "-" + pings.size());
        pings.values().remove(room);
        pings.put(ping.getStanzaId(), room);
        to.send(ping);
    }

    private void publishTo(EntityFullJid occupant) {
        var element = stats.get();
        if (element != null) {
            send(link, RoomTalk.publish(occupant, element));
        }
    }

    private static void send(@Nullable Link to, Stanza stanza) {
        if (to != null) {
            to.send(stanza);
        }
    }

    private void startOver(XmppTrouble why) {
        var nowNanos = nanoClock.getAsLong();
        drop();
        course.lost(why, nowNanos);
        if (course.status().state() != XmppState.OFFLINE) {
            course.failed(why, nowNanos);
        }
    }

    /** On another thread, since closing what is stuck can be stuck. */
    private void drop() {
        var dropped = link;
        link = null;
        pings.clear();
        if (dropped != null) {
            Thread.ofVirtual().name("xmpp-" + entry.id() + "-hang-up").start(dropped::abort);
        }
    }

    private void part() {
        var last = link;
        if (last != null) {
            // That it shuts down has to be known before it is gone: a focus would take it for a crash.
            course.taken().forEach(this::publishTo);
            course.taken().forEach(occupant -> last.send(RoomTalk.leave(occupant)));
            last.part();
            link = null;
        }
    }

    /** Lets others see the state, and says it once. */
    private void show() {
        var now = course.status();
        status = now;
        var joined = now.state() == XmppState.JOINED;
        if (joined && !saidJoined) {
            said.clear();
            LOG.info("XMPP {}: logged in on {}{}", entry.id(), entry.login().hostAndPort(), inRooms());
        }
        saidJoined = joined;
        now.trouble()
                .filter(_ -> said.size() < MAX_SAID)
                .filter(said::add)
                .ifPresent(trouble -> LOG.warn("XMPP {}: {}; trying again", entry.id(), trouble.sentence()));
    }

    private String inRooms() {
        return entry.occupants().isEmpty() ? "" : ", in " + entry.occupants();
    }

    /** What the stream's reader thread does with a stanza: requests are answered there and then, in order. */
    private final class Receiver implements Link.Listener {
        private volatile @Nullable Link link;

        @Override
        public void onStanza(Stanza stanza) {
            var from = link;
            if (from == null) {
                return;
            }
            if (stanza instanceof IQ iq && iq.isRequestIQ()) {
                desk.receive(iq, entry::mayOrder, reply -> events.add(new Event.Send(from, reply)));
            } else if (stanza instanceof IQ || (stanza instanceof Presence presence && concernsUs(presence))) {
                events.add(new Event.Received(from, stanza));
            }
        }

        /** The other bridges' presences are many. */
        private boolean concernsUs(Presence presence) {
            return entry.occupants().stream().anyMatch(occupant -> RoomTalk.isAbout(occupant, presence));
        }

        @Override
        public void onClosed(XmppTrouble why) {
            var from = link;
            if (from != null) {
                events.add(new Event.Closed(from, why));
            }
        }
    }
}
