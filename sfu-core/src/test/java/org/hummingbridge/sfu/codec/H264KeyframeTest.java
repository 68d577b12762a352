/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 6184 §5.6 to §5.8. */
class H264KeyframeTest {
    private final TestEncoding encoding = new TestEncoding(VideoCodec.H264);

    private boolean isKeyframe(final String payload) {
        assertThat(encoding.read(1, payload, null)).isNull();
        assertThat(encoding.packet.layering()).isEqualTo(Layering.OPAQUE);
        return encoding.packet.keyframe();
    }

    @Test
    void aSequenceParameterSetIsAPlaceToBegin() {
        assertThat(isKeyframe("6742c01f")).isTrue();
        assertThat(isKeyframe("68ce3c80")).isFalse();
        assertThat(isKeyframe("419a")).isFalse();
    }

    @Test
    void soIsAnAggregateWithOne() {
        assertThat(isKeyframe("78 0004 6742c01f 0002 68ce")).isTrue();
        assertThat(isKeyframe("78 0002 68ce 0004 6742c01f")).isTrue();
        assertThat(isKeyframe("78 0002 68ce")).isFalse();
    }

    @Test
    void soIsTheFirstFragmentOfOne() {
        assertThat(isKeyframe("7c87 42c01f")).isTrue();
        assertThat(isKeyframe("7c47 42c01f")).isFalse();
        assertThat(isKeyframe("7c81 9a")).isFalse();
    }

    @Test
    void anIdrPictureCountsAsLongAsNoParametersCameInBand() {
        assertThat(isKeyframe("6588")).isTrue();
        assertThat(isKeyframe("7c85 88")).isTrue();
        assertThat(isKeyframe("7c45 88")).isFalse();
        assertThat(isKeyframe("78 0002 6588")).isTrue();

        isKeyframe("6742c01f");

        assertThat(isKeyframe("6588")).isFalse();
        assertThat(isKeyframe("7c85 88")).isFalse();
        assertThat(isKeyframe("78 0002 6588")).isFalse();
    }

    @Test
    void anAggregateIsReadAsFarAsItGoes() {
        assertThat(isKeyframe("78")).isFalse();
        assertThat(isKeyframe("78 00")).isFalse();
        assertThat(isKeyframe("78 0000 67")).isFalse();
        assertThat(isKeyframe("78 ffff 68 0001 67")).isFalse();
        assertThat(isKeyframe("7c")).isFalse();
    }
}
