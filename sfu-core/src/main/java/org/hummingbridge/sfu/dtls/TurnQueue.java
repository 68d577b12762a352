/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Queue;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is next, fairly: one of each room in turn, so that a storm on one delays the others by one of its own only; and those who
 * have begun before those who have not, so that many begin late rather than that all end late. Within a room first come, first
 * served. Not thread-safe.
 */
final class TurnQueue<T> {
    private final SequencedMap<Object, Queue<T>> begun = new LinkedHashMap<>();
    private final SequencedMap<Object, Queue<T>> beginning = new LinkedHashMap<>();
    private int size;

    /** @param room whom it shares its turns with */
    void add(final Object room, final boolean hasBegun, final T waiting) {
        of(hasBegun).computeIfAbsent(room, r -> new ArrayDeque<>()).add(waiting);
        size++;
    }

    /** The next one, taken out; null if nobody waits. */
    @Nullable
    T poll() {
        final SequencedMap<Object, Queue<T>> rooms = of(!begun.isEmpty());
        final var first = rooms.pollFirstEntry();
        if (first == null) {
            return null;
        }
        final T next = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            rooms.putLast(first.getKey(), first.getValue());
        }
        size--;
        return next;
    }

    /** Takes out one that gives up; false if it is not here any more. */
    boolean remove(final Object room, final boolean hasBegun, final T waiting) {
        final Queue<T> queue = of(hasBegun).get(room);
        if (queue == null || !queue.remove(waiting)) {
            return false;
        }
        if (queue.isEmpty()) {
            of(hasBegun).remove(room);
        }
        size--;
        return true;
    }

    int size() {
        return size;
    }

    private SequencedMap<Object, Queue<T>> of(final boolean hasBegun) {
        return hasBegun ? begun : beginning;
    }
}
