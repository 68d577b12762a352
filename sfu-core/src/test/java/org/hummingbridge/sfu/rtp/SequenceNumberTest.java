/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceNumberTest {
    @Test
    void zeroComesAfterTheHighest() {
        assertThat(SequenceNumber.isNewer(0, 65535)).isTrue();
        assertThat(SequenceNumber.isNewer(65535, 0)).isFalse();
        assertThat(SequenceNumber.distance(3, 65534)).isEqualTo(5);
        assertThat(SequenceNumber.distance(65534, 3)).isEqualTo(-5);
    }

    @Test
    void nothingIsNewerThanItself() {
        assertThat(SequenceNumber.isNewer(7, 7)).isFalse();
    }

    @Test
    void theTieOfHalfTheCircleIsNotNewerEitherWay() {
        assertThat(SequenceNumber.isNewer(32768, 0)).isFalse();
        assertThat(SequenceNumber.isNewer(0, 32768)).isFalse();
        assertThat(SequenceNumber.isNewer(32767, 0)).isTrue();
    }

    @Test
    void extensionFollowsTheReferenceAcrossWraps() {
        assertThat(SequenceNumber.extend(2, 65535)).isEqualTo(65538);
        assertThat(SequenceNumber.extend(65535, 65538)).isEqualTo(65535);
        assertThat(SequenceNumber.extend(65535, 0)).isEqualTo(-1);
    }
}
