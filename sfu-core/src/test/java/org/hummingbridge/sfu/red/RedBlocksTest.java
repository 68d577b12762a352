/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedBlocksTest {
    private final RedBlocks blocks = new RedBlocks();

    private boolean read(final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex);
        return blocks.read(bytes, 0, bytes.length);
    }

    @Test
    void blocksAreReadFromTheOldestToThePrimary() {
        assertThat(read("ef1e0002ef0f00036f535352525250505050")).isTrue();

        assertThat(blocks.count()).isEqualTo(3);
        assertThat(blocks.timestampOffset(0)).isEqualTo(1920);
        assertThat(blocks.timestampOffset(1)).isEqualTo(960);
        assertThat(blocks.timestampOffset(2)).isZero();
        assertThat(blocks.offset(0)).isEqualTo(9);
        assertThat(blocks.offset(1)).isEqualTo(11);
        assertThat(blocks.offset(2)).isEqualTo(14);
        assertThat(blocks.length(2)).isEqualTo(4);
        assertThat(blocks.payloadType(0)).isEqualTo(111);
        assertThat(blocks.payloadType(2)).isEqualTo(111);
    }

    @Test
    void thePrimaryMayStandAloneOrBeEmpty() {
        assertThat(read("6f01")).isTrue();
        assertThat(blocks.count()).isEqualTo(1);
        assertThat(blocks.length(0)).isEqualTo(1);
        assertThat(read("ef0f00016f52")).isTrue();
        assertThat(blocks.length(1)).isZero();
    }

    @Test
    void theLargestNumbersAreReadWhole() {
        final byte[] bytes = new byte[5 + 1023];
        Arrays.fill(bytes, 0, 4, (byte) 0xff);
        bytes[4] = 0x7f;

        assertThat(blocks.read(bytes, 0, bytes.length)).isTrue();

        assertThat(blocks.payloadType(0)).isEqualTo(127);
        assertThat(blocks.timestampOffset(0)).isEqualTo(16_383);
        assertThat(blocks.length(0)).isEqualTo(1023);
        assertThat(blocks.read(bytes, 0, bytes.length - 1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ef", "ef0f00", "ef0f0003", "ef0f00036f5252", "ef1e0002ef0f00036f5353"})
    void lengthsThatDoNotFitYieldNoBlocks(final String hex) {
        read("6f01");

        assertThat(read(hex)).isFalse();
        assertThat(blocks.count()).isZero();
    }

    @Test
    void moreBlocksThanAnybodySendsAreRefused() {
        final String empty = "ef0f0000";

        assertThat(read(empty.repeat(RedBlocks.MAX_BLOCKS - 1) + "6f")).isTrue();
        assertThat(read(empty.repeat(RedBlocks.MAX_BLOCKS) + "6f")).isFalse();
    }
}
