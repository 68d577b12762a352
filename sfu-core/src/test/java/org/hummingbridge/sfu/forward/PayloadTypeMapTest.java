/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.receive.TestMedia;
import org.junit.jupiter.api.Test;

class PayloadTypeMapTest {
    private static final PayloadType VP8 = TestMedia.type(100, "VP8", 90_000, Map.of());

    @Test
    void givesTheReceiversNumberForTheSameCodec() {
        final PayloadTypeMap map = map(VP8, TestMedia.type(96, "vp8", 90_000, Map.of()));

        assertThat(map.map(100)).isEqualTo(96);
    }

    @Test
    void aCodecThatTheReceiverLacksIsNotMapped() {
        assertThat(map(VP8, TestMedia.type(100, "VP9", 90_000, Map.of())).map(100))
                .isEqualTo(PayloadTypeMap.NONE);
    }

    @Test
    void anotherClockIsAnotherCodec() {
        final PayloadType narrow = TestMedia.type(0, "telephone-event", 8_000, Map.of());
        final PayloadType wide = TestMedia.type(0, "telephone-event", 48_000, Map.of());

        assertThat(map(narrow, wide).map(0)).isEqualTo(PayloadTypeMap.NONE);
    }

    @Test
    void h264ProfilesMatchWhateverTheirLevel() {
        assertThat(map(h264(107, "42e01f", "1"), h264(99, "42e034", "1")).map(107))
                .isEqualTo(99);
        assertThat(map(h264(107, "42e01f", "1"), h264(99, "42c02a", "1")).map(107))
                .isEqualTo(99);
    }

    @Test
    void h264ProfilesAndPacketizationModesDoNotMix() {
        assertThat(map(h264(107, "640c1f", "1"), h264(99, "42e01f", "1")).map(107))
                .isEqualTo(PayloadTypeMap.NONE);
        assertThat(map(h264(107, "42e01f", "1"), h264(99, "42e01f", "0")).map(107))
                .isEqualTo(PayloadTypeMap.NONE);
    }

    @Test
    void wishesOfTheReceiverDoNotMatter() {
        final PayloadType fec = TestMedia.type(111, "opus", 48_000, Map.of("useinbandfec", "1"));
        final PayloadType plain = TestMedia.type(109, "opus", 48_000, Map.of());

        assertThat(map(fec, plain).map(111)).isEqualTo(109);
    }

    @Test
    void theSameNumberIsPreferred() {
        final PayloadType other = TestMedia.type(99, "VP8", 90_000, Map.of());

        assertThat(map(VP8, other, VP8).map(100)).isEqualTo(100);
    }

    @Test
    void knowsTheReceiversRetransmissionType() {
        final PayloadType rtx = TestMedia.type(97, "rtx", 90_000, Map.of("apt", "100"));
        final PayloadTypeMap map = map(VP8, VP8, rtx, TestMedia.type(98, "rtx", 90_000, Map.of("apt", "x")));

        assertThat(map.retransmission(100)).isEqualTo(97);
        assertThat(map.retransmission(101)).isEqualTo(PayloadTypeMap.NONE);
    }

    private static PayloadType h264(final int id, final String profile, final String mode) {
        return TestMedia.type(id, "H264", 90_000, Map.of("profile-level-id", profile, "packetization-mode", mode));
    }

    private static PayloadTypeMap map(final PayloadType sender, final PayloadType... receiver) {
        final MediaDescription sends = TestMedia.video(List.of(sender));
        return PayloadTypeMap.of(sends, TestMedia.video(Arrays.asList(receiver)));
    }
}
