/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.junit.jupiter.api.Test;

class LoopTasksTest {
    private final Counters counters = new Counters();
    private final LoopTasks tasks = new LoopTasks(new Containment(0, counters));
    private final List<String> calls = new ArrayList<>();

    @Test
    void tasksAreCalledInTheOrderTheyWereAdded() {
        tasks.add(task("first", () -> {}));
        tasks.add(task("second", () -> {}));

        tasks.onTick(1);

        assertThat(calls).containsExactly("first", "second");
    }

    @Test
    void aTaskRemovedByAnEarlierOneIsNotCalledAnyMore() {
        final LoopTask last = task("last", () -> {});
        tasks.add(task("first", () -> tasks.remove(last)));
        tasks.add(last);

        tasks.onTick(1);
        tasks.onTick(2);

        assertThat(calls).containsExactly("first", "first");
        assertThat(tasks.size()).isEqualTo(1);
    }

    @Test
    void aTaskAddedByAnotherIsCalledFromTheNextRoundOn() {
        tasks.add(task("first", () -> {
            if (tasks.size() == 1) {
                tasks.add(task("new", () -> {}));
            }
        }));

        tasks.onTick(1);
        assertThat(calls).containsExactly("first");
        tasks.onTick(2);

        assertThat(calls).containsExactly("first", "first", "new");
    }

    @Test
    void aTaskThatThrowsKeepsNoOtherFromItsTurn() {
        tasks.add(task("broken", () -> {
            throw new AssertionError("expected by the test");
        }));
        tasks.add(task("sound", () -> {}));

        tasks.onTick(1);

        assertThat(calls).containsExactly("broken", "sound");
        assertThat(counters.get(Counter.LOOP_FAILURES)).isEqualTo(1);
    }

    private LoopTask task(final String name, final Runnable work) {
        return nowNanos -> {
            calls.add(name);
            work.run();
        };
    }
}
