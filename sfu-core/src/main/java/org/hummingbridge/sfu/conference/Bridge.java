/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.dtls.HandshakeLimiter;
import org.hummingbridge.sfu.dtls.HandshakeLoad;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.spread.Placement;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.jspecify.annotations.Nullable;

/**
 * All conferences of the process, each on one loop. Holds no media state of its own; a conference is placed on the loop with
 * the least to do and stays there, though others may help it out.
 */
public final class Bridge implements BridgeControl, AutoCloseable {
    /** Far above what one machine carries; bounds what a signalling peer gone wild can cost. */
    public static final int MAX_CONFERENCES = 10_000;

    private final List<HomeLoop> loops;
    private final Placement placement;
    private final EndpointParts parts;
    private final ConferenceListener.Factory listeners;
    private final Totals totals = new Totals();
    private volatile int reducedLastN = LastNLimit.UNLIMITED;
    private final ConcurrentMap<String, ConferenceCalls> conferences = new ConcurrentHashMap<>();

    /**
     * @param random for keys, SSRCs and ICE credentials
     * @param listeners asked once for each conference
     */
    public Bridge(
            final List<? extends Loop> loops,
            final BridgeSettings settings,
            final IceRoutes routes,
            final LocalCandidates candidates,
            final SrtpCiphers ciphers,
            final SecureRandom random,
            final ConferenceListener.Factory listeners) {
        this.listeners = listeners;
        final List<? extends Loop> all = List.copyOf(loops);
        this.loops = all.stream()
                .map(loop -> new HomeLoop(loop, all, settings.spread(), settings.shedsVideo()))
                .toList();
        this.placement = new Placement(all.size(), all.getFirst().nowNanos());
        this.parts = new EndpointParts(
                settings,
                routes,
                candidates,
                ciphers,
                new CertificateRotation(random, InstantSource.system()),
                HandshakeLimiter.forProcessors(Runtime.getRuntime().availableProcessors()),
                random,
                totals,
                () -> reducedLastN);
    }

    @Override
    public @Nullable ConferenceControl createConference(final String meetingId, final @Nullable String name) {
        if (conferences.size() >= MAX_CONFERENCES) {
            throw new IllegalStateException("the bridge already holds " + MAX_CONFERENCES + " conferences");
        }
        final ConferenceCalls created = new ConferenceCalls(meetingId, name, leastBusyLoop(), parts, this::abandon);
        if (conferences.putIfAbsent(meetingId, created) != null) {
            return null;
        }
        totals.conferencesCreated.increment();
        created.conference().start(listeners.listen(created));
        return created;
    }

    @Override
    public @Nullable ConferenceControl conference(final String meetingId) {
        return conferences.get(meetingId);
    }

    @Override
    public void expireConference(final String meetingId) {
        final ConferenceCalls conference = conferences.remove(meetingId);
        if (conference != null) {
            conference.expire();
        }
    }

    @Override
    public Collection<? extends ConferenceControl> conferences() {
        return List.copyOf(conferences.values());
    }

    @Override
    public void reduceLastN(final int lastN) {
        reducedLastN = lastN;
    }

    @Override
    public EndpointTotals totals() {
        return totals.read();
    }

    public int endpoints() {
        return conferences.values().stream()
                .mapToInt(calls -> calls.conference().size())
                .sum();
    }

    private void abandon(final ConferenceCalls conference) {
        if (conferences.remove(conference.meetingId(), conference)) {
            conference.expire();
        }
    }

    @Override
    public HandshakeLoad handshakes() {
        return parts.handshakes().load();
    }

    @Override
    public void close() {
        for (final String meetingId : List.copyOf(conferences.keySet())) {
            expireConference(meetingId);
        }
    }

    private HomeLoop leastBusyLoop() {
        final long now = loops.getFirst().loop().nowNanos();
        final int[] endpoints = new int[loops.size()];
        for (final ConferenceCalls calls : conferences.values()) {
            final Conference conference = calls.conference();
            endpoints[conference.home().index()] += conference.size();
        }
        final double[] loads = new double[loops.size()];
        // Every loop that has conferences looks at all loops; if none does, none is busy.
        for (final HomeLoop loop : loops) {
            if (loop.recentLoads(loads, now)) {
                break;
            }
        }
        synchronized (placement) {
            return loops.get(placement.choose(loads, endpoints, now));
        }
    }
}
