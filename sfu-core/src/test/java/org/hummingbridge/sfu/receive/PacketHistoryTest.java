/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.junit.jupiter.api.Test;

class PacketHistoryTest {
    private final PacketArena arena = new PacketArena(4096);
    private final TestPacket packets = new TestPacket(arena);
    private final PacketHistory history = new PacketHistory();

    @Test
    void findsAPacketByItsSequenceNumberAcrossTheWrap() {
        for (int s = 65_000; s < 66_000; s++) {
            add(s, 0);
        }

        assertThat(history.get(65_535)).isNotNull();
        assertThat(history.get(463)).isNotNull();
        assertThat(history.get(464)).isNull();
        assertThat(history.get(64_999)).isNull();
    }

    @Test
    void keepsNoMoreThanItsBoundAndReleasesTheRest() {
        for (int s = 0; s < 5000; s++) {
            add(s, 0);
        }

        assertThat(history.size()).isEqualTo(PacketHistory.MAX_PACKETS);
        assertThat(arena.inUse()).isEqualTo(PacketHistory.MAX_PACKETS);
        assertThat(history.get(4999 - PacketHistory.MAX_PACKETS)).isNull();
    }

    @Test
    void aPacketOlderThanTheBoundDoesNotDisplaceANewerOne() {
        add(5000, 0);
        add(5000 - PacketHistory.MAX_PACKETS, 0);

        assertThat(history.get(5000)).isNotNull();
        assertThat(history.get(5000 - PacketHistory.MAX_PACKETS)).isNull();
    }

    @Test
    void releasesWhatIsTooOldAndKeepsTheRest() {
        add(1, 0);
        add(2, 1_000_000_000);

        history.onTick(PacketHistory.MAX_AGE_NANOS + 1);

        assertThat(history.get(1)).isNull();
        assertThat(history.get(2)).isNotNull();
    }

    @Test
    void aPacketThatCameLateIsReleasedToo() {
        add(10, 0);
        history.onTick(PacketHistory.MAX_AGE_NANOS + 1);
        add(20, 2_000_000_000L);
        add(5, 2_000_000_000L);

        history.onTick(2_000_000_000L + PacketHistory.MAX_AGE_NANOS + 1);

        assertThat(history.size()).isZero();
        assertThat(arena.inUse()).isZero();
    }

    @Test
    void clearReleasesEverything() {
        for (int s = 0; s < 300; s++) {
            add(s, 0);
        }

        history.clear();

        assertThat(arena.inUse()).isZero();
    }

    private void add(final int sequence, final long arrivalNanos) {
        final PacketBuffer packet = packets.sequence(sequence).build(arrivalNanos);
        history.add(packet);
        packet.release();
    }
}
