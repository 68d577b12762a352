/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one loop, in the order they were added. Tasks may add and remove tasks while they are called: a removed task is
 * not called again, a new one from the next round on. Never calls a task outside its {@link Containment}.
 */
final class LoopTasks {
    private final List<@Nullable LoopTask> tasks = new ArrayList<>();
    private final Containment containment;
    private boolean calling;
    private boolean holes;
    private int size;

    LoopTasks(final Containment containment) {
        this.containment = containment;
    }

    int size() {
        return size;
    }

    void add(final LoopTask task) {
        tasks.add(task);
        size++;
    }

    // The very task that was added is meant, not one like it.
    @SuppressWarnings("ReferenceEquality")
    void remove(final LoopTask task) {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i) == task) {
                tasks.set(i, null);
                holes = true;
                size--;
                break;
            }
        }
        closeHoles();
    }

    void onTick(final long nowNanos) {
        calling = true;
        final int end = tasks.size();
        for (int i = 0; i < end; i++) {
            final LoopTask task = tasks.get(i);
            if (task != null) {
                containment.tick(task, nowNanos);
            }
        }
        calling = false;
        closeHoles();
    }

    private void closeHoles() {
        if (holes && !calling) {
            tasks.removeIf(task -> task == null);
            holes = false;
        }
    }
}
