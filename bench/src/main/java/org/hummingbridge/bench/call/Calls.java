/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.dtls.HandshakeLimiter;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** All conferences of one run: joins their participants one after the other, starts their media, and takes them down again. */
public final class Calls implements AutoCloseable {
    private static final long KEYS_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int HANDSHAKES_AT_ONCE = 2;

    /** Join times in nanoseconds. */
    public record JoinTimes(Histogram http, Histogram keys) {}

    private final Colibri colibri;
    private final Load load;
    private final GeneratorLoops loops;
    private final ClientTransport.Parts parts;
    private final List<Participant> participants = new ArrayList<>();
    private final List<String> meetings = new ArrayList<>();
    private final List<WebSocket> channels = new ArrayList<>();
    private final JoinTimes joinTimes = new JoinTimes(
            new Histogram(Reception.MAX_LATENCY_NANOS, Reception.DIGITS),
            new Histogram(Reception.MAX_LATENCY_NANOS, Reception.DIGITS));
    private @Nullable Inet4Address local;

    /** Calls that are generated on one thread. */
    public Calls(final Colibri colibri, final Load load, final SrtpProfile profile) throws IOException {
        this(colibri, load, profile, 1);
    }

    /** Calls whose participants are dealt out over so many threads. */
    public Calls(final Colibri colibri, final Load load, final SrtpProfile profile, final int threads)
            throws IOException {
        this.colibri = colibri;
        this.load = load;
        this.loops = new GeneratorLoops(threads);
        final SecureRandom random = new SecureRandom();
        this.parts = new ClientTransport.Parts(
                DtlsCertificate.generate(random, Instant.now()),
                SrtpCiphers.best(),
                profile,
                new HandshakeLimiter(HANDSHAKES_AT_ONCE),
                random);
    }

    public GeneratorLoops loops() {
        return loops;
    }

    public Load load() {
        return load;
    }

    public List<Participant> participants() {
        return participants;
    }

    /** Of the measured window, in nanoseconds. */
    public Histogram audioLatency() throws IOException, InterruptedException {
        return loops.audioLatency();
    }

    /** Likewise. */
    public Histogram videoLatency() throws IOException, InterruptedException {
        return loops.videoLatency();
    }

    public JoinTimes joinTimes() {
        return joinTimes;
    }

    /**
     * Brings all participants in, one after the other.
     *
     * @param progress told after each participant how many are in
     */
    public void join(final Consumer<Integer> progress) throws IOException, InterruptedException {
        joinUpTo(load.conferences(), progress);
    }

    /** Brings further conferences in, until there are so many. */
    public void joinUpTo(final int conferences, final Consumer<Integer> progress)
            throws IOException, InterruptedException {
        for (int conference = meetings.size(); conference < conferences; conference++) {
            final String meeting = UUID.randomUUID().toString();
            colibri.createConference(meeting);
            meetings.add(meeting);
            for (int place = 0; place < load.participants(); place++) {
                join(meeting, new Seat(load, conference, place));
                progress.accept(participants.size());
            }
        }
    }

    private void join(final String meeting, final Seat seat) throws IOException, InterruptedException {
        final long start = System.nanoTime();
        final Colibri.Answer answer = colibri.createEndpoint(meeting, seat);
        final Inet4Address from =
                localAddress(answer.transport().candidates().getFirst().address());
        final GeneratorLoop loop = loops.of(participants.size());
        final Participant participant = loop.call(() -> new Participant(loop, seat, parts, from));
        participants.add(participant);
        final IceCredentials credentials = participant.transport().credentials();
        colibri.patch(
                meeting,
                Offer.updateTransport(
                        meeting,
                        seat,
                        credentials,
                        participant.transport().address(),
                        parts.certificate().fingerprint()));
        joinTimes.http().recordValue(System.nanoTime() - start);
        loop.execute(() -> participant.connect(answer.transport()));
        joinTimes.keys().recordValue(awaitKeys(participant) - start);
        if (load.channel() == Load.Channel.WEBSOCKET) {
            if (answer.webSocket() == null) {
                throw new IOException("the bridge offers no WebSocket for its channel; try --channel sctp");
            }
            channels.add(colibri.openChannel(answer.webSocket()));
        }
    }

