/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.rtcp.ExtendedReport;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.hummingbridge.sfu.simulation.SimulatedLoop;

/** A client of a {@link SimulatedCall}: sends numbered video, repeats what it is asked for, asks for what it lacks. */
final class SimulatedParticipant implements TransportListener, LoopTask {
    static final int VIDEO_PAYLOAD_BYTES = 1000;

    private static final int ARENA_SLOTS = 1024;

    /** So many SSRCs are each one's own: video in pairs with its RTX from the first on, and audio. */
    private static final int SSRCS = 1000;

    private static final int AUDIO = 10;

    /** Four packets every 40 ms: 25 frames per second, 800 kbit/s. */
    private static final Duration FRAME_INTERVAL = Duration.ofMillis(40);

    private static final int PACKETS_PER_FRAME = 4;

    private final SimulatedCall call;
    private final String id;
    private final int ssrc;
    private final SimulatedLoop loop;
    private final ClientEnd end;
    private final SimulatedChannel channel;
    private final SimulatedReception reception;
    private final SimulatedSound sound;
    private final List<SimulatedVideo> encodings = new ArrayList<>();
    private final BitSet stopped = new BitSet();
    private final byte[] scratch = new byte[PacketBuffer.CAPACITY];
    private final byte[] rtcp = new byte[EndpointTransport.MAX_RTCP_BYTES];
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpReader reader = new RtcpReader();
    private final ExtendedReport extendedReport = new ExtendedReport();
    private final List<byte[]> extendedReports = new ArrayList<>();
    private final Nack nack = new Nack();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final SenderReport senderReport = new SenderReport();
    private List<MediaDescription> medias = SimulatedCall.medias();
    private Set<String> capabilities = Set.of();
    private int rtxSent;
    private int keyframesAsked;
    private int senderReports;
    private boolean sending;

    SimulatedParticipant(final SimulatedCall call, final String id, final int host) {
        this.call = call;
        this.id = id;
        this.ssrc = host * SSRCS;
        final IceRoutes routes = new IceRoutes(host);
        final InetSocketAddress address =
                new InetSocketAddress("198.51." + (101 + host / 250) + '.' + (1 + host % 250), 40_000);
        this.loop = new SimulatedLoop(call.network(), address, routes, ARENA_SLOTS);
        this.end = new ClientEnd(id, loop, SimulatedCall.clientParts(routes), this);
        this.channel = new SimulatedChannel(end.transport(), host);
        this.reception = new SimulatedReception(loop.counters());
        this.sound = new SimulatedSound(ssrc + AUDIO);
        simulcast(180);
        loop.add(this);
    }

    /** The first SSRC of the one whose SSRC this is. */
    static int senderOf(final int anySsrc) {
        return anySsrc / SSRCS * SSRCS;
    }

    /** Has its SSRCs rewritten; to be said before joining. */
    void rewritesSsrcs() {
        capabilities = Set.of("ssrc-rewriting");
    }

    /** Negotiates these instead of what everybody does; to be said before joining. */
    void negotiates(final List<MediaDescription> newMedias) {
        medias = newMedias;
    }

    /** Sends an encoding of each of these heights, from low to high; to be said before joining. */
    void simulcast(final int... heights) {
        encodings.clear();
        for (int i = 0; i < heights.length; i++) {
            encodings.add(new SimulatedVideo(ssrc + 2 * i, i, heights[i]));
        }
    }

    void join(final boolean visitor) {
        end.join(
                call.conference(),
                new EndpointDescription(id, null, visitor, capabilities, true, IceRole.CONTROLLING, medias, List.of()));
        call.conference().replaceSources(id, sources());
    }

    void restart() {
        end.restart(call.conference());
    }

    String id() {
        return id;
    }

    int ssrc() {
        return ssrc;
    }

    boolean isReady() {
        return transport().isReady();
    }

    EndpointTransport transport() {
        return end.transport();
    }

    SimulatedLoop loop() {
        return loop;
    }

    SimulatedChannel channel() {
        return channel;
    }

    /** What came. */
    SimulatedReception reception() {
        return reception;
    }

    /** How many different packets of {@code sender}'s lowest encoding arrived or were recovered. */
    int receivedFrom(final SimulatedParticipant sender) {
        return receivedFrom(sender, 0);
    }

    /** How many different packets of one of {@code sender}'s encodings arrived or were recovered. */
    int receivedFrom(final SimulatedParticipant sender, final int encoding) {
        return reception.videoOn(sender.ssrc + 2 * encoding);
    }

    /** Sequence numbers of the audio that arrived from {@code sender}, in order of arrival. */
    List<Integer> audioFrom(final SimulatedParticipant sender) {
        return reception.audioOf(sender.ssrc);
    }

    /** Packets that it asked for again. */
    long nacksSent() {
        return loop.counters().get(Counter.NACKS_SENT);
    }

    List<SourceDescription> sources() {
        final List<Integer> all = new ArrayList<>();
        final List<Integer> primaries = new ArrayList<>();
        final List<SourceDescription.SsrcGroup> groups = new ArrayList<>();
        for (final SimulatedVideo encoding : encodings) {
            all.addAll(List.of(encoding.ssrc(), encoding.ssrc() + 1));
            primaries.add(encoding.ssrc());
            groups.add(new SourceDescription.SsrcGroup("FID", List.of(encoding.ssrc(), encoding.ssrc() + 1)));
        }
        if (primaries.size() > 1) {
            groups.add(new SourceDescription.SsrcGroup("SIM", primaries));
        }
        return List.of(new SourceDescription(id + "-v0", MediaType.VIDEO, "camera", all, groups));
    }

