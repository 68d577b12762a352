/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one entry: does what its {@link Course} says on a thread of its own, and reports to it what came of that.
 *
 * Decides nothing itself, and never lets its callers wait.
 */
final class EntryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EntryLoop.class);

    private final Entry entry;
    private final IqDesk desk;
    private final Supplier<@Nullable ExtensionElement> stats;
    private final LongSupplier nanoClock;
    private final Course course;
    private final EntryLog log;
    private final BlockingQueue<EntryEvent> events = new LinkedBlockingQueue<>();
    private final BlockingCalls blocking = new BlockingCalls();
    private final Thread thread;

    /** Written by the loop; read by all. */
    private volatile XmppStatus status;

    /** Written by the closer; read by the loop. */
    private volatile boolean stopping;

    /** On the present stream; null without one. */
    private @Nullable Dialogue dialogue;

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
        this.log = new EntryLog(entry);
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
        events.add(new EntryEvent.Publish());
    }

    /** Leaves the rooms and logs out; returns at once. */
    void stop() {
        stopping = true;
        events.add(new EntryEvent.Stop());
        blocking.end();
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
            } catch (RuntimeException | Error e) {
                // An error too: a login that is given up for it comes back only with the process.
                LOG.error("XMPP {}: starting over after an error of our own", entry.id(), e);
                startOver(new XmppTrouble(XmppFailure.OTHER, "an error in the bridge: " + e));
            }
            show();
        }
        part();
    }

    private void perform(Step step) throws InterruptedException {
        switch (step) {
            case Step.Connect(var ownResource) -> connect(ownResource);
            case Step.Authenticate() -> authenticate();
            case Step.HangUp() -> drop();
            case Step.Join(var occupant) -> say(to -> to.join(occupant));
            case Step.PingServer() -> say(Dialogue::pingServer);
            case Step.PingRoom(var occupant) -> say(to -> to.pingRoom(occupant));
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
        var intake = new StanzaIntake(entry, desk, events::add);
        var opened = entry.links().create(ownResource, intake);
        intake.listenTo(opened);
        dialogue = new Dialogue(opened, entry.occupants(), stats, course, nanoClock);
        try {
            blocking.run(opened::connect);
            course.connected();
        } catch (LinkFailure e) {
            drop();
            course.failed(e.trouble(), nanoClock.getAsLong());
        }
    }

    private void authenticate() throws InterruptedException {
        show();
        var present = dialogue;
        if (present == null) {
            return;
        }
        try {
            blocking.run(present.link()::authenticate);
            course.authenticated(nanoClock.getAsLong());
        } catch (LinkFailure e) {
            drop();
            course.failed(e.trouble(), nanoClock.getAsLong());
        }
    }

    private void handle(EntryEvent event) {
        switch (event) {
            case EntryEvent.Received(var from, var stanza) when isPresent(from) -> say(to -> to.received(stanza));
            case EntryEvent.Closed(var from, var why) when isPresent(from) -> course.lost(why, nanoClock.getAsLong());
            case EntryEvent.Send(var to, var stanza) when isPresent(to) -> to.send(stanza);
            case EntryEvent.Publish() -> say(Dialogue::publish);
            case EntryEvent.Received _, EntryEvent.Closed _, EntryEvent.Send _, EntryEvent.Stop _ -> {
                // of a former stream, or said by a flag already
            }
        }
    }

    private boolean isPresent(Link link) {
        var present = dialogue;
        return present != null && present.link().equals(link);
    }

    private void say(Consumer<Dialogue> words) {
        var present = dialogue;
        if (present != null) {
            words.accept(present);
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
        var dropped = dialogue;
        dialogue = null;
        if (dropped != null) {
            Thread.ofVirtual().name("xmpp-" + entry.id() + "-hang-up").start(dropped.link()::abort);
        }
    }

    private void part() {
        say(Dialogue::part);
        dialogue = null;
    }

    /** Lets others see the state. */
    private void show() {
        var now = course.status();
        status = now;
        log.show(now);
    }
}
