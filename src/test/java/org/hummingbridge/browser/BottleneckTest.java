/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hummingbridge.browser.Bottleneck.Link;
import org.junit.jupiter.api.Test;

class BottleneckTest {
    private static final long MILLI = 1_000_000;
    /** 10 ms of a link of 1000 kbit/s with the headers of IP and UDP. */
    private static final int TEN_MILLIS_BYTES = 1_222;

    private static Bottleneck limited(final int queueMillis) {
        return new Bottleneck(1, new Link(1_000, 20, 0, queueMillis));
    }

    @Test
    void datagramsLeaveOneAfterTheOtherAtTheRateOfTheLink() {
        final Bottleneck bottleneck = limited(100);

        final LongStream arrivals = IntStream.range(0, 3).mapToLong(_ -> bottleneck.arrivalNanos(TEN_MILLIS_BYTES, 0));

        assertThat(arrivals).containsExactly(30 * MILLI, 40 * MILLI, 50 * MILLI);
    }

    @Test
    void aLinkThatWasIdleOwesNothing() {
        final Bottleneck bottleneck = limited(100);
        bottleneck.arrivalNanos(TEN_MILLIS_BYTES, 0);

        assertThat(bottleneck.arrivalNanos(TEN_MILLIS_BYTES, 500 * MILLI)).isEqualTo(530 * MILLI);
    }

    @Test
    void whatFindsTheQueueFullIsLost() {
        final Bottleneck bottleneck = limited(25);

        final LongStream arrivals = IntStream.range(0, 5).mapToLong(_ -> bottleneck.arrivalNanos(TEN_MILLIS_BYTES, 0));

        assertThat(arrivals).containsExactly(30 * MILLI, 40 * MILLI, 50 * MILLI, Bottleneck.LOST, Bottleneck.LOST);
    }

    @Test
    void nothingOvertakesWhenTheDelayShrinks() {
        final Bottleneck bottleneck = new Bottleneck(1, new Link(0, 100, 0, 0));
        bottleneck.arrivalNanos(TEN_MILLIS_BYTES, 0);

        bottleneck.become(Link.UNLIMITED);

        assertThat(bottleneck.arrivalNanos(TEN_MILLIS_BYTES, 0)).isEqualTo(100 * MILLI);
    }

    @Test
    void theSameSeedLosesTheSameDatagrams() {
        final long[] once = losses();

        assertThat(losses()).isEqualTo(once);
        assertThat((double) once.length / 10_000).isCloseTo(0.05, within(0.01));
    }

    private static long[] losses() {
        final Bottleneck bottleneck = new Bottleneck(7, new Link(0, 0, 0.05, 0));
        return LongStream.range(0, 10_000)
                .filter(index -> bottleneck.arrivalNanos(100, index) == Bottleneck.LOST)
                .toArray();
    }
}
