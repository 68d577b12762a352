/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.net.HandLoop;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * One conference on a loop that is driven by hand, with participants who are connected by real ICE, DTLS and SRTP: what the
 * bridge does from a datagram that was read to one that is staged to be sent, without the kernel. Time is virtual once everybody
 * is connected.
 *
 * <p>Order of calls, again and again: {@link #prepareAudio} or {@link #prepareVideo}, {@link #readBatch}, {@link #settle}; or
 * {@link #awaitTick}, {@link #tick}, {@link #settleTick}.
 */
final class FanOutCall {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final int ARENA_SLOTS = 32_768;
    private static final long CONNECT_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long CONNECT_STEP_NANOS = 500_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CipherProbe CIPHERS = CipherProbe.run(CipherProbe.AUTO);

    private final IceRoutes routes = new IceRoutes(RANDOM.nextInt());
    private final HandLoop loop = new HandLoop(BRIDGE, routes, ARENA_SLOTS, System.nanoTime());
    private final List<FanOutParticipant> participants = new ArrayList<>();
    private final Map<Path, FanOutParticipant> byPath = new HashMap<>();
    private final Path bridgePath = Path.of(0, BRIDGE);
    private final byte[][] datagrams;
    private final int[] lengths;
    private final FanOutParticipant[] senders;
    private long now;
    private long nextTickNanos;
    private int nextSpeaker;

    /** Everybody joins, and is connected when this returns. */
    FanOutCall(final int size, final int batch) {
        datagrams = new byte[batch][PacketBuffer.CAPACITY];
        lengths = new int[batch];
        final Bridge bridge = new Bridge(
                List.of(loop),
                settings(),
                routes,
                FanOutCall::hostCandidate,
                CIPHERS.ciphers(),
                RANDOM,
                c -> ConferenceListener.NONE);
        final ConferenceControl conference = requireNonNull(bridge.createConference("fan-out", null));
        for (int place = 0; place < size; place++) {
            final FanOutParticipant participant = new FanOutParticipant(place, loop.nowNanos());
            participants.add(participant);
            byPath.put(participant.path(), participant);
            participant.join(conference);
        }
        senders = new FanOutParticipant[batch];
        connect();
    }

    /** Estimates are made but do not limit: what is measured is to be the same all the time. */
    private static BridgeSettings settings() {
        return CallParts.withoutEstimates(
                BridgeSettings.of(List.of(SrtpProfile.AEAD_AES_128_GCM), IceSettings.defaults()));
    }

    /** What a participant's own transport is made of. */
    static EndpointParts parts(final IceRoutes routes) {
        return CallParts.ofClient(settings(), routes, FanOutCall::hostCandidate, CIPHERS.ciphers());
    }

    private static List<LocalCandidate> hostCandidate(final Loop loop) {
        return List.of(CallParts.hostCandidate(0, ((HandLoop) loop).local()));
    }

    /** In real time, since the handshake library keeps its timers by the system's clock. */
    private void connect() {
        final long deadline = System.nanoTime() + CONNECT_LIMIT_NANOS;
        while (!participants.stream().allMatch(FanOutParticipant::isReady)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the participants could not be connected");
            }
            LockSupport.parkNanos(CONNECT_STEP_NANOS);
            advance(System.nanoTime());
        }
        // Until everybody is given everything.
        final long end = now + TimeUnit.SECONDS.toNanos(1);
        while (now < end) {
            advance(now + Loop.TICK_NANOS);
        }
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
        for (final FanOutParticipant participant : participants) {
            participant.loop().time(now);
            participant.loop().runSubmitted();
            participant.loop().tick();
            participant.loop().carry((path, bytes, at, length) -> loop.receive(participant.path(), bytes, at, length));
            loop.endTurn();
            carry();
        }
    }

    private void carry() {
        loop.carry((path, bytes, at, length) -> {
            final FanOutParticipant to = byPath.get(path);
            if (to != null) {
                to.loop().time(now);
                to.loop().receive(bridgePath, bytes, at, length);
            }
        });
    }

    /** Makes the next read batch: audio, each packet of another participant. */
    void prepareAudio(final int payloadBytes) {
        for (int i = 0; i < datagrams.length; i++) {
            nextSpeaker = (nextSpeaker + 1) % participants.size();
            senders[i] = participants.get(nextSpeaker);
            lengths[i] = senders[i].audio(payloadBytes, datagrams[i]);
        }
    }

    /** Makes the next read batch: a frame of the first participant's video. */
    void prepareVideo(final int payloadBytes) {
        for (int i = 0; i < datagrams.length; i++) {
            senders[i] = participants.getFirst();
            lengths[i] = senders[i].video(i == 0, i == datagrams.length - 1, payloadBytes, datagrams[i]);
        }
    }

    /** What a loop does with a read batch; returns how many datagrams are staged to be sent. */
    int readBatch() {
        for (int i = 0; i < datagrams.length; i++) {
            loop.receive(senders[i].path(), datagrams[i], 0, lengths[i]);
        }
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
        return participants.stream().mapToLong(FanOutParticipant::received).sum();
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
}