    /** What it also sends if a test wants to hear it. */
    SourceDescription audioSource() {
        return new SourceDescription(id + "-a0", MediaType.AUDIO, null, List.of(sound.ssrc()), List.of());
    }

    /** One packet of 20 ms; a level of 127 is digital silence. */
    void sendAudio(final int level) {
        end.sendRtp(scratch, sound.write(level, scratch), SimulatedSound.PAYLOAD_BYTES);
    }

    /** One redundant packet that repeats the one before it (RFC 2198). */
    void sendRedundantAudio(final int red, final int opus) {
        end.sendRtp(scratch, sound.writeRedundant(red, opus, scratch), SimulatedSound.REDUNDANT_PAYLOAD_BYTES);
    }

    /** A packet of audio that the network loses. */
    void loseAudio() {
        sound.lose();
    }

    /** Packets of the lowest encoding that were sent. */
    int sent() {
        return encodings.getFirst().sent();
    }

    /** Reports of senders that came. */
    int senderReports() {
        return senderReports;
    }

    int keyframesAsked() {
        return keyframesAsked;
    }

    void startSending() {
        sending = true;
        call.network().after(FRAME_INTERVAL, this::sendFrame);
    }

    private void sendFrame() {
        if (sending) {
            for (int e = 0; e < encodings.size(); e++) {
                final int packets = encodings.size() == 1 ? PACKETS_PER_FRAME : 1 << e;
                for (int i = 0; i < packets && !stopped.get(e); i++) {
                    send(encodings.get(e), i == 0, i == packets - 1, VIDEO_PAYLOAD_BYTES);
                }
            }
            call.network().after(FRAME_INTERVAL, this::sendFrame);
        }
    }

    /** Sends frames of a packet so far apart, of one encoding a little behind the other, as of a screen that hardly moves. */
    void startShowingSlides(final Duration interval) {
        sending = true;
        for (int e = 0; e < encodings.size(); e++) {
            final SimulatedVideo encoding = encodings.get(e);
            call.network().after(FRAME_INTERVAL.multipliedBy(e + 1), () -> showSlide(encoding, interval));
        }
    }

    private void showSlide(final SimulatedVideo encoding, final Duration interval) {
        if (sending) {
            send(encoding, true, true, VIDEO_PAYLOAD_BYTES);
            call.network().after(interval, () -> showSlide(encoding, interval));
        }
    }

    private void send(final SimulatedVideo encoding, final boolean first, final boolean last, final int payloadBytes) {
        end.sendRtp(scratch, encoding.write(CallParts.VP8, first, last, scratch), payloadBytes);
    }

    /** Sends an encoding no more, or again, as a sender does that nobody wants it of. */
    void stopEncoding(final int encoding, final boolean stop) {
        stopped.set(encoding, stop);
    }

    void stopSending() {
        sending = false;
    }

    /** A frame of one video packet with a payload of any size. */
    void sendVideo(final int payloadBytes) {
        send(encodings.getFirst(), true, true, payloadBytes);
    }

    /** Protects and sends whatever it is given as RTP; the first {@code header} bytes stay in the clear. */
    void sendRtp(final byte[] plain, final int header) {
        end.sendRtp(plain, header, plain.length - header);
    }

    /** Protects and sends whatever it is given as RTCP. */
    void sendRtcp(final byte[] plain) {
        transport().sendRtcp(plain, 0, plain.length);
    }

    /** The extended reports of RTCP that it got, one by one. */
    List<byte[]> extendedReports() {
        return extendedReports;
    }

    /** The lowest encoding's packets and feedback for tests that bring them to the bridge themselves. */
    HandMadeDatagrams datagrams() {
        return new HandMadeDatagrams(end, encodings.getFirst());
    }

    private void sendRtx(final SimulatedVideo encoding, final int sequence) {
        if (encoding.again(CallParts.RTX, sequence, rtxSent, encoding.ssrc() + 1, scratch)) {
            RtxPayload.originalSequence(scratch, RtpHeader.FIXED_BYTES, sequence);
            end.sendRtp(scratch, RtpHeader.FIXED_BYTES, VIDEO_PAYLOAD_BYTES + RtxPayload.OSN_BYTES);
            rtxSent++;
        }
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
            if (extendedReport.read(reader)) {
                extendedReports.add(
                        Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.length()));
            }
            senderReports += senderReport.read(reader) ? 1 : 0;
            for (final SimulatedVideo encoding : encodings) {
                if (nack.read(reader) && nack.mediaSsrc() == encoding.ssrc()) {
                    while (nack.next()) {
                        sendRtx(encoding, nack.sequence());
                    }
                } else if (pictureLoss.read(reader) && pictureLoss.mediaSsrc() == encoding.ssrc()) {
                    keyframesAsked++;
                    encoding.wantKeyframe();
                }
            }
        }
        plain.release();
    }

    @Override
    public void onApplicationData(final byte[] bytes, final int offset, final int length, final long now) {
        channel.onPacket(bytes, offset, length, now);
    }

    @Override
    public void onHeard(final long now) {}

    @Override
    public void onReady(final long now) {}

    @Override
    public void onDue(final long nanos) {}

    @Override
    public void onTick(final long now) {
        transport().onTick(now);
        channel.onTick(now);
        writer.begin(rtcp, 0, rtcp.length);
        reception.onTick(writer, now);
        if (!writer.isEmpty()) {
            transport().sendRtcp(rtcp, 0, writer.length());
        }
    }

    void leave() {
        call.conference().expireEndpoint(id);
        close();
    }

    void close() {
        sending = false;
        transport().close();
        reception.close();
        loop.remove(this);
        loop.runSubmitted();
        loop.close();
    }
}
