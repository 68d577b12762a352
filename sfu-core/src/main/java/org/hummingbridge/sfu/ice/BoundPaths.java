/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.Arrays;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/** The few paths that the peer has proven to be at, least recently used ones giving way. Never gives up the path in use. */
final class BoundPaths {
    private final IceListener listener;
    private final @Nullable Path[] paths;
    private final long[] usedAt;

    BoundPaths(final int capacity, final IceListener listener) {
        this.listener = listener;
        this.paths = new @Nullable Path[capacity];
        this.usedAt = new long[capacity];
    }

    /**
     * Notes that the peer is at {@code path}.
     *
     * @return the path that had to give way, or null
     */
    @Nullable
    Path touch(final Path path, final @Nullable Path inUse, final long now) {
        for (int i = 0; i < paths.length; i++) {
            if (path.equals(paths[i])) {
                usedAt[i] = now;
                return null;
            }
        }
        final int slot = slotToGive(inUse);
        return slot < 0 ? null : replace(slot, path, now);
    }

    /** A free one, else the least recently used. */
    private int slotToGive(final @Nullable Path inUse) {
        int oldest = -1;
        for (int i = 0; i < paths.length; i++) {
            final Path held = paths[i];
            if (held == null) {
                return i;
            }
            if (!held.equals(inUse) && (oldest < 0 || usedAt[i] < usedAt[oldest])) {
                oldest = i;
            }
        }
        return oldest;
    }

    private @Nullable Path replace(final int slot, final Path path, final long now) {
        final Path evicted = paths[slot];
        if (evicted != null) {
            listener.unbound(evicted);
        }
        paths[slot] = path;
        usedAt[slot] = now;
        listener.bound(path);
        return evicted;
    }

    void clear() {
        for (final Path path : paths) {
            if (path != null) {
                listener.unbound(path);
            }
        }
        Arrays.fill(paths, null);
    }
}
