/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.junit.jupiter.api.Test;

class BatchEndsTest {
    private final Counters counters = new Counters();
    private final BatchEnds batchEnds = new BatchEnds(new Containment(0, counters));
    private final List<String> calls = new ArrayList<>();

    @Test
    void everybodyIsCalledOnceInTheOrderOfAsking() {
        batchEnds.add(now -> calls.add("first at " + now));
        batchEnds.add(now -> calls.add("second at " + now));

        batchEnds.call(1);
        batchEnds.call(2);

        assertThat(calls).containsExactly("first at 1", "second at 1");
    }

    @Test
    void whoAsksWhileOthersAreCalledIsCalledBehindTheNextBatch() {
        batchEnds.add(now -> {
            calls.add("first at " + now);
            batchEnds.add(later -> calls.add("again at " + later));
        });
        batchEnds.add(now -> calls.add("second at " + now));

        batchEnds.call(1);
        batchEnds.call(2);
        batchEnds.call(3);

        assertThat(calls).containsExactly("first at 1", "second at 1", "again at 2");
    }

    @Test
    void aTaskThatThrowsKeepsNoOtherFromItsTurn() {
        batchEnds.add(now -> {
            throw new AssertionError("expected by the test");
        });
        batchEnds.add(now -> calls.add("sound"));

        batchEnds.call(1);

        assertThat(calls).containsExactly("sound");
        assertThat(counters.get(Counter.LOOP_FAILURES)).isEqualTo(1);
    }
}
