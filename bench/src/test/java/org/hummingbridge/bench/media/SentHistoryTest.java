/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentHistoryTest {
    private final SentHistory history = new SentHistory(3);

    @Test
    void aPacketIsFoundUntilAsManyOthersHaveFollowed() {
        history.add(65_535, 9000, true, new byte[] {1, 2, 3}, 3);
        for (int i = 0; i < SentHistory.PACKETS - 1; i++) {
            history.add(i, 0, false, new byte[] {9}, 1);
        }
        final byte[] copy = new byte[8];

        final int slot = history.find(65_535);

        assertThat(history.copy(slot, copy, 2)).isEqualTo(3);
        assertThat(copy).startsWith(0, 0, 1, 2, 3);
        assertThat(history.timestamp(slot)).isEqualTo(9000);
        assertThat(history.marker(slot)).isTrue();

        history.add(SentHistory.PACKETS - 1, 0, false, new byte[] {9}, 1);

        assertThat(history.find(65_535)).isNegative();
    }

    @Test
    void whatWasNeverSentIsNotFound() {
        assertThat(history.find(0)).isNegative();
    }
}
