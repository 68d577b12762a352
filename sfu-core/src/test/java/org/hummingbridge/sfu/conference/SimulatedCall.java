/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedLoop;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.hummingbridge.sfu.spread.SpreadSettings;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.hummingbridge.sfu.srtp.LibcryptoCiphers;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * A bridge and its participants on a simulated network, with real ICE, DTLS and SRTP. Virtual time runs no faster than real time
 * while {@link #connect} waits, because the handshake library keeps its timers by the system's clock.
 */
final class SimulatedCall {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10000);
    private static final int ARENA_SLOTS = 32_768;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CipherProbe CIPHERS = CipherProbe.run(CipherProbe.AUTO);

    private static final List<MediaDescription> MEDIAS = List.of(CallParts.AUDIO, CallParts.VIDEO_WITH_RTX);

    private final SimulatedNetwork network;
    private final IceRoutes routes = new IceRoutes(RANDOM.nextInt());
    private final SimulatedLoop loop;
    private final SimulatedLoop otherLoop;
    private final Bridge bridge;
    private final List<SimulatedParticipant> participants = new ArrayList<>();
    private final ConferenceControl conference;
    private int hosts = 1;

    /** What the conference told, in order. */
    final List<ConferenceEvent> events = new ArrayList<>();

    SimulatedCall(final long seed, final LinkConditions conditions) {
        this(seed, conditions, settings());
    }

    /** A call whose bridge gives everybody everything, whatever their links carry. */
    static SimulatedCall withoutEstimates(final long seed, final LinkConditions conditions) {
        return new SimulatedCall(seed, conditions, CallParts.withoutEstimates(settings()));
    }

    /**
     * As {@link #withoutEstimates}, on a loop that nobody helps.
     *
     * @param sheds whether it gives videos up when it has more to do than it can
     */
    static SimulatedCall unaided(final long seed, final LinkConditions conditions, final boolean sheds) {
        final BridgeSettings usual = CallParts.withoutEstimates(settings());
        return new SimulatedCall(
                seed,
                conditions,
                new BridgeSettings(
                        usual.srtpProfiles(),
                        usual.ice(),
                        usual.connectivity(),
                        usual.initial(),
                        usual.allocation(),
                        usual.bandwidth(),
                        usual.streamLimits(),
                        usual.speech(),
                        usual.red(),
                        usual.maxPaddingBytes(),
                        new SpreadSettings(1),
                        sheds));
    }

    /** A call in which the operator decides about redundant audio. */
    static SimulatedCall withRed(final long seed, final LinkConditions conditions, final RedSettings red) {
        return new SimulatedCall(seed, conditions, CallParts.withRed(settings(), red));
    }

    private SimulatedCall(final long seed, final LinkConditions conditions, final BridgeSettings settings) {
        network = new SimulatedNetwork(seed);
        network.conditions(conditions);
        loop = new SimulatedLoop(network, BRIDGE, routes, ARENA_SLOTS);
        otherLoop = loop.sibling(ARENA_SLOTS);
        bridge = new Bridge(
                List.of(loop, otherLoop),
                settings,
                routes,
                SimulatedCall::hostCandidate,
                CIPHERS.ciphers(),
                RANDOM,
                made -> this::heard);
        conference = requireNonNull(bridge.createConference("meeting", null));
    }

    /** What an event shows when it is told is what it will show. */
    private void heard(final ConferenceEvent event) {
        if (event instanceof ConferenceEvent.SpeakersChanged(Supplier<ConferenceControl.SpeakerOrder> speakers)) {
            final ConferenceControl.SpeakerOrder now = speakers.get();
            events.add(new ConferenceEvent.SpeakersChanged(() -> now));
        } else {
            events.add(event);
        }
    }

    /** Nobody is given up for silence: these calls are short, but their clock may leap. */
    private static BridgeSettings settings() {
        return BridgeSettings.of(List.of(SrtpProfile.values()), IceSettings.defaults());
    }

    private static List<LocalCandidate> hostCandidate(final Loop loop) {
        return List.of(CallParts.hostCandidate(0, ((SimulatedLoop) loop).address()));
    }

    /** What a participant's own transport is made of. */
    static EndpointParts clientParts(final IceRoutes clientRoutes) {
        return CallParts.ofClient(
                settings(),
                clientRoutes,
                SimulatedCall::hostCandidate,
                CIPHERS.ciphers(),
                new CertificateRotation(RANDOM, InstantSource.system()),
                RANDOM);
    }

    static String cipherDescription() {
        return CIPHERS.description();
    }

    /** Keys that libcrypto holds for us; 0 with the JDK's ciphers. */
    static long nativeContexts() {
        return CIPHERS.ciphers() instanceof LibcryptoCiphers libcrypto ? libcrypto.liveContexts() : 0;
    }

    /** Handshakes of the bridge that have a thread. */
    int handshakesRunning() {
        return bridge.handshakes().running();
    }

    /** The bridge's end of a participant's transport. */
    EndpointTransport bridgeTransport(final String id) {
        return conferenceOnLoop().endpoint(id).transport();
    }

    /** The path by which the bridge sees a participant. */
    Path pathOf(final SimulatedParticipant participant) {
        return Path.of(0, participant.loop().address());
    }

    static List<MediaDescription> medias() {
        return MEDIAS;
    }

    SimulatedNetwork network() {
        return network;
    }

    SimulatedLoop loop() {
        return loop;
    }

    /** The bridge's second loop, on which no conference lives. */
    SimulatedLoop otherLoop() {
        return otherLoop;
    }

    /** Has the second loop send to everybody who can be sent to, at once. */
    void spread() {
        long packets = 0;
        // What the home loop has counted for itself a moment ago is not there to be counted again.
        for (int look = 0; look < 10 && packets == 0; look++) {
            run(Duration.ofMillis(200));
            packets = conferenceOnLoop().takeShare(2).packets();
        }
        conferenceOnLoop().spread(conferenceOnLoop().homeLoop().laneTo(1), Long.MAX_VALUE, 1000);
    }

    /** Makes the bridge's first loop look that busy from now on, 0 to 1. */
    void work(final double fraction) {
        work(loop, fraction);
    }

    /** As {@link #work(double)}, the second loop. */
    void workElsewhere(final double fraction) {
        work(otherLoop, fraction);
    }

    private void work(final SimulatedLoop busy, final double fraction) {
        final Duration step = Duration.ofMillis(10);
        network.after(step, () -> {
            busy.counters().add(Counter.BUSY_NANOS, (long) (fraction * step.toNanos()));
            work(busy, fraction);
        });
    }

    Bridge bridge() {
        return bridge;
    }

    IceRoutes routes() {
        return routes;
    }

    ConferenceControl conference() {
        return conference;
    }

    /** The same without the calls' way there: this thread is its loop's. */
    Conference conferenceOnLoop() {
        return ((ConferenceCalls) conference).conference();
    }

    SimulatedParticipant join(final String id) {
        return join(id, false, participant -> {});
    }

    SimulatedParticipant joinAsVisitor(final String id) {
        return join(id, true, participant -> {});
    }

    /** Joins somebody whose SSRCs are rewritten. */
    SimulatedParticipant joinRewriting(final String id) {
        return join(id, false, SimulatedParticipant::rewritesSsrcs);
    }

    /** Joins somebody who negotiates these. */
    SimulatedParticipant joinWith(final String id, final List<MediaDescription> medias) {
        return join(id, false, participant -> participant.negotiates(medias));
    }

    /** Joins somebody who sends encodings of these heights. */
    SimulatedParticipant joinSending(final String id, final int... heights) {
        return join(id, false, participant -> participant.simulcast(heights));
    }

    private SimulatedParticipant join(
            final String id, final boolean visitor, final Consumer<SimulatedParticipant> said) {
        final SimulatedParticipant participant = new SimulatedParticipant(this, id, ++hosts);
        said.accept(participant);
        participants.add(participant);
        participant.join(visitor);
        return participant;
    }

    /** Lets time pass until everybody has keys at both ends, at most {@code limit}; says whether they have. */
    boolean connect(final Duration limit) {
        return pacedUntil(() -> participants.stream().allMatch(this::isConnected), limit);
    }

    /** The bridge's handshake sends its last flight before it tells of its keys, so the participant may be told first. */
    private boolean isConnected(final SimulatedParticipant participant) {
        final Endpoint known = conferenceOnLoop().endpoint(participant.id());
        return participant.isReady() && (known == null || known.transport().isReady());
    }

    boolean pacedUntil(final BooleanSupplier condition, final Duration limit) {
        final Duration end = network.elapsed().plus(limit);
        final long realStart = System.nanoTime();
        final long virtualStart = network.elapsed().toNanos();
        while (!condition.getAsBoolean()) {
            if (network.elapsed().compareTo(end) >= 0) {
                return false;
            }
            final long ahead = network.elapsed().toNanos() - virtualStart - (System.nanoTime() - realStart);
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
            }
            network.advance(Duration.ofMillis(1));
        }
        return true;
    }

    void leave(final SimulatedParticipant participant) {
        participants.remove(participant);
        participant.leave();
    }

    void run(final Duration time) {
        network.advance(time);
    }
}
