/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TallyRoundTest {
    /** Ends a test that has failed; longer than any round here. */
    private static final long HANGING_SECONDS = 25;

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
        // It hangs until the others have answered, which they never do if they wait for it.
        final CountDownLatch answered = new CountDownLatch(2);
        final List<ConferenceControl> conferences =
                List.of(hanging(answered), answering("a", answered), answering("b", answered));

        assertThat(TallyRound.ask(conferences, virtualThreads, Duration.ofSeconds(20)))
                .extracting(ConferenceTally::id)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aHangingLoopEndsTheRoundInTimeWhateverIsOnIt() {
        final List<ConferenceControl> hanging =
                IntStream.range(0, 100).mapToObj(i -> hanging(release)).toList();

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

    private static ConferenceControl answering(final String id) {
        return answering(id, new CountDownLatch(1));
    }

    private static ConferenceControl answering(final String id, final CountDownLatch answered) {
        return KnownLoad.control(() -> {
            answered.countDown();
            return KnownLoad.conference(id);
        });
    }

    private static ConferenceControl hanging(final CountDownLatch end) {
        return KnownLoad.control(() -> {
            try {
                end.await(HANGING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("loop 0 failed a signalling call");
        });
    }
}
