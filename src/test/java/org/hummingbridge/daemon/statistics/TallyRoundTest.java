/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TallyRoundTest {
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        virtualThreads.close();
    }

    @Test
    void everyConferenceIsAskedOnce() {
        final List<ConferenceControl> many = IntStream.range(0, 1_000)
                .mapToObj(i -> answering(Integer.toString(i)))
                .toList();

        assertThat(TallyRound.ask(many, virtualThreads, Duration.ofSeconds(20)))
                .extracting(ConferenceTally::id)
                .hasSize(1_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void aConferenceThatHangsHoldsUpNobodyElse() {
        final List<ConferenceControl> conferences = List.of(hanging(), answering("a"), answering("b"));

        assertThat(TallyRound.ask(conferences, virtualThreads, Duration.ofMillis(500)))
                .extracting(ConferenceTally::id)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aHangingLoopEndsTheRoundInTimeWhateverIsOnIt() {
        final List<ConferenceControl> hanging =
                IntStream.range(0, 100).mapToObj(i -> hanging()).toList();

        assertThat(TallyRound.ask(hanging, virtualThreads, Duration.ofMillis(100)))
                .isEmpty();
    }

    @Test
    void aLoopThatHasFailedIsLeftOut() {
        final ConferenceControl failed = KnownLoad.control(() -> {
            throw new IllegalStateException("loop 0 failed a signalling call");
        });

        assertThat(TallyRound.ask(List.of(failed, answering("a")), virtualThreads, Duration.ofSeconds(20)))
                .hasSize(1);
    }

    private ConferenceControl answering(final String id) {
        return KnownLoad.control(() -> KnownLoad.conference(id));
    }

    private ConferenceControl hanging() {
        return KnownLoad.control(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("loop 0 failed a signalling call");
        });
    }
}
