/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.forward.AudioForwarder;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.forward.ExtensionMap;
import org.hummingbridge.sfu.forward.OutgoingStream;
import org.hummingbridge.sfu.forward.PayloadTypeMap;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** One receiver's header of a shared audio packet with level and transport sequence: what forwarding costs but for encryption. */
public class HeaderRewriteBenchmark extends PerPacketBenchmark {
    private static final int SSRC = 0x1234_5678;
    private static final int OPUS = 111;
    private static final int PAYLOAD_BYTES = 80;

    private final MediaDescription media = new MediaDescription(
            MediaType.AUDIO,
            List.of(new PayloadType(OPUS, "opus", 48_000, 2, Map.of(), Set.of("transport-cc"))),
            List.of(
                    new HeaderExtension(1, "urn:ietf:params:rtp-hdrext:ssrc-audio-level"),
                    new HeaderExtension(
                            5, "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01")),
            false);
    private final AudioForwarder forwarder =
            new AudioForwarder(PayloadTypeMap.of(media, media), ExtensionMap.of(media, media), new PacketHistory());
    private final PacketArena arena = new PacketArena(1);
    private final PacketBuffer plain = Objects.requireNonNull(arena.acquire());
    private final byte[] out = new byte[PacketBuffer.CAPACITY];
    private int sequence;

    @Setup
    public void setUp() {
        final byte[] bytes = plain.bytes();
        final int offset = plain.offset();
        bytes[offset] = (byte) 0x80;
        final ExtensionWriter writer = new ExtensionWriter();
        writer.begin(bytes, offset, false);
        writer.reserve(1, 1);
        writer.reserve(5, 2);
        RtpHeader.payloadType(bytes, offset, OPUS);
        RtpHeader.ssrc(bytes, offset, SSRC);
        plain.length(writer.end() + PAYLOAD_BYTES);
        forwarder.attach(new OutgoingStream(SSRC, null, null, new Downlink(), new SplittableRandom(1)));
    }

    @Benchmark
    public int rewrite() {
        RtpHeader.sequence(plain.bytes(), plain.offset(), sequence++ & 0xffff);
        return forwarder.writeHeader(plain, 0, out, 0);
    }
}
