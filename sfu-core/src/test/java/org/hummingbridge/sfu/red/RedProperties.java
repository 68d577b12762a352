/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** Redundancy that is made here and taken apart here, with a network in between; and bytes from anybody. */
class RedProperties {
    private static final int OPUS = 111;
    private static final int RED = 112;
    private static final int FRAME = 960;
    private static final int PACKETS = 300;
    private static final int HEADER = 12;
    private static final int MAX_PAYLOAD = 80;

    private final byte[] packet = new byte[2000];
    private final byte[] out = new byte[2000];

    @Property(tries = 200)
    void whatIsSentIsWhatWasEncodedAndNoNumberComesTwice(
            @ForAll final long seed,
            @ForAll final RedDistance distance,
            @ForAll final boolean vadOnly,
            @ForAll @IntRange(max = 65_535) final int first,
            @ForAll @IntRange(max = 50) final int lossPercent,
            @ForAll @IntRange(max = 10) final int reorder) {
        final Random random = new Random(seed);
        final RedEncoder encoder = new RedEncoder(new RedSettings(RedPolicy.PROTECT_ALL, distance, vadOnly));
        final RedStripper stripper = new RedStripper();
        final List<byte[]> payloads = new ArrayList<>();
        final List<byte[]> encoded = new ArrayList<>();
        final int[] timestamps = timestamps(random);
        for (int i = 0; i < PACKETS; i++) {
            payloads.add(payload(i, random));
            encoded.add(encode(encoder, (first + i) & 0xffff, timestamps[i], payloads.get(i), random.nextBoolean()));
        }

        final Set<Integer> sent = new HashSet<>();
        for (final int index : arrivals(random, lossPercent, reorder)) {
            final int sequence = (first + index) & 0xffff;
            final byte[] red = encoded.get(index);
            if (stripper.onRed(red, 0, red.length, sequence, timestamps[index]) != null) {
                assertThat(sent).contains(index);
                continue;
            }
            assertThat(stripper.count()).isBetween(1, 3);
            for (int i = 0; i < stripper.count(); i++) {
                final int restored = index - ((sequence - stripper.sequence(i)) & 0xffff);
                assertThat(sent.add(restored)).isTrue();
                assertThat(stripper.timestamp(i)).isEqualTo(timestamps[restored]);
                assertThat(Arrays.copyOfRange(
                                red, stripper.payloadOffset(i), stripper.payloadOffset(i) + stripper.payloadLength(i)))
                        .isEqualTo(payloads.get(restored));
            }
            assertThat(sent).contains(index);
        }
    }

    @Property(tries = 200)
    void ofASteadyStreamLossOfTwoInARowIsRestoredWhole(
            @ForAll final long seed, @ForAll @IntRange(max = 65_535) final int first) {
        final Random random = new Random(seed);
        final RedEncoder encoder = new RedEncoder(new RedSettings(RedPolicy.PROTECT_ALL, RedDistance.TWO, false));
        final RedStripper stripper = new RedStripper();
        int lost = 0;
        int sent = 0;

        for (int i = 0; i < PACKETS; i++) {
            final int sequence = (first + i) & 0xffff;
            final byte[] red = encode(encoder, sequence, i * FRAME, payload(i, random), false);
            if (i > 0 && i < PACKETS - 1 && lost < 2 && random.nextBoolean()) {
                lost++;
            } else {
                lost = 0;
                assertThat(stripper.onRed(red, 0, red.length, sequence, i * FRAME))
                        .isNull();
                sent += stripper.count();
            }
        }

        assertThat(sent).isEqualTo(PACKETS);
    }

    @Property(tries = 2000)
    void anyBytesAreRefusedOrGiveValidPacketsInsideOfThem(
            @ForAll @Size(max = 300) final byte[] payload,
            @ForAll @IntRange(max = 5) final int gap,
            @ForAll final int elapsed,
            @ForAll @IntRange(max = 15) final int csrcs) {
        final RedStripper stripper = new RedStripper();
        final int header = HEADER + 4 * csrcs;
        Arrays.fill(packet, (byte) 0);
        packet[0] = (byte) (0x80 | csrcs);
        RtpHeader.payloadType(packet, 0, RED);
        System.arraycopy(payload, 0, packet, header, payload.length);
        stripper.onPlain(0, 0);

        if (stripper.onRed(packet, header, payload.length, gap + 1, elapsed) != null) {
            assertThat(stripper.count()).isZero();
            return;
        }

        int previous = 0;
        for (int i = 0; i < stripper.count(); i++) {
            final int length = stripper.write(i, packet, 0, out, 0);
            assertThat(length).isBetween(header, header + payload.length);
            assertThat(RtpHeader.isValid(out, 0, length)).isTrue();
            assertThat(RtpHeader.sequence(out, 0)).isGreaterThan(previous);
            previous = RtpHeader.sequence(out, 0);
        }
        assertThat(previous).isEqualTo(gap + 1);
    }

    @Property(tries = 500)
    void anySequenceOfNumbersIsAnsweredAndNoneIsSentTwiceWithinTheWindow(
            @ForAll @Size(max = 60) final List<@IntRange(max = 40) Integer> numbers, @ForAll final int offset) {
        final RedStripper stripper = new RedStripper();
        final Set<Integer> sent = new HashSet<>();
        final byte[] red = {(byte) 0xef, 0x1e, 0, 1, (byte) 0xef, 0x0f, 0, 1, OPUS, 1, 2, 3};

        for (final int number : numbers) {
            final int sequence = (offset + number) & 0xffff;
            if (stripper.onRed(red, 0, red.length, sequence, number * FRAME) == null) {
                for (int i = 0; i < stripper.count(); i++) {
                    assertThat(sent.add(stripper.sequence(i))).isTrue();
                }
            } else {
                assertThat(sent).contains(sequence);
            }
        }
    }

    private byte[] encode(
            final RedEncoder encoder,
            final int sequence,
            final int timestamp,
            final byte[] payload,
            final boolean voice) {
        encoder.remember(sequence, timestamp, OPUS, voice, payload, 0, payload.length);
        final int length = encoder.write(sequence, timestamp, OPUS, OPUS, payload, 0, payload.length, out, 0);
        return Arrays.copyOf(out, length);
    }

    private static byte[] payload(final int index, final Random random) {
        final byte[] payload = new byte[4 + random.nextInt(MAX_PAYLOAD)];
        random.nextBytes(payload);
        BigEndian.put32(payload, 0, index);
        return payload;
    }

    /** Steady, as encoders send. */
    private static int[] timestamps(final Random random) {
        final int[] timestamps = new int[PACKETS];
        int timestamp = random.nextInt();
        for (int i = 0; i < PACKETS; i++) {
            timestamps[i] = timestamp;
            timestamp += FRAME;
        }
        return timestamps;
    }

    private static List<Integer> arrivals(final Random random, final int lossPercent, final int reorder) {
        record Arrival(int index, int position) {}
        final List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            if (random.nextInt(100) >= lossPercent) {
                arrivals.add(new Arrival(i, i + random.nextInt(reorder + 1)));
            }
        }
        arrivals.sort((a, b) -> Integer.compare(a.position, b.position));
        return arrivals.stream().map(Arrival::index).toList();
    }
}
