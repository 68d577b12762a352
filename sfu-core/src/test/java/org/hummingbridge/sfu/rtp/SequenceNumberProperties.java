/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SequenceNumberProperties {
    @Property
    void distanceIsWhatWasAdded(
            @ForAll @IntRange(max = 65535) final int from,
            @ForAll @IntRange(min = -32768, max = 32767) final int steps) {
        assertThat(SequenceNumber.distance((from + steps) & 0xffff, from)).isEqualTo(steps);
    }

    @Property
    void oneOfTwoIsNewerUnlessEqualOrTied(
            @ForAll @IntRange(max = 65535) final int a, @ForAll @IntRange(max = 65535) final int b) {
        final boolean undecided = a == b || Math.abs(a - b) == 32768;

        assertThat(SequenceNumber.isNewer(a, b) ^ SequenceNumber.isNewer(b, a)).isEqualTo(!undecided);
    }

    @Property
    void theExtendedNumberIsTheNearestOneWithTheseBits(
            @ForAll @IntRange(max = 65535) final int sequence,
            @ForAll @LongRange(max = 1L << 48) final long reference) {
        final long extended = SequenceNumber.extend(sequence, reference);

        assertThat(extended & 0xffff).isEqualTo(sequence);
        assertThat(extended - reference).isBetween(-32768L, 32767L);
    }
}
