/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.hummingbridge.bench.media.Vp8Frame;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.media.MediaDescription;
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
    private static final List<MediaDescription> MEDIAS = List.of(CallParts.AUDIO, CallParts.VIDEO);
    private static final int ARENA_SLOTS = 64;
    private static final int PORT = 40_000;
    private static final int FIRST_SSRC = 100_000;
    private static final int VIDEO = 10;
    private static final int SAMPLES = 960;
    private static final int VIDEO_TICKS = 3000;
    private static final int LEVEL = 30;

    private final HandLoop loop;
    private final Path path;
    private final ClientEnd end;
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
        this.end = new ClientEnd(id, loop, FanOutCall.parts(routes), this);
        loop.add(this);
    }

    void join(final ConferenceControl conference) {
        end.join(
                conference,
                new EndpointDescription(id, null, false, Set.of(), false, IceRole.CONTROLLING, MEDIAS, sources()));
    }

    private List<SourceDescription> sources() {
        return List.of(
                new SourceDescription(id + "-a0", MediaType.AUDIO, null, List.of(ssrc), List.of()),
                new SourceDescription(id + "-v0", MediaType.VIDEO, "camera", List.of(ssrc + VIDEO), List.of()));
    }

    HandLoop loop() {
        return loop;
    }

    /** As the bridge sees it. */
    Path path() {
        return path;
    }

    boolean isReady() {
        return end.transport().isReady();
    }

    /** RTP packets that came and were authentic. */
    long received() {
        return received;
    }

    /** Writes a protected packet of Opus; returns its length. */
    int audio(final int payloadBytes, final byte[] out) {
        FreshHeader.write(CallParts.OPUS, audioPackets, audioPackets * SAMPLES, ssrc, out);
        extensions.begin(out, 0, false);
        out[extensions.reserve(CallParts.AUDIO_LEVEL_ID, AudioLevel.BYTES)] = AudioLevel.of(LEVEL, true);
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
        FreshHeader.write(CallParts.VP8, videoPackets, frames * VIDEO_TICKS, ssrc + VIDEO, out);
        RtpHeader.marker(out, 0, last);
        extensions.begin(out, 0, false);
        videoPackets++;
        return protect(payloadBytes, out);
    }

    private int protect(final int payloadBytes, final byte[] out) {
        TransportSequence.write(
                out,
                extensions.reserve(CallParts.TRANSPORT_CC_ID, TransportSequence.BYTES),
                transportSequence++ & 0xffff);
        final int length = end.srtp().protectRtp(out, 0, extensions.end(), payload, 0, payloadBytes);
        if (length < 0 || length > out.length - ClientEnd.TAG_BYTES) {
            throw new IllegalStateException("a packet could not be protected: " + length);
        }
        return length;
    }

    @Override
    public void onRtp(final PacketBuffer plain, final long now) {
        received++;
        final int at = ExtensionReader.find(plain.bytes(), plain.offset(), CallParts.TRANSPORT_CC_ID);
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
        end.transport().onTick(now);
        writer.begin(rtcp, 0, rtcp.length);
        arrivals.writeFeedback(writer, ssrc, now);
        if (!writer.isEmpty()) {
            end.transport().sendRtcp(rtcp, 0, writer.length());
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
