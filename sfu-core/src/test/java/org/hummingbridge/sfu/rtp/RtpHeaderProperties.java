/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RtpHeaderProperties {
    @Property(tries = 5000)
    void aValidHeaderNeverReachesPastThePacket(
            @ForAll @Size(max = 120) final byte[] bytes, @ForAll @IntRange(max = 20) final int offset) {
        final int start = Math.min(offset, bytes.length);
        final int length = bytes.length - start;
        if (start < bytes.length) {
            bytes[start] = (byte) (bytes[start] & 0x3f | 0x80);
        }

        if (RtpHeader.isValid(bytes, start, length)) {
            assertThat(RtpHeader.headerLength(bytes, start)).isBetween(RtpHeader.FIXED_BYTES, length);
            assertThat(RtpPadding.count(bytes, start, length))
                    .isBetween(RtpPadding.INVALID, length - RtpHeader.headerLength(bytes, start));
        }
    }

    @Property
    void whatIsWrittenIsRead(
            @ForAll @IntRange(max = 127) final int payloadType,
            @ForAll final boolean marker,
            @ForAll @IntRange(max = 65535) final int sequence,
            @ForAll final int timestamp,
            @ForAll final int ssrc,
            @ForAll @Size(RtpHeader.FIXED_BYTES) final byte[] bytes) {
        RtpHeader.payloadType(bytes, 0, payloadType);
        RtpHeader.marker(bytes, 0, marker);
        RtpHeader.sequence(bytes, 0, sequence);
        RtpHeader.timestamp(bytes, 0, timestamp);
        RtpHeader.ssrc(bytes, 0, ssrc);

        assertThat(RtpHeader.payloadType(bytes, 0)).isEqualTo(payloadType);
        assertThat(RtpHeader.marker(bytes, 0)).isEqualTo(marker);
        assertThat(RtpHeader.sequence(bytes, 0)).isEqualTo(sequence);
        assertThat(RtpHeader.timestamp(bytes, 0)).isEqualTo(timestamp);
        assertThat(RtpHeader.ssrc(bytes, 0)).isEqualTo(ssrc);
    }
}
