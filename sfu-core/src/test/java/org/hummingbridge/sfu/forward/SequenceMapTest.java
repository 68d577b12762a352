/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceMapTest {
    private final SequenceMap map = new SequenceMap();

    @Test
    void goesOnFromTheNumberThatItIsGiven() {
        map.start(65_535, 0x7fff);

        assertThat(map.map(65_535)).isEqualTo(0x7fff);
        assertThat(map.map(0)).isEqualTo(0x8000);
    }

    @Test
    void aRunOfSkippedPacketsLeavesNoGap() {
        start(100);
        for (int s = 101; s <= 150; s++) {
            assertThat(map.skip(s)).isTrue();
        }

        assertThat(map.map(151)).isEqualTo(101);
    }

    @Test
    void aSkippedPacketNeverGetsANumber() {
        start(100);
        map.skip(101);
        map.map(102);

        assertThat(map.map(101)).isEqualTo(SequenceMap.NONE);
    }

    @Test
    void aLatePacketBeforeASkippedOneKeepsItsPlace() {
        start(100);
        map.skip(103);
        assertThat(map.map(104)).isEqualTo(103);

        assertThat(map.map(102)).isEqualTo(102);
        assertThat(map.map(101)).isEqualTo(101);
    }

    @Test
    void aSkipThatComesTooLateIsRefusedAndThePlaceIsKept() {
        start(100);
        map.map(102);

        assertThat(map.skip(101)).isFalse();
        assertThat(map.map(101)).isEqualTo(101);
        assertThat(map.map(103)).isEqualTo(103);
    }

    @Test
    void nothingFromBeforeTheFirstPacketIsMapped() {
        start(100);

        assertThat(map.map(99)).isEqualTo(SequenceMap.NONE);
        assertThat(map.covers(99)).isFalse();
    }

    @Test
    void aSkipThatComesLateClosesItsGapAsLongAsNobodySawIt() {
        start(100);
        map.skip(103);
        assertThat(map.skip(101)).isTrue();
        assertThat(map.skip(102)).isTrue();

        assertThat(map.map(104)).isEqualTo(101);
        assertThat(map.map(102)).isEqualTo(SequenceMap.NONE);
    }

    @Test
    void whatIsMissingIsLeftOutOnRequest() {
        start(100);
        map.close(105);

        assertThat(map.map(105)).isEqualTo(101);
        assertThat(map.skip(103)).isTrue();
        assertThat(map.map(103)).isEqualTo(SequenceMap.NONE);
        assertThat(map.map(106)).isEqualTo(102);
    }

    @Test
    void forgetsTheOldestSegmentsFirst() {
        start(0);
        for (int s = 1; s < 2 * SequenceMap.MAX_SEGMENTS + 100; s += 2) {
            map.skip(s);
            map.map(s + 1);
        }

        assertThat(map.covers(100)).isFalse();
        assertThat(map.covers(200)).isTrue();
    }

    private void start(final int sequence) {
        map.start(sequence, sequence);
        assertThat(map.map(sequence)).isEqualTo(sequence);
    }
}
