/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

/** One source, of which every fifth packet is lost, to one receiver that takes redundancy and one that does not. */
class RedAllocationTest {
    private static final int OPUS = 111;
    private static final int HEADER = 12;
    private static final int PAYLOAD = 120;
    private static final int WARM_UP = 50_000;
    private static final int PACKETS = 200_000;

    private final RedEncoder encoder = new RedEncoder(new RedSettings(RedPolicy.PROTECT_ALL, RedDistance.TWO, false));
    private final RedStripper stripper = new RedStripper();
    private final byte[] primary = new byte[PAYLOAD];
    private final byte[] red = new byte[2000];
    private final byte[] plain = new byte[2000];
    private long sent;

    @Test
    void redundancyAllocatesNothingPerPacket() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        red[0] = (byte) 0x80;
        RtpHeader.payloadType(red, 0, 112);
        run(0, WARM_UP);
        final long before = threads.getCurrentThreadAllocatedBytes();
        run(WARM_UP, WARM_UP + PACKETS);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sent).isEqualTo(WARM_UP + PACKETS - 1L);
        // The measurement itself takes a few bytes; one byte in ten packets would already be too much.
        assertThat(allocated).isLessThan(PACKETS / 10);
    }

    private void run(final int from, final int to) {
        for (int i = from; i < to; i++) {
            final int sequence = i & 0xffff;
            final int timestamp = i * 960;
            encoder.remember(sequence, timestamp, OPUS, true, primary, 0, PAYLOAD);
            final int length = encoder.write(sequence, timestamp, OPUS, OPUS, primary, 0, PAYLOAD, red, HEADER);
            if (i % 5 == 4 || stripper.onRed(red, HEADER, length, sequence, timestamp) != null) {
                continue;
            }
            for (int p = 0; p < stripper.count(); p++) {
                sent += stripper.write(p, red, 0, plain, 0) > 0 ? 1 : 0;
            }
        }
    }
}
