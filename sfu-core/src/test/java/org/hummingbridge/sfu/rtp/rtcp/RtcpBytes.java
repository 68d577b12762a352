/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.hummingbridge.sfu.rtp.HexBytes;

/** Bytes that come close to RTCP: well-formed headers around any content, and well-formed messages with a few bytes changed. */
final class RtcpBytes {
    private static final List<String> VECTORS = List.of(
            RtcpVectors.NACK,
            RtcpVectors.PLI,
            RtcpVectors.FIR,
            RtcpVectors.REMB,
            RtcpVectors.FEEDBACK_VECTOR,
            RtcpVectors.FEEDBACK_RUN,
            RtcpVectors.SR,
            RtcpVectors.RR,
            RtcpVectors.SDES,
            RtcpVectors.BYE,
            RtcpVectors.RRTR);

    private RtcpBytes() {}

    static Arbitrary<byte[]> any() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                element().list().ofMaxSize(5).map(RtcpBytes::concatenated),
                damaged());
    }

    /** An element with a true length, of a type that somebody here reads. */
    private static Arbitrary<byte[]> element() {
        final Arbitrary<Integer> first = Arbitraries.of(0x80, 0x81, 0x82, 0x84, 0x8f, 0x9f, 0xa1, 0xaf);
        final Arbitrary<byte[]> content = Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.bytes()),
                        Tuple.of(2, Arbitraries.of((byte) 0, (byte) 1, (byte) 0xff, (byte) 0x20)))
                .array(byte[].class)
                .ofMaxSize(80);
        return Combinators.combine(first, Arbitraries.integers().between(199, 208), content)
                .as(RtcpBytes::element);
    }

    private static byte[] element(final int first, final int packetType, final byte[] content) {
        final int words = content.length / 4;
        final byte[] element = new byte[4 + 4 * words];
        element[0] = (byte) first;
        element[1] = (byte) packetType;
        element[3] = (byte) words;
        System.arraycopy(content, 0, element, 4, 4 * words);
        return element;
    }

    private static Arbitrary<byte[]> damaged() {
        final Arbitrary<byte[]> compound = Arbitraries.of(VECTORS)
                .map(HexBytes::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(RtcpBytes::concatenated);
        return Combinators.combine(
                        compound,
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, 400))
                .as((bytes, at, value, otherAt, otherValue, cut) -> {
                    bytes[at % bytes.length] = value;
                    bytes[otherAt % bytes.length] = otherValue;
                    return cut < bytes.length ? Arrays.copyOf(bytes, cut) : bytes;
                });
    }

    private static byte[] concatenated(final List<byte[]> parts) {
        final byte[] all = new byte[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (final byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
