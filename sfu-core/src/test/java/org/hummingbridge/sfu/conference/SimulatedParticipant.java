/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.sctp.DataChannelListener;
import org.hummingbridge.sfu.sctp.DataChannels;
import org.hummingbridge.sfu.simulation.SimulatedLoop;
import org.hummingbridge.sfu.srtp.SrtpSender;

/** A client of a {@link SimulatedCall}: sends numbered video, repeats what it is asked for, asks for what it lacks. */
final class SimulatedParticipant implements TransportListener, LoopTask {
    private static final int MAX_SRTCP_TRAILER = 20;
    private static final int ARENA_SLOTS = 1024;
    private static final int VIDEO_PAYLOAD_TYPE = 100;
    private static final int RTX_PAYLOAD_TYPE = 96;
    private static final int AUDIO_PAYLOAD_TYPE = 111;
    private static final int RED_PAYLOAD_TYPE = 112;
    private static final int AUDIO_LEVEL_ID = 1;
    private static final int TRANSPORT_CC_ID = 5;

    /** From the video's SSRC to the audio's. */
    private static final int AUDIO = 10;

    private static final int PAYLOAD_BYTES = 1000;

    /** Four packets every 40 ms: 25 frames per second, 800 kbit/s. */
    private static final Duration FRAME_INTERVAL = Duration.ofMillis(40);

    private static final int PACKETS_PER_FRAME = 4;

    private final SimulatedCall call;
    private final String id;
    private final int ssrc;
    private final SimulatedLoop loop;
    private final EndpointTransport transport;
    private final byte[] scratch = new byte[PacketBuffer.CAPACITY];
    private final byte[] rtcp = new byte[EndpointTransport.MAX_RTCP_BYTES];
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpReader reader = new RtcpReader();
    private final Nack nack = new Nack();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final Map<Integer, SourceReceiver> receivers = new HashMap<>();
    private final Map<Integer, BitSet> received = new HashMap<>();
    private final Map<Integer, List<Integer>> audio = new HashMap<>();
    private final ExtensionWriter extensions = new ExtensionWriter();
    private final TransportArrivals arrivals = new TransportArrivals();
    private final BitSet stopped = new BitSet();
    private final List<SimulatedVideo> encodings = new ArrayList<>();
    private List<MediaDescription> medias = SimulatedCall.medias();
    private Set<String> capabilities = Set.of();
    private final Map<Integer, Integer> packetsBySsrc = new HashMap<>();
    private final Set<Integer> audioTypes = new HashSet<>();
    private int lastAudioPayload;
    private int audioSent;
    private int rtxSent;
    private int keyframesAsked;
    private boolean sending;
    private final DataChannels channel;

    /** Lengths of the video packets that came, padding included, in order. */
    final List<Integer> videoLengths = new ArrayList<>();

    /** Text messages that came on the data channel, in order. */
    final List<String> texts = new ArrayList<>();

