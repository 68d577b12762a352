/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressing table of routes under one of their two keys. Any number of readers without locks; writers take turns by
 * their caller's lock. At most half full, so a search for an unknown key ends within a few steps.
 */
final class RouteTable {
    private static final int FIRST_CAPACITY = 64;

    /** Marks where a route was, so that searches go on behind it. */
    private static final Route REMOVED = new Route(new byte[0], 0, null);

    private final boolean byToken;
    private volatile AtomicReferenceArray<@Nullable Route> slots = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private int used;
    private int live;

    /** Immutable, and equal to nothing but itself. */
    static final class Route {
        private final byte[] ufrag;
        private final int token;
        private final @Nullable DatagramSink sink;

        /** @param sink null only in the marker of a removed route */
        Route(final byte[] ufrag, final int token, final @Nullable DatagramSink sink) {
            this.ufrag = ufrag;
            this.token = token;
            this.sink = sink;
        }

        int token() {
            return token;
        }

        @Nullable
        DatagramSink sink() {
            return sink;
        }
    }

    RouteTable(final boolean byToken) {
        this.byToken = byToken;
    }

    @Nullable
    Route byToken(final int token) {
        final AtomicReferenceArray<@Nullable Route> table = slots;
        int at = mixed(token) & (table.length() - 1);
        for (Route route = table.get(at); route != null; route = table.get(at)) {
            if (route != REMOVED && route.token == token) {
                return route;
            }
            at = (at + 1) & (table.length() - 1);
        }
        return null;
    }

    @Nullable
    Route byUfrag(final byte[] bytes, final int offset, final int length) {
        final AtomicReferenceArray<@Nullable Route> table = slots;
        int at = hash(bytes, offset, length) & (table.length() - 1);
        for (Route route = table.get(at); route != null; route = table.get(at)) {
            if (route != REMOVED && matches(route.ufrag, bytes, offset, length)) {
                return route;
            }
            at = (at + 1) & (table.length() - 1);
        }
        return null;
    }

    /** Adds a route, replacing none: the caller looked. */
    void add(final Route route) {
        if (2 * (used + 1) > slots.length()) {
            rebuild();
        }
        place(slots, route);
        used++;
        live++;
    }

    /** Removed marks are left behind when the table is copied, to twice the size that the live ones need. */
    private void rebuild() {
        int capacity = FIRST_CAPACITY;
        while (capacity < 4 * (live + 1)) {
            capacity *= 2;
        }
        final AtomicReferenceArray<@Nullable Route> copy = new AtomicReferenceArray<>(capacity);
        for (int i = 0; i < slots.length(); i++) {
            final Route route = slots.get(i);
            if (route != null && route != REMOVED) {
                place(copy, route);
            }
        }
        used = live;
        slots = copy;
    }

    private void place(final AtomicReferenceArray<@Nullable Route> table, final Route route) {
        int at = hash(route) & (table.length() - 1);
        while (table.get(at) != null) {
            at = (at + 1) & (table.length() - 1);
        }
        table.set(at, route);
    }

    void remove(final Route route) {
        final AtomicReferenceArray<@Nullable Route> table = slots;
        int at = hash(route) & (table.length() - 1);
        for (Route held = table.get(at); held != null; held = table.get(at)) {
            if (held == route) {
                table.set(at, REMOVED);
                live--;
                return;
            }
            at = (at + 1) & (table.length() - 1);
        }
    }

    int size() {
        return live;
    }

    int capacity() {
        return slots.length();
    }

    private int hash(final Route route) {
        return byToken ? mixed(route.token) : hash(route.ufrag, 0, route.ufrag.length);
    }

    /** FNV-1a. Strangers cannot choose keys that are stored, so it need not withstand them. */
    private static int hash(final byte[] bytes, final int offset, final int length) {
        int hash = 0x811c9dc5;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        return mixed(hash);
    }

    private static int mixed(final int value) {
        return ((value ^ (value >>> 16)) * 0x9e3779b1) >>> 7;
    }

    private static boolean matches(final byte[] ufrag, final byte[] bytes, final int offset, final int length) {
        if (ufrag.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (ufrag[i] != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
