/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceMapTest {
    private final SequenceMap map = new SequenceMap();

    @Test
    void startsInTheLowerHalfOfTheCircle() {
        // RFC 3711 §3.3.1: losing 65535 on the way must not cost the receiver the rollover.
        assertThat(map.map(65_535)).isEqualTo(0x7fff);
        assertThat(map.map(0)).isEqualTo(0x8000);
        assertThat(map.source(0x7fff)).isEqualTo(65_535);
    }

    @Test
    void keepsALowInitialNumber() {
        assertThat(map.map(1234)).isEqualTo(1234);
    }

    @Test
    void aRunOfSkippedPacketsLeavesNoGap() {
        map.map(100);
        for (int s = 101; s <= 150; s++) {
            assertThat(map.skip(s)).isTrue();
        }

        assertThat(map.map(151)).isEqualTo(101);
        assertThat(map.source(101)).isEqualTo(151);
    }

    @Test
    void aSkippedPacketNeverGetsANumber() {
        map.map(100);
        map.skip(101);
        map.map(102);

        assertThat(map.map(101)).isEqualTo(SequenceMap.NONE);
    }

    @Test
    void aLatePacketBeforeASkippedOneKeepsItsPlace() {
        map.map(100);
        map.skip(103);
        assertThat(map.map(104)).isEqualTo(103);

        assertThat(map.map(102)).isEqualTo(102);
        assertThat(map.map(101)).isEqualTo(101);
    }

    @Test
    void aSkipThatComesTooLateIsRefusedAndThePlaceIsKept() {
        map.map(100);
        map.map(102);

        assertThat(map.skip(101)).isFalse();
        assertThat(map.map(101)).isEqualTo(101);
        assertThat(map.map(103)).isEqualTo(103);
    }

    @Test
    void nothingFromBeforeTheFirstPacketIsMapped() {
        map.map(100);

        assertThat(map.map(99)).isEqualTo(SequenceMap.NONE);
        assertThat(map.source(99)).isEqualTo(SequenceMap.NONE);
    }

    @Test
    void numbersThatWereNotGivenOutHaveNoSource() {
        map.map(100);

        assertThat(map.source(101)).isEqualTo(SequenceMap.NONE);
    }

    @Test
    void forgetsTheOldestSegmentsFirst() {
        map.map(0);
        for (int s = 1; s < 400; s += 2) {
            map.skip(s);
            map.map(s + 1);
        }

        assertThat(map.source(0)).isEqualTo(SequenceMap.NONE);
        assertThat(map.source(200)).isEqualTo(400);
        assertThat(map.source(200 - SequenceMap.MAX_SEGMENTS + 1)).isEqualTo(400 - 2 * (SequenceMap.MAX_SEGMENTS - 1));
    }
}
