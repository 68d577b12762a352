/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bridge logged in on every configured server and in every configured room, and answers what is asked there.
 *
 * Never gives up, never blocks its callers, and never tells anybody a password. All methods may be called from any thread.
 */
public final class XmppClients implements AutoCloseable {
    /** Bound of entries, so that management over HTTP cannot exhaust threads and sockets. */
    public static final int MAX_ENTRIES = 256;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final IqDesk desk;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Map<String, EntryLoop> loops = new LinkedHashMap<>();
    private volatile @Nullable ExtensionElement stats;
    private boolean closed;

    /**
     * @param nanoClock monotonic, such as {@code System::nanoTime}
     * @param random for the jitter of attempts; used by several threads
     */
    public XmppClients(XmppIdentity identity, IqHandler handler, LongSupplier nanoClock, RandomGenerator random) {
        SmackSetup.initialize();
        this.desk = new IqDesk(identity, handler);
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /**
     * Looks at an entry before there is anybody to connect.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, if it can never work
     */
    public static void check(XmppServer server) {
        // It says by which rules addresses are judged.
        SmackSetup.initialize();
        Entry.of(server);
    }

    /**
     * The same for an external component.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, if it can never work
     */
    public static void check(XmppComponent component) {
        SmackSetup.initialize();
        Entry.of(component);
    }

    /**
     * Starts to connect, and keeps at it. An entry with the same id and other host, port, domain or username is replaced.
     *
     * @return false if nothing was done: the id exists with that login, there are {@link #MAX_ENTRIES}, or this is closed
     * @throws IllegalArgumentException with a sentence that names the setting, if the entry can never work
     */
    public boolean add(XmppServer server) {
        return add(Entry.of(server));
    }

    /**
     * The same for an external component; its login is host, port and domain.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, if the entry can never work
     */
    public boolean add(XmppComponent component) {
        return add(Entry.of(component));
    }

    private boolean add(Entry entry) {
        synchronized (loops) {
            var present = loops.get(entry.id());
            if (closed
                    || (present == null && loops.size() >= MAX_ENTRIES)
                    || (present != null && present.entry().login().equals(entry.login()))) {
                return false;
            }
            if (present != null) {
                loops.remove(entry.id());
                present.stop();
            }
            var loop = new EntryLoop(entry, desk, () -> stats, nanoClock, random);
            loops.put(entry.id(), loop);
            loop.start();
            return true;
        }
    }

    /**
     * Leaves the rooms and logs out; returns before that is done.
     *
     * @return whether there was such an entry
     */
    public boolean remove(String id) {
        synchronized (loops) {
            var loop = loops.remove(id);
            if (loop == null) {
                return false;
            }
            loop.stop();
            return true;
        }
    }

    /** Ids of all entries, oldest first. */
    public List<String> ids() {
        synchronized (loops) {
            return List.copyOf(loops.keySet());
        }
    }

    /** One per entry, oldest first. */
    public List<XmppStatus> statuses() {
        return all().stream().map(EntryLoop::status).toList();
    }

    /** The status of one entry. */
    public Optional<XmppStatus> status(String id) {
        synchronized (loops) {
            return Optional.ofNullable(loops.get(id)).map(EntryLoop::status);
        }
    }

    /**
     * Remembers the element, replacing the one before, and sends it as presence to every joined room now and to every room
     * right after joining. The element must not change afterwards.
     */
    public void publish(ExtensionElement element) {
        stats = element;
        all().forEach(EntryLoop::publish);
    }

    /** Leaves every room and closes every stream; takes at most about a second. */
    @Override
    public void close() {
        synchronized (loops) {
            closed = true;
        }
        var remaining = all();
        remaining.forEach(EntryLoop::stop);
        var deadlineNanos = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        try {
            for (var loop : remaining) {
                var leftNanos = Math.max(0, deadlineNanos - System.nanoTime());
                loop.await(Duration.of(leftNanos, TimeUnit.NANOSECONDS.toChronoUnit()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (loops) {
            loops.clear();
        }
    }

    private List<EntryLoop> all() {
        synchronized (loops) {
            return new ArrayList<>(loops.values());
        }
    }
}
