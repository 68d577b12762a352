/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAccumulator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.hummingbridge.sfu.ice.IceCredentials;

/**
 * Brings participants in as a focus and browsers do: two requests, ICE, DTLS. May be used by many threads at once, of which so
 * many have a request under way as a focus would have; nobody waits for the keys of others.
 */
final class Joining {
    private static final long KEYS_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    /**
     * Times in nanoseconds, without what was waited for a turn.
     *
     * @param requests each by itself
     * @param http both of a participant together
     * @param keys from the first request to keys of SRTP
     */
    record Times(Histogram requests, Histogram http, Histogram keys) {}

    private record Answered<T>(T answer, long startNanos, long nanos) {}

    private interface Request<T> {
        T send() throws IOException, InterruptedException;
    }

    private final Colibri colibri;
    private final ClientTransport.Parts parts;
    private final Semaphore inFlight;
    private final Times times = new Times(histogram(), histogram(), histogram());
    private final LongAccumulator lastKeysNanos = new LongAccumulator(Math::max, Long.MIN_VALUE);
    private final List<WebSocket> channels = new CopyOnWriteArrayList<>();

    Joining(final Colibri colibri, final ClientTransport.Parts parts, final int requestsInFlight) {
        this.colibri = colibri;
        this.parts = parts;
        this.inFlight = new Semaphore(requestsInFlight, true);
    }

    private static Histogram histogram() {
        return new ConcurrentHistogram(Reception.MAX_LATENCY_NANOS, Reception.DIGITS);
    }

    Times times() {
        return times;
    }

    /** When the last one so far had keys, by the monotonic clock. */
    long lastKeysNanos() {
        return lastKeysNanos.get();
    }

    /** Bridge channels by WebSocket. */
    List<WebSocket> channels() {
        return channels;
    }

    void createConference(final String meeting) throws IOException, InterruptedException {
        request(() -> {
            colibri.createConference(meeting);
            return meeting;
        });
    }

    /** Returns once there are keys. */
    Participant join(final String meeting, final Seat seat, final GeneratorLoop loop)
            throws IOException, InterruptedException {
        final Answered<Colibri.Answer> created = request(() -> colibri.createEndpoint(meeting, seat));
        final Colibri.Answer bridge = created.answer();
        final Inet4Address from =
                localAddress(bridge.transport().candidates().getFirst().address());
        final Participant participant = loop.call(() -> new Participant(loop, seat, parts, from));
        final IceCredentials credentials = participant.transport().credentials();
        final String update = Offer.updateTransport(
                meeting,
                seat,
                credentials,
                participant.transport().address(),
                parts.certificate().fingerprint());
        final long updated = request(() -> colibri.patch(meeting, update)).nanos();
        times.http().recordValue(created.nanos() + updated);
        loop.execute(() -> participant.connect(bridge.transport()));
        final long keysNanos = awaitKeys(participant);
        lastKeysNanos.accumulate(keysNanos);
        times.keys().recordValue(keysNanos - created.startNanos());
        if (seat.load().channel() == Load.Channel.WEBSOCKET) {
            if (bridge.webSocket() == null) {
                throw new IOException("the bridge offers no WebSocket for its channel; try --channel sctp");
            }
            channels.add(colibri.openChannel(bridge.webSocket()));
        }
        return participant;
    }

    private <T> Answered<T> request(final Request<T> request) throws IOException, InterruptedException {
        inFlight.acquire();
        try {
            final long start = System.nanoTime();
            final T answer = request.send();
            final long nanos = System.nanoTime() - start;
            times.requests().recordValue(Math.min(Reception.MAX_LATENCY_NANOS, nanos));
            return new Answered<>(answer, start, nanos);
        } finally {
            inFlight.release();
        }
    }

    private long awaitKeys(final Participant participant) throws IOException, InterruptedException {
        final String who = "participant " + participant.seat().endpointId();
        try {
            return participant.keys().get(KEYS_TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            final Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(who + ": " + cause.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    who + " has no keys after " + TimeUnit.NANOSECONDS.toSeconds(KEYS_TIMEOUT_NANOS) + " s; its ICE is "
                            + participant
                                    .loop()
                                    .call(() -> participant.transport().iceState()),
                    e);
        }
    }

    /** The address that this machine would reach the bridge from. */
    private static Inet4Address localAddress(final InetSocketAddress bridge) throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(bridge);
            if (probe.getLocalAddress() instanceof Inet4Address address) {
                return address;
            }
            throw new IOException("no way to " + bridge + " by IPv4");
        }
    }
}
