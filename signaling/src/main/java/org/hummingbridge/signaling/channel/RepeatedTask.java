/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task that a loop hands out again and again, and that is made anew only for another source. Loop only. */
final class RepeatedTask<S> {
    private final Consumer<S> work;
    private @Nullable S source;
    private Runnable task = () -> {};

    /** @param work is run by the task, on whatever thread that runs */
    RepeatedTask(final Consumer<S> work) {
        this.work = work;
    }

    /** The task of working on {@code newSource}. */
    // Sources are told apart by what they are, not by what they say.
    @SuppressWarnings("ReferenceEquality")
    Runnable of(final S newSource) {
        if (newSource != source) {
            source = newSource;
            task = () -> work.accept(newSource);
        }
        return task;
    }
}
