/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** RFC 3550 §6.1 and A.2 (compounds), RFC 5506 (reduced size). */
class RtcpReaderTest {
    private final RtcpReader reader = new RtcpReader();

    @Test
    void aCompoundGivesItsElementsInOrder() {
        assertThat(elements(RtcpVectors.SR + RtcpVectors.SDES + RtcpVectors.NACK + RtcpVectors.FEEDBACK_RUN))
                .containsExactly("200/1 52", "202/1 16", "205/1 16", "205/15 44");
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void oneFeedbackMessageAloneIsEnough() {
        assertThat(elements(RtcpVectors.PLI)).containsExactly("206/1 12");
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void anOffsetIntoTheArrayIsRespected() {
        final byte[] bytes = HexBytes.of("ffff" + RtcpVectors.PLI + "ffff");

        reader.start(bytes, 2, bytes.length - 4);

        assertThat(reader.next()).isTrue();
        assertThat(reader.offset()).isEqualTo(2);
        assertThat(reader.length()).isEqualTo(12);
        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void unknownTypesAreSteppedOver() {
        assertThat(elements("80d20001 11111111" + RtcpVectors.PLI)).containsExactly("210/0 8", "206/1 12");
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void aLengthPastTheEndEndsTheWalkAndKeepsWhatCameBefore() {
        assertThat(elements(RtcpVectors.PLI + "81ceffff 11111111 22222222")).containsExactly("206/1 12");
        assertThat(reader.malformed()).isTrue();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void anotherVersionEndsTheWalk() {
        assertThat(elements(RtcpVectors.PLI + "41ce0002 11111111 22222222" + RtcpVectors.PLI))
                .containsExactly("206/1 12");
        assertThat(reader.malformed()).isTrue();
    }

    @Test
    void lessThanAHeaderIsMalformed() {
        assertThat(elements("")).isEmpty();
        assertThat(reader.malformed()).isTrue();
        assertThat(elements("81ce00")).isEmpty();
        assertThat(reader.malformed()).isTrue();
        assertThat(elements(RtcpVectors.PLI + "81ce00")).hasSize(1);
        assertThat(reader.malformed()).isTrue();
    }

    @Test
    void paddingOfTheLastElementIsLeftOut() {
        assertThat(elements(RtcpVectors.PLI + "a1ce0003 11111111 22222222 00000004"))
                .containsExactly("206/1 12", "206/1 12");
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void paddingBeforeTheLastElementIsMalformed() {
        assertThat(elements("a1ce0003 11111111 22222222 00000004" + RtcpVectors.PLI))
                .isEmpty();
        assertThat(reader.malformed()).isTrue();
    }

    @Test
    void aPaddingCountThatDoesNotFitIsMalformed() {
        assertThat(elements("a1ce0003 11111111 22222222 00000000")).isEmpty();
        assertThat(reader.malformed()).isTrue();
        assertThat(elements("a1ce0003 11111111 22222222 0000000d")).isEmpty();
        assertThat(reader.malformed()).isTrue();
        assertThat(elements("a0ce0000")).isEmpty();
        assertThat(reader.malformed()).isTrue();
    }

    @Test
    void aDatagramFullOfBareHeadersIsWalkedOnce() {
        assertThat(elements("80c90000".repeat(350))).hasSize(350);
        assertThat(reader.malformed()).isFalse();
    }

    private List<String> elements(final String hex) {
        final byte[] bytes = HexBytes.of(hex);
        reader.start(bytes, 0, bytes.length);
        final List<String> elements = new ArrayList<>();
        while (reader.next()) {
            elements.add(reader.packetType() + "/" + reader.format() + " " + reader.length());
        }
        return elements;
    }
}
