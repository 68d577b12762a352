/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.simulation.AllocationMeter;
import org.hummingbridge.sfu.speech.Speaker;
import org.hummingbridge.sfu.speech.SpeakerIdentification;
import org.hummingbridge.sfu.speech.SpeechSettings;
import org.junit.jupiter.api.Test;

class SpeakerBoardTest {
    private static final int WRITES = 20_000;
    private static final int MANY = 30;

    private final SpeakerIdentification speakers = new SpeakerIdentification(SpeechSettings.defaults());
    private final SpeakerBoard board = new SpeakerBoard();

    @Test
    void nobodyIsOnABlankBoard() {
        assertThat(board.get()).isEqualTo(new SpeakerOrder(null, List.of(), List.of(), false));
    }

    @Test
    void theLatestOrderIsReadAgainAndAgainUntilTheNext() {
        speakers.join("alice");
        board.write(speakers);
        speakers.join("bob");
        board.write(speakers);

        assertThat(board.get().byRecency()).containsExactly("alice", "bob");
        assertThat(board.get().byRecency()).containsExactly("alice", "bob");

        final Speaker carol = speakers.join("carol");
        board.write(speakers);
        assertThat(board.get().byRecency()).containsExactly("alice", "bob", "carol");
        speakers.leave(carol);
        board.write(speakers);
        assertThat(board.get().byRecency()).containsExactly("alice", "bob");
    }

    @Test
    void whatWasReadStaysAsItWas() {
        speakers.join("alice");
        board.write(speakers);
        final SpeakerOrder read = board.get();

        speakers.join("bob");
        for (int i = 0; i < 3; i++) {
            board.write(speakers);
            board.get();
        }

        assertThat(read.byRecency()).containsExactly("alice");
    }

    @Test
    void writingMakesNoGarbage() {
        final AllocationMeter meter = new AllocationMeter();
        for (int i = 0; i < MANY; i++) {
            speakers.join("endpoint" + i);
        }

        assertThat(meter.least(20, () -> {
                    meter.start();
                    for (int i = 0; i < WRITES; i++) {
                        board.write(speakers);
                    }
                    meter.stop();
                }))
                .isZero();
    }

    @Test
    void aReaderBesideTheWriterSeesWholeOrdersAndNeverGoesBack() throws Exception {
        final AtomicBoolean written = new AtomicBoolean();
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            final Future<Integer> last = executor.submit(() -> {
                int newest = -1;
                boolean over = false;
                while (!over) {
                    over = written.get();
                    final List<String> order = board.get().byRecency();
                    if (!order.isEmpty()) {
                        assertThat(order).hasSize(MANY).containsOnly(order.getFirst());
                        assertThat(Integer.parseInt(order.getFirst())).isGreaterThanOrEqualTo(newest);
                        newest = Integer.parseInt(order.getFirst());
                    }
                }
                return newest;
            });
            for (int i = 0; i < WRITES; i++) {
                board.write(everybodyNamed(Integer.toString(i)));
            }
            written.set(true);

            assertThat(last.get()).isEqualTo(WRITES - 1);
        }
    }

    private static SpeakerIdentification everybodyNamed(final String name) {
        final SpeakerIdentification all = new SpeakerIdentification(SpeechSettings.defaults());
        for (int i = 0; i < MANY; i++) {
            all.join(name);
        }
        return all;
    }
}
