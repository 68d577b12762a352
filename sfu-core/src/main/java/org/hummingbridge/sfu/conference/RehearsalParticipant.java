/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hummingbridge.sfu.codec.Vp8Frame;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.net.HandLoop;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/**
 * A client of a {@link RehearsalCall}: makes packets when asked, repeats the one that it kept back, decrypts what it is sent, and
 * gives the feedback of a browser.
 */
final class RehearsalParticipant implements TransportListener, LoopTask {
    private static final List<MediaDescription> MEDIAS = List.of(CallParts.AUDIO, CallParts.VIDEO_WITH_RTX);
    private static final int ARENA_SLOTS = 64;
    private static final int PORT = 40_000;
    private static final int SAMPLES = 960;
    private static final int VIDEO_TICKS = 3000;
    private static final int LEVEL = 30;
    private static final int NONE = -1;

    private final HandLoop loop;
    private final Path path;
    private final ClientEnd end;
    private final String id;
    private final int ssrc;
    private final Vp8Frame frame = new Vp8Frame(1, 1280, 720, 0);
    private final ExtensionWriter extensions = new ExtensionWriter();
    private final RehearsalReception reception;
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpReader reader = new RtcpReader();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final Nack nack = new Nack();
    private final byte[] rtcp = new byte[EndpointTransport.MAX_RTCP_BYTES];
    private final byte[] payload = new byte[PacketBuffer.CAPACITY];

    /** With room for the OSN between header and payload. */
    private final byte[] lost = new byte[PacketBuffer.CAPACITY];

    private int lostSequence = NONE;
    private int lostPayloadBytes;
    private int audioPackets;
    private int videoPackets;
    private int frames;
    private int transportSequence;
    private int repairs;
    private boolean keyWanted = true;

    /** @param lossy whether some of the video that comes is taken for lost, and asked for again */
    RehearsalParticipant(
            final int place,
            final boolean lossy,
            final Function<IceRoutes, EndpointParts> parts,
            final long startNanos) {
        final IceRoutes routes = new IceRoutes(place);
        this.id = "p" + place;
        this.ssrc = RehearsalReception.ssrc(place);
        this.reception = new RehearsalReception(ssrc, lossy);
        this.loop =
                new HandLoop(new InetSocketAddress("198.51.100." + (2 + place), PORT), routes, ARENA_SLOTS, startNanos);
        this.path = Path.of(0, loop.local());
        this.end = new ClientEnd(id, loop, parts.apply(routes), this);
        loop.add(this);
    }

    void join(final ConferenceControl conference) {
        end.joinWithoutHandshake(
                conference,
                new EndpointDescription(id, null, false, Set.of(), false, IceRole.CONTROLLING, MEDIAS, sources()));
    }

    private List<SourceDescription> sources() {
        final int video = ssrc + RehearsalReception.VIDEO;
        final int rtx = ssrc + RehearsalReception.RTX;
        return List.of(
                new SourceDescription(id + "-a0", MediaType.AUDIO, null, List.of(ssrc), List.of()),
                new SourceDescription(
                        id + "-v0",
                        MediaType.VIDEO,
                        "camera",
                        List.of(video, rtx),
                        List.of(new SourceDescription.SsrcGroup("FID", List.of(video, rtx)))));
    }

    HandLoop loop() {
        return loop;
    }

    /** As the bridge sees it. */
    Path path() {
        return path;
    }

    String id() {
        return id;
    }

    EndpointTransport transport() {
        return end.transport();
    }

    RehearsalReception reception() {
        return reception;
    }

    /** Whether the bridge has asked for a key frame that was not begun yet. */
    boolean keyWanted() {
        return keyWanted;
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
        beginVideo(first, last, out);
        extensions.begin(out, 0, false);
        return protect(payloadBytes, out);
    }

    /** Makes a packet inside of a frame that gets lost on its way to the bridge; sent again when the bridge asks. */
    void loseVideo(final int payloadBytes) {
        beginVideo(false, false, lost);
        System.arraycopy(payload, 0, lost, RtpHeader.FIXED_BYTES + RtxPayload.OSN_BYTES, Vp8Frame.DESCRIPTOR_BYTES);
        lostSequence = RtpHeader.sequence(lost, 0);
        lostPayloadBytes = payloadBytes;
    }

    private void beginVideo(final boolean first, final boolean last, final byte[] out) {
        if (first) {
            frame.next(keyWanted);
            keyWanted = false;
            frames++;
        }
        frame.write(payload, 0, first);
        FreshHeader.write(CallParts.VP8, videoPackets, frames * VIDEO_TICKS, ssrc + RehearsalReception.VIDEO, out);
        RtpHeader.marker(out, 0, last);
        videoPackets++;
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
        reception.onRtp(plain, now);
        plain.release();
    }

    @Override
    public void onRtcp(final PacketBuffer plain, final long now) {
        reader.start(plain.bytes(), plain.offset(), plain.length());
        while (reader.next()) {
            keyWanted |= pictureLoss.read(reader);
            if (nack.read(reader)) {
                while (nack.next()) {
                    repair(nack.sequence());
                }
            }
        }
        plain.release();
    }

    /** RFC 4588 §4. */
    private void repair(final int sequence) {
        if (sequence != lostSequence) {
            return;
        }
        RtpHeader.payloadType(lost, 0, CallParts.RTX);
        RtpHeader.sequence(lost, 0, repairs++);
        RtpHeader.ssrc(lost, 0, ssrc + RehearsalReception.RTX);
        RtxPayload.originalSequence(lost, RtpHeader.FIXED_BYTES, sequence);
        end.sendRtp(lost, RtpHeader.FIXED_BYTES, RtxPayload.OSN_BYTES + lostPayloadBytes);
        lostSequence = NONE;
    }

    @Override
    public void onTick(final long now) {
        end.transport().onTick(now);
        writer.begin(rtcp, 0, rtcp.length);
        reception.writeFeedback(writer, now);
        if (!writer.isEmpty()) {
            end.transport().sendRtcp(rtcp, 0, writer.length());
        }
    }

    void close() {
        end.transport().close();
        loop.remove(this);
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
