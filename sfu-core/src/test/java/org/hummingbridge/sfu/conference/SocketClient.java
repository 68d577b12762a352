/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** A participant on a real socket: sends numbered audio with every tick of its loop if told to, and keeps the numbers it gets. */
final class SocketClient implements TransportListener, LoopTask {
    private static final int PAYLOAD_TYPE = 111;
    private static final int PAYLOAD_BYTES = 100;
    private static final int TAG_BYTES = 16;

    private static final List<MediaDescription> MEDIAS = List.of(new MediaDescription(
            MediaType.AUDIO,
            List.of(new PayloadType(PAYLOAD_TYPE, "opus", 48_000, 2, Map.of(), Set.of())),
            List.of(),
            true));

    private final String id;
    private final int ssrc;
    private final Loop loop;
    private final EndpointTransport transport;
    private final byte[] scratch = new byte[PacketBuffer.CAPACITY];
    private final ConcurrentMap<Integer, List<Integer>> received = new ConcurrentHashMap<>();
    private volatile boolean ready;
    private volatile boolean sending;
    private volatile int sent;

    SocketClient(final String id, final int ssrc, final Loop loop, final EndpointParts parts) {
        this.id = id;
        this.ssrc = ssrc;
        this.loop = loop;
        this.transport = LoopCall.on(
                loop,
                () -> new EndpointTransport(
                        "client " + id,
                        loop,
                        IceRole.CONTROLLED,
                        parts,
                        parts.certificates().certificate(),
                        this));
        LoopCall.run(loop, () -> loop.add(this));
    }

    void join(final ConferenceControl conference) {
        final LocalTransport bridge = conference.createEndpoint(
                new EndpointDescription(id, null, false, Set.of(), false, IceRole.CONTROLLING, MEDIAS, List.of()));
        final LocalTransport mine = LoopCall.on(loop, () -> {
            transport.update(remote(bridge, DtlsSetup.PASSIVE), loop.nowNanos());
            return transport.description();
        });
        conference.updateTransport(id, remote(mine, DtlsSetup.ACTIVE));
        conference.replaceSources(
                id, List.of(new SourceDescription(id + "-a0", MediaType.AUDIO, null, List.of(ssrc), List.of())));
    }

    private static RemoteTransport remote(final LocalTransport other, final DtlsSetup setup) {
        return new RemoteTransport(
                requireNonNull(other.credentials()),
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

    int ssrc() {
        return ssrc;
    }

    boolean isReady() {
        return ready;
    }

    int sent() {
        return sent;
    }

    void send(final boolean on) {
        sending = on;
    }

    /** Sequence numbers of what came from {@code sender}, in order of arrival; to be read when nothing comes any more. */
    List<Integer> from(final SocketClient sender) {
        return received.getOrDefault(sender.ssrc, List.of());
    }

    @Override
    public void onTick(final long now) {
        transport.onTick(now);
        if (sending && transport.isReady()) {
            sendOne(now);
        }
    }

    private void sendOne(final long now) {
        scratch[0] = (byte) 0x80;
        scratch[1] = 0;
        RtpHeader.payloadType(scratch, 0, PAYLOAD_TYPE);
        RtpHeader.sequence(scratch, 0, sent);
        RtpHeader.timestamp(scratch, 0, sent * 240);
        RtpHeader.ssrc(scratch, 0, ssrc);
        final Path path = requireNonNull(transport.sendPath());
        final SendBatch sends = loop.sends();
        sends.begin(path, RtpHeader.FIXED_BYTES + PAYLOAD_BYTES + TAG_BYTES);
        System.arraycopy(scratch, 0, sends.array(), sends.position(), RtpHeader.FIXED_BYTES);
        sends.commit(requireNonNull(transport.sealing())
                .srtp()
                .protectRtp(
                        sends.array(),
                        sends.position(),
                        RtpHeader.FIXED_BYTES,
                        scratch,
                        RtpHeader.FIXED_BYTES,
                        PAYLOAD_BYTES));
        sent = sent + 1;
    }

    @Override
    public void onRtp(final PacketBuffer plain, final long now) {
        received.computeIfAbsent(RtpHeader.ssrc(plain.bytes(), plain.offset()), s -> new ArrayList<>())
                .add(RtpHeader.sequence(plain.bytes(), plain.offset()));
        plain.release();
    }

    @Override
    public void onRtcp(final PacketBuffer plain, final long now) {
        plain.release();
    }

    /** It is asked at every tick anyway. */
    @Override
    public void onDue(final long nanos) {}

    @Override
    public void onReady(final long now) {
        ready = true;
    }

    @Override
    public void onHeard(final long now) {}

    @Override
    public void onApplicationData(final byte[] bytes, final int offset, final int length, final long now) {}

    void close() {
        LoopCall.run(loop, () -> {
            loop.remove(this);
            transport.close();
        });
    }
}
