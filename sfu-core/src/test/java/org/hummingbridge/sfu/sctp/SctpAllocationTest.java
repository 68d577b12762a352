/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.simulation.AllocationMeter;
import org.junit.jupiter.api.Test;

/** An association that stands: one end sends, the other acknowledges, and both ask for signs of life. */
class SctpAllocationTest {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int WARM_UP_MINUTES = 20;
    private static final int MAX_MINUTES = 20;
    private static final int MESSAGES_PER_MINUTE = 60;

    private final AllocationMeter meter = new AllocationMeter();
    private final byte[] text = new byte[200];
    private final End bridge = new End(1);
    private final End client = new End(2);
    private long now;

    @Test
    void anIdleChannelAllocatesNothing() {
        connect();
        for (int i = 0; i < WARM_UP_MINUTES; i++) {
            minute(0);
        }
        final int sentBefore = bridge.sent;

        assertThat(meter.least(MAX_MINUTES, () -> minute(0)))
                .as("bytes in the best minute")
                .isZero();
        assertThat(bridge.sent - sentBefore).as("heartbeats and their answers").isGreaterThanOrEqualTo(2);
        assertThat(bridge.association.isEstablished()).isTrue();
    }

    @Test
    void aMessageThatTheCallerMadeCostsNothing() {
        connect();
        for (int i = 0; i < WARM_UP_MINUTES; i++) {
            minute(MESSAGES_PER_MINUTE);
        }

        assertThat(meter.least(MAX_MINUTES, () -> minute(MESSAGES_PER_MINUTE)))
                .as("bytes in the best minute")
                .isZero();
        assertThat(client.messages).isGreaterThanOrEqualTo((WARM_UP_MINUTES + 1) * MESSAGES_PER_MINUTE);
    }

    private void connect() {
        client.association.connect(now);
        deliver();
        assertThat(bridge.association.isEstablished()).isTrue();
    }

    private void minute(final int messages) {
        final int steps = (int) (TimeUnit.MINUTES.toNanos(1) / STEP_NANOS);
        for (int i = 0; i < steps; i++) {
            now += STEP_NANOS;
            meter.start();
            if (messages > 0 && i % (steps / messages) == 0) {
                bridge.association.send(0, 51, text, now);
            }
            bridge.association.onTime(now);
            meter.stop();
            client.association.onTime(now);
            deliver();
        }
    }

    private void deliver() {
        while (bridge.sent > bridge.taken || client.sent > client.taken) {
            client.takeFrom(bridge);
            meter.start();
            bridge.takeFrom(client);
            meter.stop();
        }
    }

    private final class End implements SctpListener {
        private static final int SLOTS = 16;

        private final byte[][] slots = new byte[SLOTS][SctpAssociation.MAX_PACKET_BYTES];
        private final int[] lengths = new int[SLOTS];
        private final SctpAssociation association;
        private int sent;
        private int taken;
        private int messages;

        End(final long seed) {
            association = new SctpAssociation(this, new SplittableRandom(seed));
        }

        void takeFrom(final End other) {
            if (other.sent > other.taken) {
                final int slot = other.taken++ % SLOTS;
                association.onPacket(other.slots[slot], 0, other.lengths[slot], now);
            }
        }

        @Override
        public void send(final byte[] packet, final int length) {
            System.arraycopy(packet, 0, slots[sent % SLOTS], 0, length);
            lengths[sent % SLOTS] = length;
            sent++;
        }

        @Override
        public void established() {}

        @Override
        public void message(final int streamId, final int ppid, final byte[] message) {
            messages++;
        }

        @Override
        public void streamReset(final int streamId) {}

        @Override
        public void closed(final String reason) {}
    }
}
