/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** A participant on a real socket: sends numbered audio with every tick of its loop if told to, and keeps the numbers it gets. */
final class SocketClient implements TransportListener, LoopTask {
    private static final int PAYLOAD_BYTES = 100;
    private static final int TICKS = 240;

    private static final MediaDescription AUDIO = new MediaDescription(
            MediaType.AUDIO,
            List.of(new PayloadType(CallParts.OPUS, "opus", 48_000, 2, Map.of(), Set.of())),
            List.of(),
            true);

    private final String id;
    private final int ssrc;
    private final Loop loop;
    private final ClientEnd end;
    private final byte[] scratch = new byte[PacketBuffer.CAPACITY];
    private final ConcurrentMap<Integer, List<Integer>> received = new ConcurrentHashMap<>();
    private volatile boolean ready;
    private volatile boolean sending;
    private volatile int sent;

    SocketClient(final String id, final int ssrc, final Loop loop, final EndpointParts parts) {
        this.id = id;
        this.ssrc = ssrc;
        this.loop = loop;
        this.end = new ClientEnd(id, loop, parts, this);
        LoopCall.run(loop, () -> loop.add(this));
    }

    void join(final ConferenceControl conference) {
        end.join(
                conference,
                new EndpointDescription(
                        id, null, false, Set.of(), false, IceRole.CONTROLLING, List.of(AUDIO), List.of()));
        conference.replaceSources(
                id, List.of(new SourceDescription(id + "-a0", MediaType.AUDIO, null, List.of(ssrc), List.of())));
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
        end.transport().onTick(now);
        if (sending && end.transport().isReady()) {
            FreshHeader.write(CallParts.OPUS, sent, sent * TICKS, ssrc, scratch);
            end.sendRtp(scratch, RtpHeader.FIXED_BYTES, PAYLOAD_BYTES);
            sent = sent + 1;
        }
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
            end.transport().close();
        });
    }
}
