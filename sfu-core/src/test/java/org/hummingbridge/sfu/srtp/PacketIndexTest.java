/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketIndexTest {
    @ParameterizedTest(name = "s_l {0}, ROC {1}, SEQ {2} give ROC {3}")
    @CsvSource({
        "65530, 0, 5, 1",
        "5, 1, 65530, 0",
        "100, 0, 101, 0",
        "32767, 0, 65535, 0",
        "32768, 0, 0, 0",
        "40000, 2, 7231, 3",
        "40000, 2, 7232, 2",
        "7231, 3, 39999, 3",
        "7231, 3, 40000, 2"
    })
    void theRolloverCounterIsTheLikeliest(
            final int highestSequence, final long roc, final int sequence, final long guessedRoc) {
        final long guess = PacketIndex.guess((roc << 16) + highestSequence, sequence);

        assertThat(guess).isEqualTo((guessedRoc << 16) + sequence);
    }

    @Test
    void theFirstPacketHasRolloverCounterZero() {
        assertThat(PacketIndex.guess(IndexWindow.NONE, 65535)).isEqualTo(65535);
    }

    @Test
    void thereIsNoIndexBeforeTheFirst() {
        assertThat(PacketIndex.guess(5, 65530)).isEqualTo(PacketIndex.NONE);
    }

    @Test
    void thereIsNoIndexBehindTheLast() {
        assertThat(PacketIndex.guess(PacketIndex.MAX - 1, 65535)).isEqualTo(PacketIndex.MAX);
        assertThat(PacketIndex.guess(PacketIndex.MAX, 0)).isEqualTo(PacketIndex.NONE);
    }
}
