/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoCodec;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.fuzz.AbstractFuzzTest;
import org.hummingbridge.sfu.fuzz.FuzzInput;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.speech.AudioGate;
import org.hummingbridge.sfu.speech.LoudestSources;
import org.hummingbridge.sfu.speech.Speaker;
import org.hummingbridge.sfu.speech.SpeakerIdentification;
import org.hummingbridge.sfu.speech.SpeechSettings;

/**
 * Somebody with keys sends any packets of a video source, its retransmissions and an audio source, and a receiver asks for any of
 * them again. What comes out is always RTP, never much longer than what came in, and no packet is kept for ever.
 */
public class RtpFuzzTest extends AbstractFuzzTest {
    private static final int MAX_BYTES = 4096;
    private static final int MAX_PACKET_BYTES = 1500;
    private static final int MAX_GROWTH_BYTES = 202;
    private static final int SSRC = 0x22222222;
    private static final int RTX_SSRC = 0x33333333;
    private static final int AUDIO_SSRC = 0x44444444;
    private static final long MILLI = 1_000_000;

    private static final PacketArena ARENA = new PacketArena(4096);

    private final Counters counters = new Counters();
    private final Downlink downlink = new Downlink();
    private final SourceReceiver video =
            new SourceReceiver(SSRC, RTX_SSRC, ReceivedPayloadTypes.of(TestMedia.video()), counters);
    private final SourceReceiver audio =
            new SourceReceiver(AUDIO_SSRC, null, ReceivedPayloadTypes.of(TestMedia.audio()), counters);
    private final VideoForwarder videoOut = new VideoForwarder(
            List.of(video.history()),
            PayloadTypeMap.of(TestMedia.video(), TestMedia.video()),
            ExtensionMap.of(TestMedia.video(), TestMedia.video()));
    private final AudioForwarder audioOut = new AudioForwarder(
            PayloadTypeMap.of(TestMedia.audio(), TestMedia.audio()),
            ExtensionMap.of(TestMedia.audio(), TestMedia.audio()),
            audio.history());
    private final VideoPacketReader marks = new VideoPacketReader();
    private final VideoPacket mark = new VideoPacket();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private final OutgoingStream stream = new OutgoingStream(SSRC, RTX_SSRC, null, downlink, random);
    private final TransportArrivals arrivals = new TransportArrivals();
    private final SpeakerIdentification speakers = new SpeakerIdentification(SpeechSettings.defaults());
    private final Speaker speaker = speakers.join("p");
    private final AudioGate gate =
            new AudioGate(SpeechSettings.defaults(), speakers, new LoudestSources(SpeechSettings.defaults(), speakers));
    private final RtcpWriter rtcp = new RtcpWriter();
    private final byte[] out = new byte[PacketBuffer.CAPACITY];
    private long now = Long.MAX_VALUE - 100 * MILLI;

    public RtpFuzzTest() {
        super("rtp", MAX_BYTES, RtpFuzzTest::fuzzerTestOneInput);
        videoOut.attach(stream);
        videoOut.target(LayerId.of(0, 7, 7), 0);
        audioOut.attach(new OutgoingStream(AUDIO_SSRC, null, null, downlink, random));
    }

    public static void fuzzerTestOneInput(final byte[] bytes) {
        new RtpFuzzTest().run(new FuzzInput(bytes));
    }

    private void run(final FuzzInput input) {
        while (input.hasMore()) {
            final int kind = input.u8();
            now += (kind >> 3) * MILLI;
            if ((kind & 7) == 7) {
                askAgain(input.u8() << 8 | input.u8());
            } else {
                receive(kind & 7, input.slice());
            }
            tick();
        }
        video.close();
        audio.close();
        check(ARENA.inUse() == 0, "nothing is kept");
    }

