/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.sfu.rtp.rtcp.RtcpWriter.NOT_RECEIVED;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TransportFeedbackProperties {
    private static final byte[] UNTOUCHED = new byte[1500];

    static {
        Arrays.fill(UNTOUCHED, (byte) 0x5a);
    }

    /** Header, two chunks, one delta of two bytes, rounded up: enough to get past 8,191 losses to one arrival. */
    private static final int SMALLEST_LIMIT = 28;

    private final byte[] out = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpReader reader = new RtcpReader();
    private final TransportFeedback feedback = new TransportFeedback();

    @Property
    void everyStatusUpToTheLastArrivalIsReadBackHoweverManyMessagesItTakes(
            @ForAll("arrivals") final long[] arrivals,
            @ForAll @IntRange(max = 65535) final int base,
            @ForAll @IntRange(min = SMALLEST_LIMIT, max = 1200) final int limit) {
        final long[] read = new long[arrivals.length];
        Arrays.fill(read, NOT_RECEIVED);

        int next = 0;
        int messages = 0;
        for (int n = write(arrivals, base, next, limit, messages);
                n > 0;
                n = write(arrivals, base, next, limit, messages)) {
            assertThat(feedback.baseSequence()).isEqualTo((base + next) & 0xffff);
            assertThat(feedback.statusCount()).isEqualTo(n);
            assertThat(feedback.feedbackCount()).isEqualTo(messages & 0xff);
            readInto(read, next, arrivals);
            next += n;
            messages++;
        }

        for (int i = next; i < arrivals.length; i++) {
            assertThat(arrivals[i]).isEqualTo(NOT_RECEIVED);
        }
        assertThat(read).isEqualTo(arrivals);
    }

    @Property
    void packetsInTimeOfWhichNoneIsLostTakeOneByteEach(@ForAll @Size(min = 1, max = 500) final byte[] gaps) {
        final long[] arrivals = new long[gaps.length];
        long ticks = 1_000_000;
        for (int i = 0; i < gaps.length; i++) {
            ticks += gaps[i] & 0xff;
            arrivals[i] = ticks;
        }

        assertThat(write(arrivals, 0, 0, 1200, 0)).isEqualTo(gaps.length);

        assertThat(writer.length()).isEqualTo((20 + 2 + gaps.length + 3) & ~3);
    }

    @Property(tries = 20)
    void aWindowOfAnySizeIsWrittenInLinearSpace(@ForAll @IntRange(min = 1, max = 65535) final int losses) {
        final long[] arrivals = new long[losses];
        Arrays.fill(arrivals, NOT_RECEIVED);
        arrivals[losses - 1] = 77;

        assertThat(write(arrivals, 3, 0, 1200, 0)).isEqualTo(losses);

        assertThat(writer.length()).isLessThanOrEqualTo(20 + 2 * (losses / StatusChunks.MAX_RUN + 2) + 4);
        int steps = 0;
        while (feedback.next()) {
            steps++;
        }
        assertThat(steps).isLessThanOrEqualTo(losses / StatusChunks.MAX_RUN + 15);
    }

    @Provide
    static Arbitrary<long[]> arrivals() {
        final Arbitrary<Long> gaps = Arbitraries.frequencyOf(
                Tuple.of(30, Arbitraries.longs().between(0, 255)),
                Tuple.of(8, Arbitraries.longs().between(-400, 4000)),
                Tuple.of(1, Arbitraries.longs().between(-40_000, 40_000)),
                Tuple.of(12, Arbitraries.just(NOT_RECEIVED)));
        final Arbitrary<Long> starts = Arbitraries.longs().between(-(1L << 40), 1L << 40);
        final Arbitrary<Integer> runs = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.just(1)),
                Tuple.of(1, Arbitraries.integers().between(2, 300)));
        return Combinators.combine(
                        starts,
                        Combinators.combine(gaps, runs).as(Tuple::of).list().ofMaxSize(60))
                .as((start, steps) -> {
                    final long[] arrivals =
                            new long[steps.stream().mapToInt(Tuple.Tuple2::get2).sum()];
                    long ticks = start;
                    int at = 0;
                    for (final Tuple.Tuple2<Long, Integer> step : steps) {
                        for (int i = 0; i < step.get2(); i++) {
                            ticks += step.get1() == NOT_RECEIVED ? 0 : step.get1();
                            arrivals[at++] = step.get1() == NOT_RECEIVED ? NOT_RECEIVED : ticks;
                        }
                    }
                    return arrivals;
                });
    }

    /** Writes one message for {@code arrivals} from {@code from} on and opens it. Returns the number of statuses. */
    private int write(final long[] arrivals, final int base, final int from, final int limit, final int feedbackCount) {
        System.arraycopy(UNTOUCHED, 0, out, 0, out.length);
        writer.begin(out, 2, limit);
        final int written =
                writer.transportFeedback(7, 9, (base + from) & 0xffff, arrivals, from, arrivals.length, feedbackCount);
        final int end = 2 + writer.length();
        assertThat(writer.length()).isLessThanOrEqualTo(limit);
        assertThat(writer.isEmpty()).isEqualTo(written == 0);
        assertThat(Arrays.mismatch(out, end, out.length, UNTOUCHED, end, out.length))
                .isEqualTo(-1);
        if (written > 0) {
            reader.start(out, 2, writer.length());
            assertThat(reader.next()).isTrue();
            assertThat(feedback.read(reader)).isTrue();
            assertThat(reader.next()).isFalse();
        }
        return written;
    }

    private void readInto(final long[] read, final int from, final long[] arrivals) {
        // The reference time has 24 bits; the rest of the clock is what the reader of a stream of messages keeps.
        long reference = NOT_RECEIVED;
        int at = from;
        while (feedback.next()) {
            if (feedback.received()) {
                if (reference == NOT_RECEIVED) {
                    reference = Math.floorDiv(arrivals[at], 256L) * 256;
                    assertThat(feedback.referenceTime() & 0xffffff).isEqualTo((int) (reference / 256) & 0xffffff);
                }
                read[at] = reference + feedback.ticksAfterReference();
            }
            at += feedback.count();
        }
    }
}
