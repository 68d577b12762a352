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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
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
    private static final int ARENA_SLOTS = 1024;
    private static final int VIDEO_PAYLOAD_TYPE = 100;
    private static final int RTX_PAYLOAD_TYPE = 96;
    private static final int AUDIO_PAYLOAD_TYPE = 111;
    private static final int AUDIO_LEVEL_ID = 1;

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
    private int audioSent;
    private int sent;
    private int rtxSent;
    private int keyframesAsked;
    private boolean sending;
    private final DataChannels channel;

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
        loop.add(this);
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
        public void send(final byte[] packet) {
            transport.sendApplicationData(packet);
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
                        id, null, visitor, Set.of(), true, IceRole.CONTROLLING, SimulatedCall.medias(), List.of()));
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

    /** Sequence numbers of the audio that arrived from {@code sender}, in order of arrival. */
    List<Integer> audioFrom(final SimulatedParticipant sender) {
        return audio.getOrDefault(sender.ssrc, List.of());
    }

    List<SourceDescription> sources() {
        return List.of(new SourceDescription(
                id + "-v0",
                MediaType.VIDEO,
                "camera",
                List.of(ssrc, ssrc + 1),
                List.of(new SourceDescription.SsrcGroup("FID", List.of(ssrc, ssrc + 1)))));
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

    int sent() {
        return sent;
    }

    int rtxSent() {
        return rtxSent;
    }

    int keyframesAsked() {
        return keyframesAsked;
    }

    EndpointTransport transport() {
        return transport;
    }

    SimulatedLoop loop() {
        return loop;
    }

    /** How many different packets of {@code sender} arrived or were recovered. */
    int receivedFrom(final SimulatedParticipant sender) {
        return received.getOrDefault(sender.ssrc, new BitSet()).cardinality();
    }

    void startSending() {
        sending = true;
        call.network().after(FRAME_INTERVAL, this::sendFrame);
    }

    private void sendFrame() {
        if (sending) {
            for (int i = 0; i < PACKETS_PER_FRAME; i++) {
                sendVideo(i == PACKETS_PER_FRAME - 1);
            }
            call.network().after(FRAME_INTERVAL, this::sendFrame);
        }
    }

    void stopSending() {
        sending = false;
    }

    private void sendVideo(final boolean marker) {
        final int header = writeVideo(marker);
        send(header, PAYLOAD_BYTES);
    }

    /** One video packet with a payload of any size. */
    void sendVideo(final int payloadBytes) {
        send(writeVideo(true), payloadBytes);
    }

    /** Protects and sends whatever it is given as RTP; the first {@code header} bytes stay in the clear. */
    void sendRtp(final byte[] plain, final int header) {
        System.arraycopy(plain, 0, scratch, 0, plain.length);
        send(header, plain.length - header);
    }

    /** Protects and sends whatever it is given as RTCP. */
    void sendRtcp(final byte[] plain) {
        transport.sendRtcp(plain, 0, plain.length, loop.nowNanos());
    }

    /** The next video packet as it would go over the wire. */
    byte[] nextDatagram(final boolean marker) {
        final int header = writeVideo(marker);
        final byte[] datagram = Arrays.copyOf(scratch, header + PAYLOAD_BYTES + 16);
        final int length = Objects.requireNonNull(transport.srtpSender())
                .protectRtp(datagram, 0, header, scratch, header, PAYLOAD_BYTES);
        return Arrays.copyOf(datagram, length);
    }

    private int writeVideo(final boolean marker) {
        final int header = writeHeader(VIDEO_PAYLOAD_TYPE, sent, ssrc, marker);
        // The number travels in the payload as well, beyond the reach of any renumbering.
        writeNumber(header, sent);
        sent++;
        return header;
    }

    private void sendRtx(final int sequence) {
        if (sequence >= sent) {
            return;
        }
        final int header = writeHeader(RTX_PAYLOAD_TYPE, rtxSent, ssrc + 1, false);
        RtxPayload.originalSequence(scratch, header, sequence);
        writeNumber(header + RtxPayload.OSN_BYTES, sequence);
        send(header, PAYLOAD_BYTES + RtxPayload.OSN_BYTES);
        rtxSent++;
    }

    private int writeHeader(final int payloadType, final int sequence, final int of, final boolean marker) {
        scratch[0] = (byte) 0x80;
        scratch[1] = 0;
        RtpHeader.payloadType(scratch, 0, payloadType);
        RtpHeader.marker(scratch, 0, marker);
        RtpHeader.sequence(scratch, 0, sequence);
        RtpHeader.timestamp(scratch, 0, sequence / PACKETS_PER_FRAME * 3600);
        RtpHeader.ssrc(scratch, 0, of);
        return RtpHeader.FIXED_BYTES;
    }

    private void writeNumber(final int at, final int number) {
        scratch[at] = (byte) (number >>> 16);
        scratch[at + 1] = (byte) (number >>> 8);
        scratch[at + 2] = (byte) number;
    }

    private void send(final int header, final int payload) {
        final Path path = Objects.requireNonNull(transport.sendPath(loop.nowNanos()));
        final SrtpSender srtp = Objects.requireNonNull(transport.srtpSender());
        final SendBatch sends = loop.sends();
        sends.begin(path, header + payload + 16);
        System.arraycopy(scratch, 0, sends.array(), sends.position(), header);
        sends.commit(srtp.protectRtp(sends.array(), sends.position(), header, scratch, header, payload));
    }

    @Override
    public void onRtp(final PacketBuffer plain, final long now) {
        final int from = RtpHeader.ssrc(plain.bytes(), plain.offset()) / 1000 * 1000;
        if (RtpHeader.payloadType(plain.bytes(), plain.offset()) == AUDIO_PAYLOAD_TYPE) {
            audio.computeIfAbsent(from, s -> new ArrayList<>()).add(RtpHeader.sequence(plain.bytes(), plain.offset()));
            plain.release();
            return;
        }
        final SourceReceiver receiver = receivers.computeIfAbsent(
                from,
                s -> new SourceReceiver(
                        s, s + 1, ReceivedPayloadTypes.of(SimulatedCall.medias().get(1)), loop.counters()));
        if (receiver.onPacket(plain, now) == null) {
            final int at = plain.offset() + RtpHeader.headerLength(plain.bytes(), plain.offset());
            final int number = (plain.bytes()[at] & 0xff) << 16
                    | (plain.bytes()[at + 1] & 0xff) << 8
                    | (plain.bytes()[at + 2] & 0xff);
            received.computeIfAbsent(from, s -> new BitSet()).set(number);
        }
        plain.release();
    }

    @Override
    public void onRtcp(final PacketBuffer plain, final long now) {
        reader.start(plain.bytes(), plain.offset(), plain.length());
        while (reader.next()) {
            if (nack.read(reader) && nack.mediaSsrc() == ssrc) {
                while (nack.next()) {
                    sendRtx(nack.sequence());
                }
            } else if (pictureLoss.read(reader) && pictureLoss.mediaSsrc() == ssrc) {
                keyframesAsked++;
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
        if (!writer.isEmpty()) {
            transport.sendRtcp(rtcp, 0, writer.length(), now);
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
