/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Vp8FrameTest {
    private final byte[] payload = new byte[32];

    @Test
    void aKeyFrameCarriesItsSizeBehindTheDescriptor() {
        final Vp8Frame frame = new Vp8Frame(1, 640, 360, 0x1233);
        frame.next(true);

        final int length = frame.write(payload, 0, true);

        // RFC 7741 §4.2: X and S; I, L and T; the picture id with M; TL0PICIDX; TID 0. RFC 6386 §9.1: the tag, 9d012a,
        // 640, 360.
        assertThat(HexFormat.of().formatHex(payload, 0, length))
                .isEqualTo("90e092340100" + "100000" + "9d012a" + "80026801");
        assertThat(Vp8Frame.startsKeyFrame(payload, 0, length + 10)).isTrue();
    }

    @Test
    void packetsInsideAFrameAreNoStartOfIt() {
        final Vp8Frame frame = new Vp8Frame(1, 640, 360, 0);
        frame.next(true);

        frame.write(payload, 0, false);

        assertThat(Vp8Frame.startsKeyFrame(payload, 0, payload.length)).isFalse();
    }

    @Test
    void framesBetweenKeyFramesDependOnOthers() {
        final Vp8Frame frame = new Vp8Frame(1, 640, 360, 0);
        frame.next(false);

        frame.write(payload, 0, true);

        assertThat(Vp8Frame.startsKeyFrame(payload, 0, payload.length)).isFalse();
    }

    @Test
    void threeTemporalLayersTakeTurnsAndOnlyTheLowestCounts() {
        final Vp8Frame frame = new Vp8Frame(3, 640, 360, 0);
        final List<Integer> temporalIds = new ArrayList<>();
        final List<Integer> tl0 = new ArrayList<>();
        frame.next(true);
        for (int i = 0; i < 5; i++) {
            frame.write(payload, 0, true);
            temporalIds.add((payload[5] & 0xff) >>> 6);
            tl0.add((int) payload[4]);
            frame.next(false);
        }

        assertThat(temporalIds).containsExactly(0, 2, 1, 2, 0);
        assertThat(tl0).containsExactly(1, 1, 1, 1, 2);
    }
}
