/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** RFC 4588 §4. */
class RtxPayloadTest {
    private static final String ORIGINAL = "80e41234 00015f90 22222222 90e08001020341";
    private static final String RETRANSMISSION = "80e0004d 00015f90 33333333 1234 90e08001020341";

    @Test
    void theOriginalComesBackOutOfItsRetransmission() {
        final byte[] bytes = HexBytes.of("ff" + RETRANSMISSION);

        RtxPayload.restore(bytes, 1, 0x22222222, 100);

        final int restored = 1 + RtxPayload.OSN_BYTES;
        assertThat(HexBytes.text(bytes, restored, bytes.length - restored)).isEqualTo(ORIGINAL.replace(" ", ""));
    }

    @Test
    void extensionsMoveWithTheHeader() {
        final byte[] bytes = HexBytes.of("90e0004d 00015f90 33333333 bede0001 511234 00 1234 90e0");

        RtxPayload.restore(bytes, 0, 0x22222222, 100);

        assertThat(HexBytes.text(bytes, 2, bytes.length - 2))
                .isEqualTo("90e41234 00015f90 22222222 bede0001 511234 00 90e0".replace(" ", ""));
    }

    @Property
    void theOriginalSequenceNumberSurvives(@ForAll @IntRange(max = 65535) final int sequence) {
        final byte[] bytes = new byte[4];

        RtxPayload.originalSequence(bytes, 1, sequence);

        assertThat(RtxPayload.originalSequence(bytes, 1)).isEqualTo(sequence);
    }
}
