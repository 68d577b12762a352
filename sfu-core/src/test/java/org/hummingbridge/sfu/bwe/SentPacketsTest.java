/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentPacketsTest {
    private static final long MILLI = 1_000_000;

    private final SentPackets sent = new SentPackets();

    private void send(final int first, final int count, final long nanosApart) {
        for (int i = 0; i < count; i++) {
            sent.add((first + i) & 0xffff, 100, 0, i * nanosApart);
        }
    }

    @Test
    void packetsAreFoundAcrossTheWrapOfTheirNumbers() {
        send(65_534, 4, MILLI);

        final int index = sent.receive(sent.extend(1));

        assertThat(sent.sentNanos(index)).isEqualTo(3 * MILLI);
        assertThat(sent.sizeBytes(index)).isEqualTo(100);
    }

    @Test
    void aPacketIsReceivedOnce() {
        send(10, 3, MILLI);

        assertThat(sent.receive(sent.extend(11))).isNotEqualTo(SentPackets.NONE);
        assertThat(sent.receive(sent.extend(11))).isEqualTo(SentPackets.NONE);
    }

    @Test
    void aPacketMayBeLostFirstAndReceivedLater() {
        send(10, 3, MILLI);

        assertThat(sent.lose(sent.extend(11))).isNotEqualTo(SentPackets.NONE);
        assertThat(sent.lose(sent.extend(11))).isEqualTo(SentPackets.NONE);
        assertThat(sent.isLost(sent.extend(11))).isTrue();
        assertThat(sent.receive(sent.extend(11))).isNotEqualTo(SentPackets.NONE);
        assertThat(sent.isLost(sent.extend(11))).isFalse();
    }

    @Test
    void bytesAreInFlightUntilTheyAreReported() {
        send(10, 5, MILLI);

        sent.receive(sent.extend(10));
        sent.lose(sent.extend(11));
        sent.receive(sent.extend(11));

        assertThat(sent.inFlightBytes()).isEqualTo(300);
    }

    @Test
    void whatWasNeverSentIsUnknown() {
        send(10, 3, MILLI);

        assertThat(sent.receive(sent.extend(9))).isEqualTo(SentPackets.NONE);
        assertThat(sent.receive(sent.extend(13))).isEqualTo(SentPackets.NONE);
        assertThat(sent.lose(sent.extend(40_000))).isEqualTo(SentPackets.NONE);
    }

    @Test
    void aNumberThatWasSkippedIsUnknown() {
        sent.add(10, 100, 0, 0);
        sent.add(12, 100, 0, 0);

        assertThat(sent.receive(sent.extend(11))).isEqualTo(SentPackets.NONE);
        assertThat(sent.receive(sent.extend(12))).isNotEqualTo(SentPackets.NONE);
    }

    @Test
    void aSlowSenderNeedsLittleMemory() {
        send(0, 60_000, 20 * MILLI);

        assertThat(sent.capacity()).isEqualTo(512);
    }

    @Test
    void aFastSenderNeedsMoreButNeverMoreThanTheBound() {
        send(0, 60_000, MILLI / 10);

        assertThat(sent.capacity()).isEqualTo(SentPackets.MAX_PACKETS);
        assertThat(sent.inFlightBytes()).isEqualTo(100L * SentPackets.MAX_PACKETS);
        assertThat(sent.receive(sent.extend(59_999 - SentPackets.MAX_PACKETS))).isEqualTo(SentPackets.NONE);
        assertThat(sent.receive(sent.extend(60_000 - SentPackets.MAX_PACKETS))).isNotEqualTo(SentPackets.NONE);
    }
}
