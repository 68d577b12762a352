/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SentVideosTest {
    @Test
    void oneLimitServesReceiversOfFewAndOfMany() {
        final SentVideos sent = sent(4, 4, 4, 40);

        assertThat(sent.limit(0.75)).isEqualTo(27);
        assertThat(sent.limit(0.2)).isEqualTo(2);
    }

    @Test
    void theLimitIsAlwaysBelowWhatIsSent() {
        assertThat(sent(1, 1).limit(0.99)).isZero();
        assertThat(sent(9, 1, 1).limit(0.99)).isEqualTo(8);
    }

    @Test
    void whatWasCountedIsForgotten() {
        final SentVideos sent = sent(7, 300);
        assertThat(sent.most()).isEqualTo(SentVideos.MOST);

        sent.clear();
        sent.add(2);

        assertThat(sent.most()).isEqualTo(2);
    }

    @Property
    void noHigherLimitWouldLeaveAsLittle(
            @ForAll @Size(min = 1, max = 40) final List<@IntRange(min = 0, max = 60) Integer> received,
            @ForAll @IntRange(min = 1, max = 99) final int percent) {
        final int[] videos = received.stream().mapToInt(Integer::intValue).toArray();
        final SentVideos sent = sent(videos);
        final double most = IntStream.of(videos).sum() * (percent / 100.0);

        final int limit = sent.limit(percent / 100.0);

        if (sent.most() > 0) {
            assertThat(left(videos, limit)).isLessThanOrEqualTo((long) most);
            assertThat(limit + 1 == sent.most() || left(videos, limit + 1) > most)
                    .isTrue();
        }
    }

    private static long left(final int[] videos, final int limit) {
        return IntStream.of(videos).map(count -> Math.min(count, limit)).sum();
    }

    private static SentVideos sent(final int... videos) {
        final SentVideos sent = new SentVideos();
        IntStream.of(videos).forEach(sent::add);
        return sent;
    }
}
