/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * From a remote address, port and local socket to the sink behind them: open addressing over primitive keys, so a lookup
 * allocates nothing. Holds {@value #MAX_PATHS} paths at most and leaves no tombstones, so neither floods nor churn slow it down.
 */
final class PathTable {
    /** 8,192 endpoints with the 8 addresses each that ICE allows them. */
    static final int MAX_PATHS = 65_536;

    private static final int INITIAL_SLOTS = 256;
    private static final long MIX_1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIX_2 = 0xC2B2_AE3D_27D4_EB4FL;

    private final long seed;
    private final int maxPaths;
    private long[] highs;
    private long[] lows;
    private int[] ports;
    private @Nullable Path[] paths;
    private @Nullable DatagramSink[] sinks;
    private int mask;
    private int size;

    /** {@code seed} is secret, so that nobody can choose addresses that collide. */
    PathTable(final long seed) {
        this(seed, MAX_PATHS);
    }

    PathTable(final long seed, final int maxPaths) {
        this.seed = seed;
        this.maxPaths = maxPaths;
        this.highs = new long[INITIAL_SLOTS];
        this.lows = new long[INITIAL_SLOTS];
        this.ports = new int[INITIAL_SLOTS];
        this.paths = new @Nullable Path[INITIAL_SLOTS];
        this.sinks = new @Nullable DatagramSink[INITIAL_SLOTS];
        this.mask = INITIAL_SLOTS - 1;
    }

    int size() {
        return size;
    }

    /** Slot of the path, or -1; valid until the next change. */
    int find(final int socket, final long high, final long low, final int port) {
        final int key = key(socket, port);
        int slot = home(high, low, key);
        while (sinks[slot] != null) {
            if (lows[slot] == low && highs[slot] == high && ports[slot] == key) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    @Nullable
    DatagramSink sink(final int slot) {
        return sinks[slot];
    }

    @Nullable
    Path path(final int slot) {
        return paths[slot];
    }

    // The very sink that was bound is meant, not one like it.
    @SuppressWarnings("ReferenceEquality")
    boolean leadsTo(final Path path, final DatagramSink sink) {
        final int slot = find(path.localSocket(), path.high(), path.low(), path.port());
        return slot >= 0 && sinks[slot] == sink;
    }

    /** Adds or replaces; false if the table is full. */
    boolean put(final Path path, final DatagramSink sink) {
        final int known = find(path.localSocket(), path.high(), path.low(), path.port());
        if (known >= 0) {
            sinks[known] = sink;
            return true;
        }
        if (size == maxPaths) {
            return false;
        }
        if (size * 2 > mask) {
            grow();
        }
        insert(path, sink);
        size++;
        return true;
    }

    private void insert(final Path path, final DatagramSink sink) {
        final int key = key(path.localSocket(), path.port());
        int slot = home(path.high(), path.low(), key);
        while (sinks[slot] != null) {
            slot = (slot + 1) & mask;
        }
        highs[slot] = path.high();
        lows[slot] = path.low();
        ports[slot] = key;
        paths[slot] = path;
        sinks[slot] = sink;
    }

    /** Removes the path if it leads to {@code sink}. */
    boolean remove(final Path path, final DatagramSink sink) {
        if (!leadsTo(path, sink)) {
            return false;
        }
        closeGap(find(path.localSocket(), path.high(), path.low(), path.port()));
        size--;
        return true;
    }

    /** Knuth 6.4 algorithm R: moves up whatever probed past the gap, so that no marker need stay behind. */
    private void closeGap(final int removed) {
        int gap = removed;
        int slot = removed;
        while (true) {
            slot = (slot + 1) & mask;
            if (sinks[slot] == null) {
                break;
            }
            final int distance = (slot - home(highs[slot], lows[slot], ports[slot])) & mask;
            if (distance >= ((slot - gap) & mask)) {
                move(slot, gap);
                gap = slot;
            }
        }
        sinks[gap] = null;
        paths[gap] = null;
    }

    private void move(final int from, final int to) {
        highs[to] = highs[from];
        lows[to] = lows[from];
        ports[to] = ports[from];
        paths[to] = paths[from];
        sinks[to] = sinks[from];
    }

    private void grow() {
        final Path[] oldPaths = paths;
        final DatagramSink[] oldSinks = sinks;
        final int slots = 2 * (mask + 1);
        highs = new long[slots];
        lows = new long[slots];
        ports = new int[slots];
        paths = new @Nullable Path[slots];
        sinks = new @Nullable DatagramSink[slots];
        mask = slots - 1;
        for (int i = 0; i < oldSinks.length; i++) {
            final Path path = oldPaths[i];
            final DatagramSink sink = oldSinks[i];
            if (path != null && sink != null) {
                insert(path, sink);
            }
        }
    }

    private static int key(final int socket, final int port) {
        return socket << 16 | port;
    }

    private int home(final long high, final long low, final int key) {
        long hash = (high ^ seed) * MIX_1;
        hash = (hash ^ (hash >>> 32) ^ low) * MIX_2;
        hash = (hash ^ (hash >>> 29) ^ key) * MIX_1;
        return (int) (hash >>> 32) & mask;
    }
}
