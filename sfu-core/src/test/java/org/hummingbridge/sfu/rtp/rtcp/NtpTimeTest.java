/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** RFC 3550 §4 and the worked example of §6.4.1. */
class NtpTimeTest {
    private static final int LSR = 0xb7052000;
    private static final int DLSR = 0x00054000;

    @Test
    void theCompactFormIsTheMiddleOfTheTimestamp() {
        assertThat(NtpTime.compact(0xb44db705_20000000L)).isEqualTo(LSR);
    }

    @Test
    void theRoundTripOfTheExampleIsSixAndAnEighthSeconds() {
        assertThat(NtpTime.roundTripNanos(0xb7108000, LSR, DLSR)).isEqualTo(6_125_000_000L);
        assertThat(NtpTime.nanosOfCompact(DLSR)).isEqualTo(5_250_000_000L);
    }

    @Test
    void theRoundTripCrossesTheWrapOfTheCompactForm() {
        assertThat(NtpTime.roundTripNanos(0x00008000, 0xffff8000, 0x00004000)).isEqualTo(750_000_000L);
    }

    @Test
    void aPeerThatClaimsTooLongADelayGivesANegativeRoundTrip() {
        assertThat(NtpTime.roundTripNanos(LSR + 0x8000, LSR, 0x10000)).isEqualTo(-500_000_000L);
    }

    @Test
    void durationsAreKeptWithinTheField() {
        assertThat(NtpTime.compactOfNanos(-1)).isZero();
        assertThat(NtpTime.compactOfNanos(1_500_000_000L)).isEqualTo(0x00018000);
        assertThat(NtpTime.compactOfNanos(65_536_000_000_000L)).isEqualTo(0xffffffff);
        assertThat(NtpTime.compactOfNanos(Long.MAX_VALUE)).isEqualTo(0xffffffff);
    }

    @Test
    void theUnixEpochIsSeventyYearsIntoNtp() {
        assertThat(NtpTime.ofUnix(0, 0)).isEqualTo(2_208_988_800L << 32);
        assertThat(NtpTime.ofUnix(1, 500_000_000)).isEqualTo((2_208_988_801L << 32) | 0x80000000L);
        assertThat(NtpTime.ofUnix(0, 999_999_999) >>> 32).isEqualTo(2_208_988_800L);
    }

    @Property
    void aDurationSurvivesWithinOneUnit(@ForAll @LongRange(max = 65_535_999_999_999L) final long nanos) {
        final long back = NtpTime.nanosOfCompact(NtpTime.compactOfNanos(nanos));

        assertThat(nanos - back).isBetween(0L, 15_260L);
    }
}