    /** @param kind as it is, or made to be a packet of ours: video, its retransmission, audio */
    private void receive(final int kind, final byte[] bytes) {
        if (bytes.length > MAX_PACKET_BYTES) {
            return;
        }
        final PacketBuffer packet = ARENA.acquire();
        System.arraycopy(bytes, 0, packet.bytes(), packet.offset(), bytes.length);
        packet.length(bytes.length);
        packet.arrivalNanos(now);
        if (kind > 0 && bytes.length >= RtpHeader.FIXED_BYTES) {
            packet.bytes()[packet.offset()] = (byte) (0x80 | (bytes[0] & 0x3f));
            RtpHeader.ssrc(packet.bytes(), packet.offset(), kind < 3 ? SSRC : kind < 5 ? RTX_SSRC : AUDIO_SSRC);
            if ((kind & 1) == 1) {
                final int type = kind < 3 ? TestMedia.VP8 : kind < 5 ? TestMedia.VP8_RTX : TestMedia.OPUS;
                RtpHeader.payloadType(packet.bytes(), packet.offset(), type);
            }
        }
        if (RtpHeader.isValid(packet.bytes(), packet.offset(), packet.length())) {
            route(packet);
        }
        packet.release();
    }

    private void route(final PacketBuffer packet) {
        final byte[] bytes = packet.bytes();
        final int at = ExtensionReader.find(bytes, packet.offset(), 5);
        if (at >= 0 && ExtensionReader.dataLength(bytes, packet.offset(), at) == TransportSequence.BYTES) {
            arrivals.onPacket(
                    TransportSequence.read(bytes, at),
                    RtpHeader.ssrc(bytes, packet.offset()),
                    RtpHeader.marker(bytes, packet.offset()),
                    now);
        }
        if (RtpHeader.ssrc(bytes, packet.offset()) != AUDIO_SSRC) {
            if (video.onPacket(packet, now) == null) {
                forwardVideo(packet);
            }
        } else if (audio.onPacket(packet, now) == null) {
            forwardAudio(packet);
        }
    }

    private void forwardAudio(final PacketBuffer packet) {
        final int at = ExtensionReader.find(packet.bytes(), packet.offset(), 1);
        final int level = at < 0 ? AudioGate.NO_LEVEL : AudioLevel.level(packet.bytes()[at]);
        switch (gate.onPacket(RtpHeader.sequence(packet.bytes(), packet.offset()), speaker, level, now)) {
            case FORWARD -> forward(packet, audioOut.writeHeader(packet, now, out, 0));
            case RESUME -> {
                audioOut.rejoin();
                forward(packet, audioOut.writeHeader(packet, now, out, 0));
            }
            case SILENT, NOT_LOUDEST, LATE -> {}
        }
    }

    private void forwardVideo(final PacketBuffer packet) {
        final byte[] bytes = packet.bytes();
        // Dependency descriptors come with any codec.
        if (marks.read(bytes, packet.offset(), packet.length(), VideoCodec.VP8, 11, mark) == null) {
            forward(packet, videoOut.write(0, mark, packet, now, out, 0));
        }
    }

    private void forward(final PacketBuffer packet, final int header) {
        if (header >= 0) {
            check(RtpHeader.isValid(out, 0, header), "a whole header");
            check(!RtpHeader.hasPadding(out, 0), "no padding");
            check(header <= packet.length() + MAX_GROWTH_BYTES, "not much longer");
        }
    }

    private void askAgain(final int sequence) {
        final int length = stream.retransmit(sequence, now, out, 0);
        if (length >= 0) {
            check(RtpHeader.isValid(out, 0, length), "a whole packet");
            check(RtpHeader.ssrc(out, 0) == RTX_SSRC, "on its own SSRC");
        }
    }

    private void tick() {
        video.onTick(now);
        audio.onTick(now);
        speakers.onTick(now);
        for (int i = 0; i < 10; i++) {
            rtcp.begin(out, 0, 1200);
            final boolean done = video.writeFeedback(rtcp, 1, false, now)
                    & audio.writeFeedback(rtcp, 1, false, now)
                    & arrivals.writeFeedback(rtcp, 1, now);
            if (done) {
                return;
            }
        }
        throw new AssertionError("feedback without end");
    }

    private static void check(final boolean promise, final String name) {
        if (!promise) {
            throw new AssertionError(name);
        }
    }
}
