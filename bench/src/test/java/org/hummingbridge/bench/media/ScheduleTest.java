/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Property
    void itemsComeInTheOrderOfTheirTimes(
            @ForAll @Size(min = 1, max = 200) final List<@IntRange(max = 1000) Integer> times) {
        final Schedule schedule = new Schedule();
        final List<Long> served = new ArrayList<>();
        for (final int time : times) {
            schedule.add(time, (due, now) -> {
                served.add(due);
                return Schedule.NEVER;
            });
        }

        while (schedule.nextNanos() != Schedule.NEVER) {
            schedule.runNext(0);
        }

        assertThat(served).hasSize(times.size()).isSorted();
    }

    @Test
    void anItemThatIsServedLateStaysOnItsOwnTimes() {
        final Schedule schedule = new Schedule();
        final List<Long> due = new ArrayList<>();
        schedule.add(100, (dueNanos, now) -> {
            due.add(dueNanos);
            return dueNanos + 20;
        });

        schedule.runNext(500);
        schedule.runNext(500);

        assertThat(due).containsExactly(100L, 120L);
        assertThat(schedule.nextNanos()).isEqualTo(140);
    }
}
