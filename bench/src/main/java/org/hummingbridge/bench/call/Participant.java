/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.hummingbridge.bench.net.GeneratorSocket;
import org.hummingbridge.bench.net.ReceiveBatch;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.rtp.rtcp.NtpTime;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.sctp.DataChannelListener;
import org.hummingbridge.sfu.sctp.DataChannels;
import org.jspecify.annotations.Nullable;

/** One generated participant: joins, sends if it is a sender, and gives the bridge the feedback that a browser gives. */
public final class Participant implements ClientTransport.Listener {
    private static final int MAX_RTCP_BYTES = 1200;
    private static final long REPORT_NANOS = 1_000_000_000;

    /** NACKs and PLIs are looked for at every fourth tick: what 20 ms of reordering hide is not asked for. */
    private static final int TICKS_PER_LOOK = 4;

    private final GeneratorLoop loop;
    private final Seat seat;
    private final GeneratorSocket socket;
    private final ClientTransport transport;
    private final Reception reception;
    private final List<OutgoingStream> streams = new ArrayList<>();
    private final List<VideoSource> videos = new ArrayList<>();
    private final OutgoingFeedback feedback;
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] rtcp = new byte[MAX_RTCP_BYTES];
    private final SplittableRandom random;
    private @Nullable DataChannels channel;
    private int transportSequence;
    private int ticks;
    private boolean muted;
    private long nextReportNanos;
    private final CompletableFuture<Long> keys = new CompletableFuture<>();
    private @Nullable RemoteTransport bridge;

    /** On the loop. */
    public Participant(
            final GeneratorLoop loop, final Seat seat, final ClientTransport.Parts parts, final Inet4Address local)
            throws IOException {
        this.loop = loop;
        this.seat = seat;
        this.random = new SplittableRandom(seat.seed());
        this.ticks = random.nextInt(TICKS_PER_LOOK);
        this.socket = new GeneratorSocket(loop.poller(), local, loop.nextTag());
        this.transport = new ClientTransport(loop, socket, parts, this);
        this.reception = new Reception(loop, seat);
        this.feedback = new OutgoingFeedback(streams, videos);
        loop.add(this);
        makeSources();
    }

    private void makeSources() {
        if (!seat.sends()) {
            return;
        }
        if (seat.load().audio()) {
            streams.add(new OutgoingStream(this, seat.audioStream(), seat.audioSsrc(), Offer.OPUS, 0));
        }
        for (int layer = 0; layer < seat.load().videoLayers(); layer++) {
            streams.add(new OutgoingStream(this, seat.videoStream(layer), seat.videoSsrc(layer), Offer.VP8, Offer.RTX));
        }
    }

    /** Sends from now on; once only. Sources of the same kind spread over their interval, as those of strangers do. */
    void startMedia(final long now) {
        if (nextReportNanos != 0) {
            return;
        }
        int layer = 0;
        long videoStart = now + random.nextLong(1_000_000_000L / VideoSource.FRAMES_PER_SECOND);
        for (final OutgoingStream stream : streams) {
            if (stream.stream() == seat.audioStream()) {
                loop.schedule()
                        .add(
                                now + random.nextLong(AudioSource.INTERVAL_NANOS),
                                new AudioSource(stream, random.split()));
            } else {
                final VideoSource video = seat.load().newVideo(stream, layer, random.split());
                videos.add(video);
                loop.schedule().add(videoStart, video);
                videoStart++;
                layer++;
            }
        }
        nextReportNanos = now + random.nextLong(REPORT_NANOS);
    }

    void connect(final RemoteTransport remote) {
        bridge = remote;
        transport.connect(remote, System.nanoTime());
    }

    /** By which the kernel's tables name its socket. */
    public int localPort() {
        return socket.local().getPort();
    }

    /** What the bridge told of its side; null before it did. On the loop. */
    public @Nullable RemoteTransport bridge() {
        return bridge;
    }

    /** The user name of a connectivity check from here (RFC 8445 §7.2.2), as the bridge expects it. */
    public String username() {
        final IceCredentials remote = bridge == null ? null : bridge.credentials();
        return (remote == null ? "" : remote.ufrag()) + ":"
                + transport.credentials().ufrag();
    }

    /** Where the bridge takes its media, once it told. On the loop. */
    InetSocketAddress bridgeAddress() {
        return Objects.requireNonNull(bridge).candidates().getFirst().address();
    }

    /** What the bridge checks its signature by; empty before it told. */
    String bridgePassword() {
        final IceCredentials remote = bridge == null ? null : bridge.credentials();
        return remote == null ? "" : remote.password();
    }

    GeneratorLoop loop() {
        return loop;
    }

    Seat seat() {
        return seat;
    }

    GeneratorSocket socket() {
        return socket;
    }

    ClientTransport transport() {
        return transport;
    }

    Reception reception() {
        return reception;
    }

    List<OutgoingStream> streams() {
        return streams;
    }

    /** When keys were there, by the monotonic clock; fails with a reason if there will be none. */
    CompletableFuture<Long> keys() {
        return keys;
    }

    boolean channelOpen() {
        return channel != null && channel.isOpen();
    }

    /** On the bridge channel; lost without one, or if too much waits there. */
    void sendText(final byte[] utf8) {
        if (channel != null) {
            channel.sendText(utf8, System.nanoTime());
        }
    }

    boolean isMuted() {
        return muted;
    }

    /** Sends no media until it is told to; reports and ICE go on. On the loop. */
    void mute(final boolean quiet) {
        muted = quiet;
    }

    /** A measured window is to begin: forgets what earlier ones counted. On the loop. */
    void beginWindow() {
        streams.forEach(OutgoingStream::beginWindow);
        reception.beginWindow();
    }

    int nextTransportSequence() {
        return transportSequence++ & 0xffff;
    }

    boolean maySend() {
        return transport.maySend();
    }

    void sendRtp(final byte[] out, final int header, final byte[] payload, final int length) {
        transport.sendRtp(out, header, payload, length);
    }

    void onDatagram(
            final byte[] bytes,
            final int length,
            final ReceiveBatch batch,
            final int index,
            final long arrived,
            final long now) {
        transport.onDatagram(bytes, length, batch, index, arrived, now);
    }

    @Override
    public void onRtp(final byte[] plain, final int length, final long arrived, final long now) {
        reception.onRtp(plain, length, arrived, now);
    }

    @Override
    public void onRtcp(final byte[] plain, final int length, final long now) {
        feedback.onRtcp(plain, length);
    }

    @Override
    public void onKeys() {
        final long now = System.nanoTime();
        keys.complete(now);
        if (seat.load().channel() == Load.Channel.SCTP) {
            channel = new DataChannels(new ChannelEvents(), random.split());
            channel.open("JVB data channel", "http://jitsi.org/protocols/colibri", now);
        }
    }

    @Override
    public void onApplicationData(final byte[] bytes, final int offset, final int length, final long now) {
        if (channel != null) {
            channel.onPacket(bytes, offset, length, now);
        }
    }

    @Override
    public void onFailure(final String reason) {
        keys.completeExceptionally(new IOException(reason));
    }

    void onTick(final long now) {
        transport.onTick(now);
        if (channel != null && now - channel.nextDeadline() >= 0) {
            channel.onTime(now);
        }
        if (!transport.maySend()) {
            return;
        }
        writer.begin(rtcp, 0, MAX_RTCP_BYTES);
        if (nextReportNanos != 0 && now >= nextReportNanos) {
            nextReportNanos += REPORT_NANOS;
            writeReports();
        }
        if (++ticks % TICKS_PER_LOOK == 0) {
            reception.writeRequests(writer, seat.reportSsrc(), now);
        }
        while (!reception.writeTransportFeedback(writer, seat.reportSsrc(), now)) {
            flush();
        }
        flush();
    }

    private void writeReports() {
        final Instant wall = Instant.now();
        final long ntp = NtpTime.ofUnix(wall.getEpochSecond(), wall.getNano());
        for (final OutgoingStream stream : streams) {
            stream.writeReport(writer, ntp);
        }
        if (writer.isEmpty()) {
            writer.receiverReport(seat.reportSsrc());
        }
        reception.writeReports(writer, seat.reportSsrc());
    }

    private void flush() {
        if (!writer.isEmpty()) {
            transport.sendRtcp(rtcp, writer.length());
            writer.begin(rtcp, 0, MAX_RTCP_BYTES);
        }
    }

    void close() {
        transport.close();
        socket.close();
    }

    private final class ChannelEvents implements DataChannelListener {
        @Override
        public void send(final byte[] packet, final int length) {
            transport.sendApplicationData(packet, length);
        }

        @Override
        public void channelOpened(final String label, final String protocol) {
            if (channel != null) {
                channel.sendText(Offer.CONSTRAINTS.getBytes(StandardCharsets.UTF_8), System.nanoTime());
            }
        }

        @Override
        public void text(final byte[] utf8) {}

        @Override
        public void channelClosed() {}

        @Override
        public void associationClosed(final String reason) {
            onFailure("SCTP is over: " + reason);
        }
    }
}
