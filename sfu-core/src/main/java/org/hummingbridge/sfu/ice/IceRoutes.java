/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.StunRouter;
import org.hummingbridge.sfu.ice.RouteTable.Route;
import org.jspecify.annotations.Nullable;

/**
 * Finds the owner of a STUN message among all ICE sessions of a bridge: requests by their local ufrag, responses by the token
 * in their transaction id. Any thread; looking up takes no lock and allocates nothing. Authenticates nothing.
 */
public final class IceRoutes implements StunRouter {
    /** RFC 8445 §5.3; longer ones are not hashed. */
    private static final int MAX_UFRAG_BYTES = 256;

    /** Odd, so that counting by it visits every token once before any twice. */
    private static final int TOKEN_STEP = 0x9e3779b1;

    private final RouteTable byUfrag = new RouteTable(false);
    private final RouteTable byToken = new RouteTable(true);
    private final AtomicInteger nextToken;

    /** @param firstToken random in production, so that answers meant for an earlier run are not ours */
    public IceRoutes(final int firstToken) {
        nextToken = new AtomicInteger(firstToken);
    }

    /** A token that no session has. For the constructor of {@link IceAgent}. */
    public int newToken() {
        int token = nextToken.getAndAdd(TOKEN_STEP);
        while (byToken.byToken(token) != null) {
            token = nextToken.getAndAdd(TOKEN_STEP);
        }
        return token;
    }

    /** Leads messages for these credentials to {@code sink}. A route that has the same ufrag or token gives way. */
    public synchronized void add(final IceCredentials local, final int token, final DatagramSink sink) {
        final byte[] ufrag = local.ufrag().getBytes(StandardCharsets.UTF_8);
        drop(byUfrag.byUfrag(ufrag, 0, ufrag.length));
        drop(byToken.byToken(token));
        final Route route = new Route(ufrag, token, sink);
        byUfrag.add(route);
        byToken.add(route);
    }

    public synchronized void remove(final IceCredentials local, final int token) {
        final byte[] ufrag = local.ufrag().getBytes(StandardCharsets.UTF_8);
        final Route route = byUfrag.byUfrag(ufrag, 0, ufrag.length);
        if (route != null && route.token() == token) {
            drop(route);
        }
    }

    private void drop(final @Nullable Route route) {
        if (route != null) {
            byUfrag.remove(route);
            byToken.remove(route);
        }
    }

    /** Slots held, for tests of growth. */
    synchronized int capacity() {
        return byUfrag.capacity();
    }

    /** Number of sessions. */
    public synchronized int size() {
        return byUfrag.size();
    }

    @Override
    public @Nullable DatagramSink sinkFor(final byte[] bytes, final int offset, final int length) {
        if (!StunMessage.isStun(bytes, offset, length)) {
            return null;
        }
        final Route route = switch (StunMessage.type(bytes, offset)) {
            case StunMessage.BINDING_REQUEST -> routeOfRequest(bytes, offset, length);
            case StunMessage.BINDING_SUCCESS, StunMessage.BINDING_ERROR ->
                byToken.byToken(StunMessage.token(bytes, offset));
            default -> null;
        };
        return route == null ? null : route.sink();
    }

    private @Nullable Route routeOfRequest(final byte[] bytes, final int offset, final int length) {
        final int username = StunMessage.usernameOffset(bytes, offset, length);
        if (username < 0) {
            return null;
        }
        final int usernameLength = StunMessage.valueLength(bytes, username);
        final int ufragLength = StunMessage.ufragLength(bytes, username, usernameLength);
        return ufragLength > MAX_UFRAG_BYTES ? null : byUfrag.byUfrag(bytes, username, ufragLength);
    }
}