    SimulatedParticipant(final SimulatedCall call, final String id, final int host) {
        this.call = call;
        this.id = id;
        this.ssrc = host * 1000;
        final IceRoutes routes = new IceRoutes(host);
        final InetSocketAddress address =
                new InetSocketAddress("198.51." + (101 + host / 250) + '.' + (1 + host % 250), 40_000);
        this.loop = new SimulatedLoop(call.network(), address, routes, ARENA_SLOTS);
        final EndpointParts parts = SimulatedCall.clientParts(routes);
        this.transport = new EndpointTransport(
                "client " + id,
                loop,
                IceRole.CONTROLLED,
                parts,
                parts.certificates().certificate(),
                this);
        this.channel = new DataChannels(new ChannelEvents(), new SplittableRandom(host));
        simulcast(180);
        loop.add(this);
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

    /** Opens the data channel, as browsers do once DTLS is up. */
    void openChannel() {
        channel.open("JVB data channel", "http://jitsi.org/protocols/colibri", loop.nowNanos());
    }

    void sendText(final String text) {
        assertThat(channel.sendText(text.getBytes(UTF_8), loop.nowNanos())).isTrue();
    }

    private final class ChannelEvents implements DataChannelListener {
        @Override
        public void send(final byte[] packet, final int length) {
            transport.sendApplicationData(packet, length);
        }

        @Override
        public void channelOpened(final String label, final String protocol) {}

        @Override
        public void text(final byte[] utf8) {
            texts.add(new String(utf8, UTF_8));
        }

        @Override
        public void channelClosed() {}

        @Override
        public void associationClosed(final String reason) {}
    }

    void join(final boolean visitor) {
        final LocalTransport bridge = call.conference()
                .createEndpoint(new EndpointDescription(
                        id, null, visitor, capabilities, true, IceRole.CONTROLLING, medias, List.of()));
        final LocalTransport mine = transport.description();
        transport.update(remote(bridge, DtlsSetup.PASSIVE), loop.nowNanos());
        call.conference().updateTransport(id, remote(mine, DtlsSetup.ACTIVE));
        call.conference().replaceSources(id, sources());
    }

    /** What it also sends if a test wants to hear it. */
    SourceDescription audioSource() {
        return new SourceDescription(id + "-a0", MediaType.AUDIO, null, List.of(ssrc + AUDIO), List.of());
    }

    /** One packet of 20 ms; a level of 127 is digital silence. */
    void sendAudio(final int level) {
        writeHeader(AUDIO_PAYLOAD_TYPE, audioSent, ssrc + AUDIO, false);
        RtpHeader.timestamp(scratch, 0, audioSent * 960);
        audioSent++;
        extensions.begin(scratch, 0, false);
        scratch[extensions.reserve(AUDIO_LEVEL_ID, AudioLevel.BYTES)] = AudioLevel.of(level, level < 60);
        send(extensions.end(), 80);
    }

    /** One redundant packet that repeats the one before it (RFC 2198): 80 bytes each, no header extension. */
    void sendRedundantAudio(final int red, final int opus) {
        writeHeader(red, audioSent, ssrc + AUDIO, false);
        RtpHeader.timestamp(scratch, 0, audioSent * 960);
        audioSent++;
        final int header = 0x80 << 24 | opus << 24 | 960 << 10 | 80;
        for (int i = 0; i < 4; i++) {
            scratch[RtpHeader.FIXED_BYTES + i] = (byte) (header >>> 8 * (3 - i));
        }
        scratch[RtpHeader.FIXED_BYTES + 4] = (byte) opus;
        send(RtpHeader.FIXED_BYTES, 5 + 2 * 80);
    }

    /** A packet of audio that the network loses. */
    void loseAudio() {
        audioSent++;
    }

    /** How many packets came on an SSRC. */
    int packetsOn(final int receivedSsrc) {
        return packetsBySsrc.getOrDefault(receivedSsrc, 0);
    }

    /** Payload types that audio came with. */
    Set<Integer> audioTypes() {
        return audioTypes;
    }

    /** Bytes of payload that the last audio packet had. */
    int lastAudioPayload() {
        return lastAudioPayload;
    }

    /** Sequence numbers of the audio that arrived from {@code sender}, in order of arrival. */
    List<Integer> audioFrom(final SimulatedParticipant sender) {
        return audio.getOrDefault(sender.ssrc, List.of());
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

    /** Both sides take new credentials, the bridge first, as signalling has it. */
    void restart() {
        final LocalTransport bridge = Objects.requireNonNull(call.conference().restartIce(id));
        final LocalTransport mine = Objects.requireNonNull(transport.restart(loop.nowNanos()));
        transport.update(remote(bridge, DtlsSetup.PASSIVE), loop.nowNanos());
        call.conference().updateTransport(id, remote(mine, DtlsSetup.ACTIVE));
    }

    private static RemoteTransport remote(final LocalTransport other, final DtlsSetup setup) {
        final IceCredentials credentials = other.credentials();
        return new RemoteTransport(
                credentials,
                other.candidates().stream()
                        .map(c -> new RemoteCandidate(c.type(), c.address(), c.foundation(), c.priority()))
                        .toList(),
                List.of(other.fingerprint()),
                setup,
                0);
    }

    String id() {
        return id;
    }

    boolean isReady() {
        return transport.isReady();
    }

    int ssrc() {
        return ssrc;
    }

    /** Packets of the lowest encoding that were sent. */
    int sent() {
        return encodings.getFirst().sent();
    }

    int rtxSent() {
        return rtxSent;
    }

    int keyframesAsked() {
        return keyframesAsked;
    }

    /** Packets that it asked for again. */
    long nacksSent() {
        return loop.counters().get(Counter.NACKS_SENT);
    }

    EndpointTransport transport() {
        return transport;
    }

    SimulatedLoop loop() {
        return loop;
    }

    /** How many different packets of {@code sender}'s lowest encoding arrived or were recovered. */
    int receivedFrom(final SimulatedParticipant sender) {
        return receivedFrom(sender, 0);
    }

    /** How many different packets of one of {@code sender}'s encodings arrived or were recovered. */
    int receivedFrom(final SimulatedParticipant sender, final int encoding) {
        return received.getOrDefault(sender.ssrc + 2 * encoding, new BitSet()).cardinality();
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
                    send(encodings.get(e).write(VIDEO_PAYLOAD_TYPE, i == 0, i == packets - 1, scratch), PAYLOAD_BYTES);
                }
            }
            call.network().after(FRAME_INTERVAL, this::sendFrame);
        }
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
        send(encodings.getFirst().write(VIDEO_PAYLOAD_TYPE, true, true, scratch), payloadBytes);
    }

    /** Protects and sends whatever it is given as RTP; the first {@code header} bytes stay in the clear. */
    void sendRtp(final byte[] plain, final int header) {
        System.arraycopy(plain, 0, scratch, 0, plain.length);
        send(header, plain.length - header);
    }

    /** Protects and sends whatever it is given as RTCP. */
    void sendRtcp(final byte[] plain) {
        transport.sendRtcp(plain, 0, plain.length);
    }

    /** The next packet of a frame as it would go over the wire. */
    byte[] nextDatagram(final boolean first, final boolean last) {
        return nextDatagram(first, last, PAYLOAD_BYTES);
    }

    /** As {@link #nextDatagram(boolean, boolean)}, with a payload of any size. */
    byte[] nextDatagram(final boolean first, final boolean last, final int payloadBytes) {
        final int header = encodings.getFirst().write(VIDEO_PAYLOAD_TYPE, first, last, scratch);
        final byte[] datagram = Arrays.copyOf(scratch, header + payloadBytes + 16);
        final int length = Objects.requireNonNull(transport.sealing())
                .srtp()
                .protectRtp(datagram, 0, header, scratch, header, payloadBytes);
        return Arrays.copyOf(datagram, length);
    }

    /** Feedback that so many packets from one transport-wide number on came, as it would go over the wire. */
    byte[] feedbackDatagram(final int baseSequence, final int count, final long firstArrivalTicks) {
        final long[] arrived = new long[count];
        Arrays.setAll(arrived, i -> firstArrivalTicks + i);
        writer.begin(rtcp, 0, rtcp.length);
        writer.receiverReport(1);
        writer.transportFeedback(1, 2, baseSequence & 0xffff, arrived, 0, count, baseSequence / count & 0xff);
        final byte[] datagram = new byte[writer.length() + MAX_SRTCP_TRAILER];
        final int length =
                Objects.requireNonNull(transport.sealing()).srtp().protectRtcp(datagram, 0, rtcp, 0, writer.length());
        return Arrays.copyOf(datagram, length);
    }

    private void sendRtx(final SimulatedVideo encoding, final int sequence) {
        if (encoding.again(RTX_PAYLOAD_TYPE, sequence, rtxSent, encoding.ssrc() + 1, scratch)) {
            RtxPayload.originalSequence(scratch, RtpHeader.FIXED_BYTES, sequence);
            send(RtpHeader.FIXED_BYTES, PAYLOAD_BYTES + RtxPayload.OSN_BYTES);
            rtxSent++;
        }
    }

    private int writeHeader(final int payloadType, final int sequence, final int of, final boolean marker) {
        scratch[0] = (byte) 0x80;
        scratch[1] = 0;
        RtpHeader.payloadType(scratch, 0, payloadType);
        RtpHeader.marker(scratch, 0, marker);
        RtpHeader.sequence(scratch, 0, sequence);
        RtpHeader.ssrc(scratch, 0, of);
        return RtpHeader.FIXED_BYTES;
    }

    private void send(final int header, final int payload) {
        final Path path = Objects.requireNonNull(transport.sendPath());
        final SrtpSender srtp = Objects.requireNonNull(transport.sealing()).srtp();
        final SendBatch sends = loop.sends();
        sends.begin(path, header + payload + 16);
        System.arraycopy(scratch, 0, sends.array(), sends.position(), header);
        sends.commit(srtp.protectRtp(sends.array(), sends.position(), header, scratch, header, payload));
    }

    @Override
    public void onRtp(final PacketBuffer plain, final long now) {
        final int sequenceAt = ExtensionReader.find(plain.bytes(), plain.offset(), TRANSPORT_CC_ID);
        if (sequenceAt >= 0) {
            arrivals.onPacket(
                    TransportSequence.read(plain.bytes(), sequenceAt),
                    RtpHeader.ssrc(plain.bytes(), plain.offset()),
                    RtpHeader.marker(plain.bytes(), plain.offset()),
                    now);
        }
        final int from = RtpHeader.ssrc(plain.bytes(), plain.offset()) / 1000 * 1000;
        packetsBySsrc.merge(RtpHeader.ssrc(plain.bytes(), plain.offset()), 1, Integer::sum);
        final int payloadType = RtpHeader.payloadType(plain.bytes(), plain.offset());
        if (payloadType == AUDIO_PAYLOAD_TYPE || payloadType == RED_PAYLOAD_TYPE) {
            audioTypes.add(payloadType);
            lastAudioPayload = plain.length() - RtpHeader.headerLength(plain.bytes(), plain.offset());
            audio.computeIfAbsent(from, s -> new ArrayList<>()).add(RtpHeader.sequence(plain.bytes(), plain.offset()));
            plain.release();
            return;
        }
        videoLengths.add(plain.length());
        final SourceReceiver receiver = receivers.computeIfAbsent(
                from,
                s -> new SourceReceiver(
                        s, s + 1, ReceivedPayloadTypes.of(SimulatedCall.medias().get(1)), loop.counters()));
        if (receiver.onPacket(plain, now) == null) {
            final int at = plain.offset() + RtpHeader.headerLength(plain.bytes(), plain.offset());
            if (plain.end() - at >= SimulatedVideo.HEAD_BYTES) {
                final int encoding = SimulatedVideo.encoding(plain.bytes(), at);
                received.computeIfAbsent(from + 2 * encoding, s -> new BitSet())
                        .set(SimulatedVideo.number(plain.bytes(), at));
            }
        }
        plain.release();
    }

    @Override
    public void onRtcp(final PacketBuffer plain, final long now) {
        reader.start(plain.bytes(), plain.offset(), plain.length());
        while (reader.next()) {
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
    public void onBatchEnd(final long now) {}

    @Override
    public void onTick(final long now) {
        transport.onTick(now);
        if (now - channel.nextDeadline() >= 0) {
            channel.onTime(now);
        }
        writer.begin(rtcp, 0, rtcp.length);
        for (final SourceReceiver receiver : receivers.values()) {
            receiver.onTick(now);
            receiver.writeFeedback(writer, 1, now);
        }
        arrivals.writeFeedback(writer, 1, now);
        if (!writer.isEmpty()) {
            transport.sendRtcp(rtcp, 0, writer.length());
        }
    }

    void leave() {
        call.conference().expireEndpoint(id);
        close();
    }

    void close() {
        sending = false;
        transport.close();
        receivers.values().forEach(SourceReceiver::close);
        loop.remove(this);
        loop.runSubmitted();
        loop.close();
    }
}
