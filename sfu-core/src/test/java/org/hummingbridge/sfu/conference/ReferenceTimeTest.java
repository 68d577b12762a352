/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** Whoever only receives learns the round trip too (RFC 3611 §4.4 and §4.5). */
class ReferenceTimeTest {
    private static final HexFormat HEX = HexFormat.of();

    /** An XR of SSRC 0x0a0b0c0d with a reference time, 0x1122_3344.5566_7788 s. */
    private static final String REFERENCE_TIME = "80cf0004" + "0a0b0c0d" + "04000002" + "1122334455667788";

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(5)));
    private final SimulatedParticipant viewer = call.join("aaaaaaaa");

    @Test
    void aReferenceTimeIsAnsweredWithItsMiddleAndNoDelay() {
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();

        viewer.sendRtcp(HEX.parseHex(REFERENCE_TIME));
        call.run(Duration.ofSeconds(1));

        assertThat(viewer.extendedReports())
                .singleElement()
                .satisfies(answer -> assertThat(HEX.formatHex(answer))
                        .startsWith("80cf0005")
                        .endsWith("05000003" + "0a0b0c0d" + "33445566" + "00000000"));
    }

    @Test
    void aReportOfManyReferenceTimesIsAnsweredOnce() {
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();

        viewer.sendRtcp(HEX.parseHex("80cf0007" + "0a0b0c0d" + "040000021122334455667788".repeat(2)));
        call.run(Duration.ofSeconds(1));

        assertThat(viewer.extendedReports()).hasSize(1);
    }

    @Test
    void otherBlocksAreNotAnswered() {
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();

        viewer.sendRtcp(HEX.parseHex("80cf0005" + "0a0b0c0d" + "05000003" + "01020304" + "33445566" + "00000000"));
        call.run(Duration.ofSeconds(1));

        assertThat(viewer.extendedReports()).isEmpty();
    }
}
