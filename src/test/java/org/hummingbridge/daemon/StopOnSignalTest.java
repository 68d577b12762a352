/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StopOnSignalTest {
    private static final int TERM = 15;

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void departsThenClosesThenEndsWithZero() {
        stop(() -> done.add("departed")).onSignal(TERM);

        assertThat(done).containsExactly("departed", "closed", "halted with 0");
    }

    @Test
    void closesThoughTheDepartureFailed() {
        stop(() -> {
                    throw new IllegalStateException("on purpose");
                })
                .onSignal(TERM);

        assertThat(done).containsExactly("closed", "halted with 0");
    }

    @Test
    void aSecondSignalEndsItAtOnceAndSaysWhich() {
        final StopOnSignal stop = stop(() -> {});
        stop.onSignal(TERM);
        done.clear();

        stop.onSignal(TERM);

        assertThat(done).containsExactly("halted with 143");
    }

    private StopOnSignal stop(final Runnable depart) {
        return new StopOnSignal(depart, () -> done.add("closed"), status -> done.add("halted with " + status));
    }
}
