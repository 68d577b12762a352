/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PayloadStampProperties {
    private final PayloadStamp stamp = new PayloadStamp();

    @Property
    void whatIsWrittenIsReadWhereverThePayloadStands(
            @ForAll @IntRange(max = 100) final int start,
            @ForAll @IntRange(min = PayloadStamp.BYTES, max = 1200) final int length,
            @ForAll @IntRange final int stream,
            @ForAll @LongRange(min = 0) final long number,
            @ForAll final long sent) {
        final byte[] bytes = new byte[start + length];

        PayloadStamp.write(bytes, start + length, stream, number, sent);

        assertThat(stamp.read(bytes, start, start + length)).isTrue();
        assertThat(stamp.stream()).isEqualTo(stream);
        assertThat(stamp.number()).isEqualTo(number);
        assertThat(stamp.sentNanos()).isEqualTo(sent);
    }

    @Property
    void bytesOfOthersAreNoStamp(@ForAll @IntRange(max = 64) final int length) {
        assertThat(stamp.read(new byte[length], 0, length)).isFalse();
    }
}
