/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.BatchTask;

/** Who wants to be called behind the present read batch, in the order of asking; holds nobody longer. */
final class BatchEnds {
    private final List<BatchTask> waiting = new ArrayList<>();
    private final Containment containment;

    BatchEnds(final Containment containment) {
        this.containment = containment;
    }

    void add(final BatchTask task) {
        waiting.add(task);
    }

    /** Calls all of them once; who asks meanwhile is called behind the next batch. */
    void call(final long nowNanos) {
        final int end = waiting.size();
        for (int i = 0; i < end; i++) {
            containment.batchEnd(waiting.get(i), nowNanos);
        }
        if (waiting.size() == end) {
            waiting.clear();
        } else {
            waiting.subList(0, end).clear();
        }
    }
}
