/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.Collection;
import java.util.List;
import org.hummingbridge.sfu.datagram.Bindings;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One loop's knowledge of which path leads where. On a port that loops share, a change made on the home loop is published to
 * the siblings, who take it in before a batch and again before they give a datagram up as unknown; it is never lost in between.
 */
final class Routes implements Bindings {
    /** Chunk of the queue of changes; it is unbounded because an ICE check must succeed before anything enters it. */
    private static final int CHANGES_CHUNK = 256;

    private record Change(Path path, DatagramSink sink, boolean bound) {}

    private final PathTable table;
    private final Counters counters;
    private final Runnable wake;
    private final MpscUnboundedArrayQueue<Change> changes = new MpscUnboundedArrayQueue<>(CHANGES_CHUNK);
    private List<Routes> siblings = List.of();

    /** {@code wake} makes the owning loop take changes in soon; called from any thread. */
    Routes(final PathTable table, final Counters counters, final Runnable wake) {
        this.table = table;
        this.counters = counters;
        this.wake = wake;
    }

    /** Names the routes of the loops that share the port. Before the loop starts to read. */
    void siblings(final Collection<Routes> others) {
        siblings = List.copyOf(others);
    }

    /** Costs the siblings nothing when the path leads there already, as at every renewal of consent. */
    @Override
    public void bind(final Path path, final DatagramSink sink) {
        takeChanges();
        if (!table.leadsTo(path, sink)) {
            change(new Change(path, sink, true));
        }
    }

    @Override
    public void unbind(final Path path, final DatagramSink sink) {
        change(new Change(path, sink, false));
    }

    private void change(final Change change) {
        takeChanges();
        apply(change);
        for (int i = 0; i < siblings.size(); i++) {
            siblings.get(i).changes.offer(change);
            siblings.get(i).wake.run();
        }
    }

    private void apply(final Change change) {
        if (!change.bound()) {
            table.remove(change.path(), change.sink());
        } else if (!table.put(change.path(), change.sink())) {
            counters.drop(DropReason.STUN_TOO_MANY_ADDRESSES);
        }
    }

    /** Takes in what siblings published; false if there was nothing. */
    boolean takeChanges() {
        Change change = changes.relaxedPoll();
        if (change == null) {
            return false;
        }
        while (change != null) {
            apply(change);
            change = changes.relaxedPoll();
        }
        return true;
    }

    /** Slot of a known path, or -1; valid until the next call. */
    int find(final int socket, final long high, final long low, final int port) {
        final int slot = table.find(socket, high, low, port);
        if (slot >= 0 || !takeChanges()) {
            return slot;
        }
        return table.find(socket, high, low, port);
    }

    @Nullable
    DatagramSink sink(final int slot) {
        return table.sink(slot);
    }

    @Nullable
    Path path(final int slot) {
        return table.path(slot);
    }
}
