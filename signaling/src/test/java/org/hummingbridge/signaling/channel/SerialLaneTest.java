/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SerialLaneTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final ChannelCounters counters = new ChannelCounters();
    private final SerialLane lane = new SerialLane(threads::add, counters);
    private final List<String> done = new ArrayList<>();

    @Test
    void tasksRunInOrderOnOneThread() {
        lane.execute(() -> done.add("first"));
        lane.execute(() -> done.add("second"));

        assertThat(threads).hasSize(1);
        threads.remove().run();

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void neitherAnExceptionNorAnErrorStopsIt() {
        lane.execute(() -> {
            throw new IllegalStateException("made to fail");
        });
        lane.execute(() -> {
            throw new AssertionError("made to fail badly");
        });
        lane.execute(() -> done.add("same turn"));
        threads.remove().run();
        lane.execute(() -> done.add("later"));
        threads.remove().run();

        assertThat(done).containsExactly("same turn", "later");
        assertThat(counters.get(ChannelCounter.FAILED_TASKS)).isEqualTo(2);
    }
}