    private long awaitKeys(final Participant participant) throws IOException, InterruptedException {
        final GeneratorLoop loop = participant.loop();
        final long deadline = System.nanoTime() + KEYS_TIMEOUT_NANOS;
        while (System.nanoTime() < deadline) {
            final long keys = loop.call(participant::keysNanos);
            if (keys != 0) {
                return keys;
            }
            final String failure = loop.call(() -> String.valueOf(participant.failure()));
            if (!"null".equals(failure)) {
                throw new IOException("participant " + participant.seat().endpointId() + ": " + failure);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        throw new IOException("participant " + participant.seat().endpointId() + " has no keys after "
                + TimeUnit.NANOSECONDS.toSeconds(KEYS_TIMEOUT_NANOS) + " s; its ICE is "
                + loop.call(() -> participant.transport().iceState()));
    }

    /** The address that this machine would reach the bridge from. */
    private Inet4Address localAddress(final InetSocketAddress bridge) throws IOException {
        if (local == null) {
            try (DatagramSocket probe = new DatagramSocket()) {
                probe.connect(bridge);
                if (!(probe.getLocalAddress() instanceof Inet4Address address)) {
                    throw new IOException("no way to " + bridge + " by IPv4");
                }
                local = address;
            }
        }
        return local;
    }

    /** Participants whose bridge channel is open; none where there is none. */
    public int openChannels() throws IOException, InterruptedException {
        return channels.size()
                + loops.still(() -> (int)
                        participants.stream().filter(Participant::channelOpen).count());
    }

    public void startMedia() throws IOException, InterruptedException {
        startMediaOf(load.conferences());
    }

    /** Media of those who have none yet begins, and only the first so many conferences send any. */
    public void startMediaOf(final int conferences) throws IOException, InterruptedException {
        loops.still(() -> {
            final long now = System.nanoTime();
            for (final Participant participant : participants) {
                participant.startMedia(now);
                participant.mute(participant.seat().conference() >= conferences);
            }
            return null;
        });
    }

    /**
     * Packets sent within {@code durationNanos} from now but for {@code leadNanos} are measured, and nothing of earlier windows. All
     * loops begin it together, or one would count what another has not begun to.
     *
     * @return when it starts, by the monotonic clock
     */
    public long window(final long leadNanos, final long durationNanos) throws IOException, InterruptedException {
        return loops.still(() -> {
            final long start = System.nanoTime() + leadNanos;
            loops.window(start, start + durationNanos);
            return start;
        });
    }

    /** Where the bridge takes media of the first participant. */
    public InetSocketAddress bridgeAddress() throws IOException, InterruptedException {
        return loops.still(() -> Objects.requireNonNull(participants.getFirst().bridge())
                .candidates()
                .getFirst()
                .address());
    }

    /** See {@link Participant#username}. */
    public String username() throws IOException, InterruptedException {
        return loops.still(() -> participants.getFirst().username());
    }

    /** The first participant of these calls turns on the second: {@code pps} times a second, until the calls end. */
    public void betray(final Traitor.Act act, final int pps) throws IOException, InterruptedException {
        final Participant first = participants.getFirst();
        final Traitor traitor = new Traitor(first, participants.get(1).seat());
        first.loop().call(() -> {
            first.loop().schedule().add(System.nanoTime(), (due, now) -> {
                traitor.act(act);
                return due + 1_000_000_000L / pps;
            });
            return null;
        });
    }

    /** What was delivered of what was sent in the window. Waits for the loops, not for what is under way. */
    public Tally tally() throws IOException, InterruptedException {
        return loops.still(() -> Tally.of(load, participants));
    }

    @Override
    public void close() throws IOException {
        channels.forEach(WebSocket::abort);
        loops.close();
        try {
            for (final String meeting : meetings) {
                colibri.expireConference(meeting);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
