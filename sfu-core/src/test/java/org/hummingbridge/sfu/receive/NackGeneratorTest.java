/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NackGeneratorTest {
    private static final long MS = 1_000_000;

    private final NackGenerator nacks = new NackGenerator();
    private final int[] out = new int[NackGenerator.MAX_MISSING];

    @Test
    void asksForEveryMissingPacketInOrderAcrossTheWrap() {
        receive(0, 65_533, 65_538);

        assertThat(missing(0)).containsExactly(65_534, 65_535, 0, 1);
    }

    @Test
    void asksAgainAfterARoundTripAndThenSlower() {
        nacks.rttNanos(90 * MS);
        receive(0, 10, 12);

        assertThat(missing(0)).containsExactly(11);
        assertThat(missing(99)).isEmpty();
        assertThat(missing(100)).containsExactly(11);
        assertThat(missing(224)).isEmpty();
        assertThat(missing(225)).containsExactly(11);
    }

    @Test
    void waitsAtLeastTwentyMillisecondsBetweenRequests() {
        nacks.rttNanos(MS);
        receive(0, 10, 12);
        missing(0);

        assertThat(missing(19)).isEmpty();
        assertThat(missing(20)).containsExactly(11);
    }

    @Test
    void givesUpAfterTenTries() {
        receive(0, 10, 12);

        int asked = 0;
        for (long now = 0; now < 20_000; now += 5) {
            asked += missing(now).length;
        }

        assertThat(asked).isEqualTo(NackGenerator.MAX_TRIES);
        assertThat(nacks.outstanding()).isZero();
        assertThat(nacks.nextDeadlineNanos()).isEqualTo(NackGenerator.NEVER);
    }

    @Test
    void whatIsPutOffForLongIsGivenUp() {
        receive(0, 10, 12);
        receive(300, 14);

        nacks.giveUpOld(499 * MS);
        assertThat(nacks.outstanding()).isEqualTo(2);
        nacks.giveUpOld(500 * MS);
        assertThat(missing(500)).containsExactly(13);
    }

    @Test
    void aPacketThatArrivesIsNotAskedForAgain() {
        receive(0, 10, 14);
        missing(0);
        nacks.onPacket(12, true, 30 * MS);

        assertThat(missing(1000)).containsExactly(11, 13);
    }

    @Test
    void waitsForReorderedPacketsOnceItHasSeenSome() {
        for (int s = 0; s < 400; s += 2) {
            nacks.onPacket(s + 1, false, s * 10 * MS);
            nacks.onPacket(s, false, (s * 10 + 8) * MS);
        }

        receive(10_000, 401);

        assertThat(nacks.nextDeadlineNanos()).isBetween(10_007 * MS, 10_008 * MS);
        assertThat(missing(10_005)).isEmpty();
        assertThat(missing(10_010)).containsExactly(400);
    }

    @Test
    void neverWaitsLongerThanTenMillisecondsForReorderedPackets() {
        for (int s = 0; s < 400; s += 2) {
            nacks.onPacket(s + 1, false, s * 1000 * MS);
            nacks.onPacket(s, false, (s * 1000 + 400) * MS);
        }

        receive(1_000_000, 401);

        assertThat(missing(1_000_010)).containsExactly(400);
    }

    @Test
    void anOutageIsAKeyframesWork() {
        receive(0, 10, 12);

        assertThat(nacks.onPacket(12 + NackGenerator.MAX_GAP + 1, false, 0)).isFalse();
        assertThat(missing(0)).isEmpty();
        assertThat(nacks.onPacket(12 + NackGenerator.MAX_GAP + 3, false, 0)).isTrue();
        assertThat(missing(0)).hasSize(1);
    }

    @Test
    void anOverlongListIsAKeyframesWork() {
        receive(0, 0, 400, 800);

        assertThat(nacks.outstanding()).isEqualTo(798);
        assertThat(nacks.onPacket(1200, false, 0)).isFalse();
        assertThat(nacks.outstanding()).isZero();
    }

    @Test
    void whatDoesNotFitStaysDue() {
        receive(0, 0, 5);
        final int[] two = new int[2];

        assertThat(nacks.missing(0, two)).isEqualTo(2);
        assertThat(two).containsExactly(1, 2);
        assertThat(nacks.missing(0, two)).isEqualTo(2);
        assertThat(two).containsExactly(3, 4);
        assertThat(nacks.missing(0, two)).isZero();
    }

    private void receive(final long nowMillis, final int... sequences) {
        for (final int s : sequences) {
            assertThat(nacks.onPacket(s, false, nowMillis * MS)).isTrue();
        }
    }

    private int[] missing(final long nowMillis) {
        return Arrays.copyOf(out, nacks.missing(nowMillis * MS, out));
    }
}
