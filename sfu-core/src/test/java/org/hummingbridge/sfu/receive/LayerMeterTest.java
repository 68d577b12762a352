/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.codec.VideoPacket;
import org.junit.jupiter.api.Test;

class LayerMeterTest {
    private static final long MS = 1_000_000;
    private static final int FRAME_BYTES = 10_000;
    private static final int FRAME_BITS = 8 * FRAME_BYTES;

    private final LayerMeter meter = new LayerMeter();
    private final VideoPacket frame = new VideoPacket();

    @Test
    void whatCameInTheFirstHalfOfASecondCountsTwice() {
        meter.onPacket(frame, FRAME_BYTES, 0);
        meter.onPacket(frame, FRAME_BYTES, 400 * MS);

        assertThat(meter.bitrateBps(0, 0, 500 * MS)).isEqualTo(4 * FRAME_BITS);
    }

    @Test
    void aFrameOfAScreenThatStandsStillCountsOnce() {
        meter.onPacket(frame, FRAME_BYTES, 0);
        meter.onPacket(frame, FRAME_BYTES, 1_200 * MS);

        assertThat(meter.bitrateBps(0, 0, 1_250 * MS)).isEqualTo(FRAME_BITS);
    }
}
