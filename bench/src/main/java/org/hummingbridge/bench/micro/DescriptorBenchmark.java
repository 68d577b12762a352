/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import java.util.HexFormat;
import java.util.List;
import org.hummingbridge.sfu.codec.VideoCodec;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Reading what a video packet says about its frame, once for all receivers: a key frame's first packet and three later ones. */
public class DescriptorBenchmark extends PerPacketBenchmark {
    private static final int EXTENSION = 11;
    private static final int PACKETS = 4;
    private static final int PAYLOAD_BYTES = 1000;

    /** Of an L3T3_KEY stream: the frame that brings the template structure, and one that refers to it. */
    private static final String STRUCTURE =
            "8f008581e81485214eaaaaa8000600004000100002aa80a8000600004000100002a000a800060000400016d5"
                    + "49241b5524906d54923157e001974ca864330e222396eca8655304224390eca87753013f00b3027f016704ff02cf";

    private static final String REFERRING = "c203ce581d30100000";

    @Param({"VP8", "VP9", "AV1", "H264"})
    public VideoCodec codec = VideoCodec.VP8;

    private final VideoPacketReader reader = new VideoPacketReader();
    private final VideoPacket packet = new VideoPacket();
    private final byte[][] packets = new byte[PACKETS][];
    private int sequence;

    @Setup
    public void make() {
        // Heads of payloads (RFC 7741, RFC 9628, the AV1 payload's aggregation header, RFC 6184), and descriptors.
        final List<String> first = switch (codec) {
            case VP9 -> List.of("aa802a000550014000b402800168050002d0", "");
            case AV1 -> List.of("08", STRUCTURE);
            case H264 -> List.of("7800046742c01f000268ce", "");
            case VP8, OTHER -> List.of("90e0923456631002009d012a0005d002", "");
        };
        final List<String> later = switch (codec) {
            case VP9 -> List.of("a8802a0005", "");
            case AV1 -> List.of("10", REFERRING);
            case H264 -> List.of("7c01", "");
            case VP8, OTHER -> List.of("80e092345663", "");
        };
        for (int i = 0; i < PACKETS; i++) {
            packets[i] = rtp(i == 0 ? first : later);
        }
    }

    private static byte[] rtp(final List<String> headAndDescriptor) {
        final byte[] head = HexFormat.of().parseHex(headAndDescriptor.getFirst());
        final byte[] descriptor = HexFormat.of().parseHex(headAndDescriptor.getLast());
        final byte[] rtp = new byte[RtpHeader.FIXED_BYTES + ExtensionWriter.MAX_BLOCK_BYTES + PAYLOAD_BYTES];
        rtp[0] = (byte) 0x80;
        final ExtensionWriter writer = new ExtensionWriter();
        writer.begin(rtp, 0, true);
        if (descriptor.length > 0 && !writer.add(EXTENSION, descriptor, 0, descriptor.length)) {
            throw new IllegalStateException("no room for the descriptor");
        }
        System.arraycopy(head, 0, rtp, writer.end(), head.length);
        return rtp;
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public int read() {
        int sum = 0;
        for (final byte[] rtp : packets) {
            RtpHeader.sequence(rtp, 0, sequence++ & 0xffff);
            if (reader.read(rtp, 0, rtp.length, codec, EXTENSION, packet) != null) {
                throw new IllegalStateException("a packet of " + codec + " was refused");
            }
            sum += packet.frameId();
        }
        return sum;
    }
}
