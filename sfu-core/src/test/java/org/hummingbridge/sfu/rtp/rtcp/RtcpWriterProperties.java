/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RtcpWriterProperties {
    private static final byte[] UNTOUCHED = new byte[1500];
    private static final int START = 5;

    static {
        Arrays.fill(UNTOUCHED, (byte) 0x5a);
    }

    private final byte[] out = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpReader reader = new RtcpReader();

    @Property
    void aCompoundNeverExceedsItsLimitAndAlwaysParses(
            @ForAll final long seed, @ForAll @IntRange(min = -4, max = 1400) final int limit) {
        final Random random = new Random(seed);
        final List<Integer> expected = new ArrayList<>();
        begin(limit);

        for (int i = 0; i < 60; i++) {
            final int before = writer.length();
            final int packetType = writeAnything(random);
            assertThat(writer.length() > before).isEqualTo(packetType > 0);
            expected.add(packetType);
        }

        assertThat(writer.length()).isLessThanOrEqualTo(Math.max(0, limit));
        expected.removeIf(packetType -> packetType == 0);
        final List<Integer> read = new ArrayList<>();
        reader.start(out, START, writer.length());
        while (reader.next()) {
            assertThat(reader.length()).isGreaterThanOrEqualTo(8);
            read.add(reader.packetType());
        }
        assertThat(reader.malformed()).isEqualTo(writer.isEmpty());
        assertThat(read).isEqualTo(expected);
        assertUntouchedOutside();
    }

    @Property
    void everyReportBlockIsReadBack(
            @ForAll @Size(max = 80) final List<Integer> ssrcs,
            @ForAll @IntRange(max = 255) final int fractionLost,
            @ForAll @IntRange(min = -0x80_0000, max = 0x7f_ffff) final int cumulativeLost,
            @ForAll final int number,
            @ForAll @IntRange(min = 60, max = 1400) final int limit) {
        final List<Integer> read = new ArrayList<>();
        int next = 0;
        while (next < ssrcs.size()) {
            begin(limit);
            while (next < ssrcs.size()
                    && writer.reportBlock(
                            7, ssrcs.get(next), fractionLost, cumulativeLost, number, ~number, number + 1, -number)) {
                next++;
            }
            assertThat(writer.length()).isBetween(32, limit);
            readBlocks(read, fractionLost, cumulativeLost, number);
        }

        assertThat(read).isEqualTo(ssrcs);
    }

    private void readBlocks(
            final List<Integer> read, final int fractionLost, final int cumulativeLost, final int number) {
        final ReceiverReport report = new ReceiverReport();
        reader.start(out, START, writer.length());
        while (reader.next()) {
            assertThat(report.read(reader)).isTrue();
            assertThat(report.senderSsrc()).isEqualTo(7);
            final ReportBlock block = report.blocks();
            while (block.next()) {
                read.add(block.ssrc());
                assertThat(block.fractionLost()).isEqualTo(fractionLost);
                assertThat(block.cumulativeLost()).isEqualTo(cumulativeLost);
                assertThat(block.extendedHighestSequence()).isEqualTo(number);
                assertThat(block.jitter()).isEqualTo(~number);
                assertThat(block.lastSenderReport()).isEqualTo(number + 1);
                assertThat(block.delaySinceLastSenderReport()).isEqualTo(-number);
            }
        }
        assertThat(reader.malformed()).isFalse();
    }

    @Property
    void aSenderReportIsReadBack(
            @ForAll final int ssrc,
            @ForAll final long ntpTime,
            @ForAll final int rtpTimestamp,
            @ForAll final int packets,
            @ForAll final int octets) {
        final SenderReport report = new SenderReport();
        begin(28);

        assertThat(writer.senderReport(ssrc, ntpTime, rtpTimestamp, packets, octets))
                .isTrue();

        assertThat(report.read(first())).isTrue();
        assertThat(report.senderSsrc()).isEqualTo(ssrc);
        assertThat(report.ntpTime()).isEqualTo(ntpTime);
        assertThat(report.rtpTimestamp()).isEqualTo(rtpTimestamp);
        assertThat(report.packetCount()).isEqualTo(packets);
        assertThat(report.octetCount()).isEqualTo(octets);
        assertThat(report.blocks().next()).isFalse();
    }

    @Property
    void everyLostPacketIsNamedOnceAndInOrderHoweverManyMessagesItTakes(
            @ForAll @Size(max = 200) final Set<@IntRange(max = 0x7ffe) Integer> distances,
            @ForAll @IntRange(max = 65535) final int base,
            @ForAll @IntRange(min = 16, max = 200) final int limit) {
        final int[] missing =
                distances.stream().sorted().mapToInt(d -> (base + d) & 0xffff).toArray();
        final List<Integer> read = new ArrayList<>();

        for (int next = 0; next < missing.length; ) {
            begin(limit);
            final int named = writer.nack(7, 9, missing, next, missing.length);
            assertThat(named).isPositive();
            assertThat(writer.length()).isLessThanOrEqualTo(limit);
            next += named;
            final Nack nack = new Nack();
            assertThat(nack.read(first())).isTrue();
            while (nack.next()) {
                read.add(nack.sequence());
            }
            assertUntouchedOutside();
        }

        assertThat(read)
                .containsExactlyElementsOf(Arrays.stream(missing).boxed().toList());
    }

    @Property
    void aNackUsesNoMoreEntriesThanNeeded(
            @ForAll @Size(min = 1, max = 60) final Set<@IntRange(max = 300) Integer> distances,
            @ForAll @IntRange(max = 65535) final int base) {
        final List<Integer> sorted = distances.stream().sorted().toList();
        int entries = 0;
        int reach = -1;
        for (final int distance : sorted) {
            if (distance > reach) {
                entries++;
                reach = distance + 16;
            }
        }
        begin(1400);

        writer.nack(7, 9, sorted.stream().mapToInt(d -> (base + d) & 0xffff).toArray(), 0, sorted.size());

        assertThat(writer.length()).isEqualTo(12 + 4 * entries);
    }

    @Property
    void aRembIsReadBackToEighteenBits(
            @ForAll @LongRange(max = Remb.MAX_BITRATE_BPS) final long bitrateBps,
            @ForAll @Size(max = 255) final int[] ssrcs) {
        final Remb remb = new Remb();
        begin(1400);

        assertThat(writer.remb(7, bitrateBps, ssrcs, ssrcs.length)).isTrue();

        assertThat(remb.read(first())).isTrue();
        assertThat(bitrateBps - remb.bitrateBps()).isBetween(0L, bitrateBps >> 17);
        for (final int ssrc : ssrcs) {
            assertThat(remb.next()).isTrue();
            assertThat(remb.ssrc()).isEqualTo(ssrc);
        }
        assertThat(remb.next()).isFalse();
    }

    @Property
    void aSourceDescriptionOfAnyCnameIsValid(@ForAll @Size(max = 260) final byte[] cname) {
        begin(1400);

        assertThat(writer.sdesCname(7, cname)).isEqualTo(cname.length <= RtcpWriter.MAX_CNAME_BYTES);

        if (!writer.isEmpty()) {
            assertThat(SourceDescription.isValid(first())).isTrue();
            assertThat(reader.next()).isFalse();
            assertThat(reader.malformed()).isFalse();
            assertUntouchedOutside();
        }
    }

    /** The packet type of the new element, or 0 if it was refused. */
    private int writeAnything(final Random random) {
        final int[] numbers = random.ints(random.nextInt(40), 0, 65536).toArray();
        return switch (random.nextInt(9)) {
            case 0 -> writer.senderReport(1, 2, 3, 4, 5) ? 200 : 0;
            case 1 -> writer.receiverReport(1) ? 201 : 0;
            case 2 -> writer.sdesCname(1, new byte[random.nextInt(30)]) ? 202 : 0;
            case 3 -> writer.nack(1, 2, numbers, 0, numbers.length) > 0 ? 205 : 0;
            case 4 -> writer.pictureLossIndication(1, 2) ? 206 : 0;
            case 5 -> writer.fullIntraRequest(1, 2, 3) ? 206 : 0;
            case 6 -> writer.remb(1, random.nextLong(), numbers, numbers.length) ? 206 : 0;
            case 7 -> writer.delaySinceLastReceiverReport(1, 2, 3, 4) ? 207 : 0;
            default -> {
                final long[] arrivals = Arrays.stream(numbers).asLongStream().toArray();
                yield writer.transportFeedback(1, 2, 3, arrivals, 0, arrivals.length, 4) > 0 ? 205 : 0;
            }
        };
    }

    private void begin(final int limit) {
        System.arraycopy(UNTOUCHED, 0, out, 0, out.length);
        writer.begin(out, START, limit);
    }

    private RtcpReader first() {
        reader.start(out, START, writer.length());
        assertThat(reader.next()).isTrue();
        return reader;
    }

    /** Erases what was written. */
    private void assertUntouchedOutside() {
        System.arraycopy(UNTOUCHED, START, out, START, writer.length());
        assertThat(Arrays.mismatch(out, UNTOUCHED)).isEqualTo(-1);
    }
}
