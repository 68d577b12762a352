/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.net.HandLoop;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * One conference on a loop that is driven by hand, with participants who are connected by real ICE and SRTP: what the bridge
 * does from a datagram that was read to one that is staged to be sent, without the kernel. Time is virtual and keys are given, since the
 * handshake library keeps the system's time. Leaves nothing behind once it is closed; none of its counters is a bridge's.
 *
 * <p>Order of calls, again and again: {@link #audio} or {@link #frame}, {@link #readBatch}, {@link #settle}; or
 * {@link #awaitTick}, {@link #tick}, {@link #settleTick}.
 */
final class RehearsalCall implements AutoCloseable {
    /** Datagrams that one read brings at most, as from a socket. */
    static final int MAX_BATCH = 64;

    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final int ARENA_SLOTS = 32_768;

    /** Two seconds: ICE takes some round trips, which take a tick each. */
    private static final int MAX_CONNECT_TICKS = 400;

    private final IceRoutes routes;
    private final HandLoop loop;
    private final ConferenceCalls calls;
    private final SecureRandom random;
    private final List<RehearsalParticipant> participants = new ArrayList<>();
    private final Map<Path, RehearsalParticipant> byPath = new HashMap<>();
    private final Path bridgePath = Path.of(0, BRIDGE);
    private final byte[][] batch = new byte[MAX_BATCH][PacketBuffer.CAPACITY];
    private final RehearsalParticipant[] senders = new RehearsalParticipant[MAX_BATCH];
    private final int[] lengths = new int[MAX_BATCH];
    private int count;
    private long now;
    private long nextTickNanos;

    /**
     * Everybody joins; nobody is connected before {@link #connect}.
     *
     * @param lossy whether participants take some of the video for lost, and ask for it again
     */
    RehearsalCall(final int size, final boolean lossy, final SrtpCiphers ciphers, final SecureRandom random) {
        this.random = random;
        routes = new IceRoutes(random.nextInt());
        now = System.nanoTime();
        loop = new HandLoop(BRIDGE, routes, ARENA_SLOTS, now);
        final CertificateRotation certificates = new CertificateRotation(random, InstantSource.system());
        final Function<IceRoutes, EndpointParts> parts =
                own -> CallParts.ofClient(settings(), own, RehearsalCall::hostCandidate, ciphers, certificates, random);
        calls = new ConferenceCalls(
                "rehearsal",
                null,
                new HomeLoop(loop, List.of(loop), settings().spread(), false),
                parts.apply(routes),
                abandoned -> {});
        calls.conference().start(ConferenceListener.NONE);
        for (int place = 0; place < size; place++) {
            final RehearsalParticipant participant = new RehearsalParticipant(place, lossy, parts, loop.nowNanos());
            participants.add(participant);
            byPath.put(participant.path(), participant);
            participant.join(calls);
        }
    }

    /** Estimates are made but do not limit: what is sent is to be the same all the time. */
    private static BridgeSettings settings() {
        return CallParts.withoutEstimates(
                BridgeSettings.of(List.of(SrtpProfile.AEAD_AES_128_GCM), IceSettings.defaults()));
    }

    private static List<LocalCandidate> hostCandidate(final Loop loop) {
        return List.of(CallParts.hostCandidate(0, ((HandLoop) loop).local()));
    }

    /** Until everybody is given everything; false if somebody cannot be connected. */
    boolean connect() {
        for (int ticks = 0; !isConnected(); ticks++) {
            if (ticks == MAX_CONNECT_TICKS) {
                return false;
            }
            advance(now + Loop.TICK_NANOS);
        }
        participants.forEach(this::giveKeys);
        settle(TimeUnit.SECONDS.toNanos(1));
        return true;
    }

    private boolean isConnected() {
        for (final RehearsalParticipant participant : participants) {
            if (participant.transport().sendPath() == null
                    || endpoint(participant).sendPath() == null) {
                return false;
            }
        }
        return true;
    }

    private EndpointTransport endpoint(final RehearsalParticipant participant) {
        return requireNonNull(calls.conference().endpoint(participant.id())).transport();
    }

    private void giveKeys(final RehearsalParticipant participant) {
        final SrtpProfile profile = settings().srtpProfiles().getFirst();
        final byte[][] secrets = {
            new byte[profile.keyBytes()], new byte[profile.saltBytes()],
            new byte[profile.keyBytes()], new byte[profile.saltBytes()]
        };
        for (final byte[] secret : secrets) {
            random.nextBytes(secret);
        }
        endpoint(participant).keysAgreed(new SrtpKeys(profile, secrets[0], secrets[1], secrets[2], secrets[3]));
        participant.transport().keysAgreed(new SrtpKeys(profile, secrets[2], secrets[3], secrets[0], secrets[1]));
    }

    /** Lets virtual time pass, with the tick that may be due. */
    private void advance(final long to) {
        now = to;
        loop.time(to);
        loop.runSubmitted();
        carry();
        if (to - nextTickNanos >= 0) {
            loop.tick();
            carry();
            tickParticipants();
        }
    }

    private void tickParticipants() {
        nextTickNanos = now + Loop.TICK_NANOS;
        for (final RehearsalParticipant participant : participants) {
            participant.loop().time(now);
            participant.loop().tick();
            participant.loop().carry((path, bytes, at, length) -> loop.receive(participant.path(), bytes, at, length));
            loop.endTurn();
            carry();
        }
    }

    private void carry() {
        loop.carry((path, bytes, at, length) -> {
            final RehearsalParticipant to = byPath.get(path);
            if (to != null) {
                to.loop().time(now);
                to.loop().receive(bridgePath, bytes, at, length);
            }
        });
    }

    int size() {
        return participants.size();
    }

    /** Adds a packet of somebody's audio to the next read batch. */
    void audio(final int place, final int payloadBytes) {
        final RehearsalParticipant sender = participants.get(place);
        add(sender, sender.audio(payloadBytes, batch[count]));
    }

    /** Adds a frame of somebody's video to the next read batch. */
    void frame(final int place, final int packets, final int payloadBytes) {
        for (int i = 0; i < packets; i++) {
            video(place, i == 0, i == packets - 1, payloadBytes);
        }
    }

    /** Adds a frame that lacks its second packet, which is sent again when the bridge asks for it. */
    void frameWithLoss(final int place, final int packets, final int payloadBytes) {
        video(place, true, false, payloadBytes);
        participants.get(place).loseVideo(payloadBytes);
        for (int i = 2; i < packets; i++) {
            video(place, false, i == packets - 1, payloadBytes);
        }
    }

    private void video(final int place, final boolean first, final boolean last, final int payloadBytes) {
        final RehearsalParticipant sender = participants.get(place);
        add(sender, sender.video(first, last, payloadBytes, batch[count]));
    }

    private void add(final RehearsalParticipant sender, final int length) {
        senders[count] = sender;
        lengths[count++] = length;
    }

    /** Whether the bridge has asked for a key frame, which the next frame will be. */
    boolean keyWanted(final int place) {
        return participants.get(place).keyWanted();
    }

    /** What a loop does with a read batch; returns how many datagrams are staged to be sent. */
    int readBatch() {
        for (int i = 0; i < count; i++) {
            loop.receive(senders[i].path(), batch[i], 0, lengths[i]);
        }
        count = 0;
        loop.endTurn();
        return loop.sent();
    }

    /** Lets time pass until the next tick, which is left to {@link #tick}. */
    void awaitTick() {
        carry();
        now = nextTickNanos;
        loop.time(now);
        loop.runSubmitted();
        carry();
    }

    /** What a loop does at a tick; returns how many datagrams are staged to be sent. */
    int tick() {
        loop.tick();
        return loop.sent();
    }

    /** Behind a {@link #tick}: brings what it sent, and what the participants answer. */
    void settleTick() {
        carry();
        tickParticipants();
    }

    /** Brings what was sent to the participants, and lets so much time pass, with all that is due in it. */
    void settle(final long nanos) {
        carry();
        for (final long end = now + nanos; now < end; ) {
            advance(Math.min(end, now + Loop.TICK_NANOS));
        }
    }

    /** RTP packets that all participants together have got. */
    long received() {
        return sum(RehearsalReception::received);
    }

    /** Those of them that were retransmissions. */
    long repaired() {
        return sum(RehearsalReception::repaired);
    }

    private long sum(final ToLongFunction<RehearsalReception> figure) {
        return participants.stream()
                .map(RehearsalParticipant::reception)
                .mapToLong(figure)
                .sum();
    }

    /** Datagrams that the last batch or tick staged; before it is settled. */
    int sent() {
        return loop.sent();
    }

    /** GSO runs and single datagrams that the last batch left in; before {@link #settle}. */
    int runs() {
        return loop.runs();
    }

    Counters counters() {
        return loop.counters();
    }

    @Override
    public void close() {
        calls.expire();
        participants.forEach(RehearsalParticipant::close);
        loop.runSubmitted();
        carry();
    }
}
