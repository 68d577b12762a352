/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
    private final TurnQueue<String> queue = new TurnQueue<>();

    @Test
    void aStormOnOneRoomDelaysAnotherByOneTurn() {
        for (int i = 0; i < 200; i++) {
            queue.add("storm", false, "storm" + i);
        }
        queue.add("quiet", false, "quiet");

        assertThat(List.of(take(), take(), take())).containsExactly("storm0", "quiet", "storm1");
    }

    @Test
    void servesARoomInTheOrderOfArrival() {
        queue.add("room", false, "first");
        queue.add("room", false, "second");
        queue.add("room", false, "third");

        assertThat(drain()).containsExactly("first", "second", "third");
    }

    @Test
    void finishesWhatHasBegunBeforeItBeginsMore() {
        queue.add("a", false, "a begins");
        queue.add("b", true, "b goes on");
        queue.add("a", true, "a goes on");

        assertThat(drain()).containsExactly("b goes on", "a goes on", "a begins");
    }

    @Test
    void roomsTakeTurnsAmongThoseThatHaveBegunToo() {
        queue.add("a", true, "a1");
        queue.add("a", true, "a2");
        queue.add("b", true, "b1");

        assertThat(drain()).containsExactly("a1", "b1", "a2");
    }

    @Test
    void aRoomThatComesBackWaitsBehindTheOthers() {
        queue.add("a", false, "a1");
        queue.add("b", false, "b1");
        queue.add("c", false, "c1");
        assertThat(take()).isEqualTo("a1");
        queue.add("a", false, "a2");

        assertThat(drain()).containsExactly("b1", "c1", "a2");
    }

    @Test
    void oneThatGaveUpIsNotServed() {
        queue.add("a", false, "gone");
        queue.add("a", false, "stays");
        queue.add("b", false, "alone");

        assertThat(queue.remove("a", false, "gone")).isTrue();
        assertThat(queue.remove("b", false, "alone")).isTrue();
        assertThat(queue.remove("b", false, "alone")).isFalse();

        assertThat(queue.size()).isEqualTo(1);
        assertThat(drain()).containsExactly("stays");
    }

    private String take() {
        final String next = queue.poll();
        assertThat(next).isNotNull();
        return next;
    }

    private List<String> drain() {
        final List<String> all = new ArrayList<>();
        for (String next = queue.poll(); next != null; next = queue.poll()) {
            all.add(next);
        }
        assertThat(queue.size()).isZero();
        return all;
    }
}
