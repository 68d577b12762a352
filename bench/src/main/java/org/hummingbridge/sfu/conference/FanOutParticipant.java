/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.hummingbridge.bench.media.Vp8Frame;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.net.HandLoop;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/** A client of a {@link FanOutCall}: makes packets when asked, decrypts what it is sent, and gives the feedback of a browser. */
final class FanOutParticipant implements TransportListener, LoopTask {
    private static final int ARENA_SLOTS = 64;
    private static final int PORT = 40_000;
    private static final int FIRST_SSRC = 100_000;
    private static final int VIDEO = 10;
    private static final int SAMPLES = 960;
    private static final int VIDEO_TICKS = 3000;
    private static final int LEVEL = 30;
    private static final int MAX_SRTP_TRAILER = 16;

    private final HandLoop loop;
    private final Path path;
    private final EndpointTransport transport;
    private final String id;
    private final int ssrc;
    private final Vp8Frame frame = new Vp8Frame(1, 1280, 720, 0);
    private final ExtensionWriter extensions = new ExtensionWriter();
    private final TransportArrivals arrivals = new TransportArrivals();
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpReader reader = new RtcpReader();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final byte[] rtcp = new byte[EndpointTransport.MAX_RTCP_BYTES];
    private final byte[] payload = new byte[PacketBuffer.CAPACITY];
    private int audioPackets;
    private int videoPackets;
    private int frames;
    private int transportSequence;
    private boolean keyWanted = true;
    private long received;

    FanOutParticipant(final int place, final long startNanos) {
        final IceRoutes routes = new IceRoutes(place);
        this.id = "p" + place;
        this.ssrc = FIRST_SSRC + 100 * place;
        this.loop =
                new HandLoop(new InetSocketAddress("198.51.100." + (2 + place), PORT), routes, ARENA_SLOTS, startNanos);
        this.path = Path.of(0, loop.local());
        final EndpointParts parts = FanOutCall.parts(routes);
        this.transport = new EndpointTransport(
                id, loop, IceRole.CONTROLLED, parts, parts.certificates().certificate(), this);
        loop.add(this);
    }

    void join(final ConferenceControl conference) {
        final LocalTransport bridge = conference.createEndpoint(new EndpointDescription(
                id, null, false, Set.of(), false, IceRole.CONTROLLING, FanOutCall.MEDIAS, sources()));
        transport.update(remote(bridge, DtlsSetup.PASSIVE), loop.nowNanos());
        conference.updateTransport(id, remote(transport.description(), DtlsSetup.ACTIVE));
    }

    private List<SourceDescription> sources() {
        return List.of(
                new SourceDescription(id + "-a0", MediaType.AUDIO, null, List.of(ssrc), List.of()),
                new SourceDescription(id + "-v0", MediaType.VIDEO, "camera", List.of(ssrc + VIDEO), List.of()));
    }

    private static RemoteTransport remote(final LocalTransport other, final DtlsSetup setup) {
        return new RemoteTransport(
                other.credentials(),
                other.candidates().stream()
                        .map(c -> new RemoteCandidate(c.type(), c.address(), c.foundation(), c.priority()))
                        .toList(),
                List.of(other.fingerprint()),
                setup,
                0);
    }

    HandLoop loop() {
        return loop;
    }

    /** As the bridge sees it. */
    Path path() {
        return path;
    }

    boolean isReady() {
        return transport.isReady();
    }

    /** RTP packets that came and were authentic. */
    long received() {
        return received;
    }

    /** Writes a protected packet of Opus; returns its length. */
    int audio(final int payloadBytes, final byte[] out) {
        header(FanOutCall.OPUS, ssrc, audioPackets, audioPackets * SAMPLES, out);
        extensions.begin(out, 0, false);
        out[extensions.reserve(FanOutCall.AUDIO_LEVEL_ID, AudioLevel.BYTES)] = AudioLevel.of(LEVEL, true);
        audioPackets++;
        return protect(payloadBytes, out);
    }

    /** Writes a protected packet of VP8; returns its length. */
    int video(final boolean first, final boolean last, final int payloadBytes, final byte[] out) {
        if (first) {
            frame.next(keyWanted);
            keyWanted = false;
            frames++;
        }
        frame.write(payload, 0, first);
        header(FanOutCall.VP8, ssrc + VIDEO, videoPackets, frames * VIDEO_TICKS, out);
        RtpHeader.marker(out, 0, last);
        extensions.begin(out, 0, false);
        videoPackets++;
        return protect(payloadBytes, out);
    }

    private static void header(
            final int payloadType, final int of, final int sequence, final int timestamp, final byte[] out) {
        out[0] = (byte) 0x80;
        out[1] = 0;
        RtpHeader.payloadType(out, 0, payloadType);
        RtpHeader.sequence(out, 0, sequence & 0xffff);
        RtpHeader.timestamp(out, 0, timestamp);
        RtpHeader.ssrc(out, 0, of);
    }

    private int protect(final int payloadBytes, final byte[] out) {
        TransportSequence.write(
                out,
                extensions.reserve(FanOutCall.TRANSPORT_CC_ID, TransportSequence.BYTES),
                transportSequence++ & 0xffff);
        final int length = requireNonNull(transport.sealing(), "no keys yet")
                .srtp()
                .protectRtp(out, 0, extensions.end(), payload, 0, payloadBytes);
        if (length < 0 || length > out.length - MAX_SRTP_TRAILER) {
            throw new IllegalStateException("a packet could not be protected: " + length);
        }
        return length;
    }

    @Override
    public void onRtp(final PacketBuffer plain, final long now) {
        received++;
        final int at = ExtensionReader.find(plain.bytes(), plain.offset(), FanOutCall.TRANSPORT_CC_ID);
        if (at >= 0) {
            arrivals.onPacket(
                    TransportSequence.read(plain.bytes(), at),
                    RtpHeader.ssrc(plain.bytes(), plain.offset()),
                    false,
                    now);
        }
        plain.release();
    }

    @Override
    public void onRtcp(final PacketBuffer plain, final long now) {
        reader.start(plain.bytes(), plain.offset(), plain.length());
        while (reader.next()) {
            keyWanted |= pictureLoss.read(reader);
        }
        plain.release();
    }

    @Override
    public void onTick(final long now) {
        transport.onTick(now);
        writer.begin(rtcp, 0, rtcp.length);
        arrivals.writeFeedback(writer, ssrc, now);
        if (!writer.isEmpty()) {
            transport.sendRtcp(rtcp, 0, writer.length());
        }
    }

    @Override
    public void onHeard(final long now) {}

    @Override
    public void onApplicationData(final byte[] bytes, final int offset, final int length, final long now) {}

    /** It is asked at every tick anyway. */
    @Override
    public void onDue(final long nanos) {}

    @Override
    public void onReady(final long now) {}
}
