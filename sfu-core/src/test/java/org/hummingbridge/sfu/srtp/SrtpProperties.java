/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.srtp.Association.BackEnd;

class SrtpProperties {
    private static final int SSRC = 0x1234_5678;

    @Property
    void anyBytesGiveACodeAndNoException(
            @ForAll("backEnds") final BackEnd backEnd, @ForAll @Size(max = 120) final byte[] bytes) {
        try (Association association = Association.of(backEnd)) {
            assertThat(association.unprotect(bytes)).isNegative();
            assertThat(association.unprotectRtcp(bytes)).isNegative();
        }
    }

    @Property
    void anyBytesThatLookLikeMediaGiveACodeAndNoException(
            @ForAll("backEnds") final BackEnd backEnd,
            @ForAll @Size(min = 1, max = 120) final byte[] bytes,
            @ForAll @IntRange(max = 63) final int flags) {
        bytes[0] = (byte) (0x80 | flags);
        try (Association association = Association.of(backEnd)) {
            assertThat(association.unprotect(bytes)).isNegative();
            assertThat(association.unprotectRtcp(bytes)).isNegative();
        }
    }

    @Property(tries = 300)
    void whatOneBackEndSealsIsWhatEveryOtherSealsAndOpens(
            @ForAll final SrtpProfile profile,
            @ForAll @IntRange(max = 65_535) final int sequence,
            @ForAll final int ssrc,
            @ForAll @IntRange(max = 1500) final int payloadLength) {
        final byte[] rtp = Association.rtp(ssrc, sequence, payloadLength);
        final byte[] rtcp = Association.rtcp(ssrc, 8 + payloadLength);
        for (final SrtpCiphers sending : BackEnd.available()) {
            for (final SrtpCiphers receiving : BackEnd.available()) {
                try (Association one = Association.of(profile, sending, receiving);
                        Association other = Association.of(profile, receiving, sending)) {
                    final byte[] sealed = one.protect(rtp);
                    final byte[] sealedRtcp = one.protectRtcp(rtcp);
                    assertThat(sealed).isEqualTo(other.protect(rtp));
                    assertThat(sealedRtcp).isEqualTo(other.protectRtcp(rtcp));

                    assertThat(one.receiver().unprotectRtp(sealed, 0, sealed.length))
                            .isEqualTo(rtp.length);
                    assertThat(one.receiver().unprotectRtcp(sealedRtcp, 0, sealedRtcp.length))
                            .isEqualTo(rtcp.length);
                    assertThat(sealed).startsWith(rtp);
                    assertThat(sealedRtcp).startsWith(rtcp);
                }
            }
        }
    }

    @Property(tries = 300)
    void anyReorderWithinTheWindowAndAnyLossBelowHalfTheCircleDecryptsExactlyOnce(
            @ForAll("backEnds") final BackEnd backEnd,
            @ForAll @IntRange(max = 65_535) final int firstSequence,
            @ForAll @Size(max = 40) final List<@IntRange(min = 1, max = 30_000) Integer> gaps,
            @ForAll final long seed) {
        final Random random = new Random(seed);
        try (Association association = Association.of(backEnd)) {
            // The first packet comes first: until then the receiver cannot know the rollover counter (RFC 3711 §3.3.1).
            deliver(association, List.of(Association.rtp(SSRC, firstSequence, 10)), random);
            long index = firstSequence;
            for (final int gap : gaps) {
                final List<byte[]> burst = new ArrayList<>();
                index += gap;
                final long burstEnd = index + IndexWindow.SIZE - 1;
                for (; index < burstEnd; index += 1 + random.nextInt(200)) {
                    burst.add(Association.rtp(SSRC, (int) index & 0xffff, 10));
                }
                index--;
                deliver(association, burst, random);
            }
        }
    }

    private static void deliver(final Association association, final List<byte[]> inOrder, final Random random) {
        final List<byte[]> sent = new ArrayList<>();
        inOrder.forEach(rtp -> sent.add(association.protect(rtp)));
        final List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (final int i : order) {
            final byte[] packet = sent.get(i).clone();
            assertThat(association.receiver().unprotectRtp(packet, 0, packet.length))
                    .isEqualTo(inOrder.get(i).length);
            assertThat(packet).startsWith(inOrder.get(i));
            assertThat(association.unprotect(sent.get(i))).isEqualTo(Refusal.REPLAY);
        }
    }

    @Provide
    Arbitrary<BackEnd> backEnds() {
        return Arbitraries.of(BackEnd.all());
    }
}
