/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.hummingbridge.sfu.media.MediaType;
import org.junit.jupiter.api.Test;

/** A full receiver to whom fifty-one people talk, in a tick of every other packet. */
class RewritingAllocationTest {
    private static final int SLOTS = 50;
    private static final long MILLI = 1_000_000L;
    private static final int WARM_UP = 100_000;
    private static final int PACKETS = 300_000;

    private final StreamSlots<String, String> slots =
            new StreamSlots<>(MediaType.AUDIO, SLOTS, true, new Random(1), ssrc -> false, (ssrc, rtx, mid) -> "stream");
    private final MapAnnouncements<String, String> announcements = new MapAnnouncements<>(slots);
    private final String[] sources = new String[SLOTS + 1];
    private long sent;

    @Test
    void sendingAllocatesNothingPerPacket() {
        for (int i = 0; i < sources.length; i++) {
            sources[i] = "s" + i;
        }
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(0, WARM_UP);
        final long before = threads.getCurrentThreadAllocatedBytes();
        run(WARM_UP, WARM_UP + PACKETS);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sent).isGreaterThan((long) PACKETS * SLOTS / (SLOTS + 2));
        // The measurement itself takes a few bytes; one byte in ten packets would already be too much.
        assertThat(allocated).isLessThan(PACKETS / 10);
    }

    private void run(final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long now = i * MILLI;
            final Slot<String, String> slot = slots.slotFor(sources[i % sources.length], now);
            sent += slot != null && slots.bySsrc(slot.ssrc()) == slot ? 1 : 0;
            if (i % 2 == 0) {
                sent += announcements.poll(now).size();
                announcements.keyframesDue(now);
            }
        }
    }
}
