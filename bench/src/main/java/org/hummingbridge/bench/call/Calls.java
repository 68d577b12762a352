/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.dtls.HandshakeLimiter;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** All conferences of one run: joins their participants one after the other, starts their media, and takes them down again. */
public final class Calls implements AutoCloseable {
    /** Enough for one after the other. */
    private static final int HANDSHAKES_AT_ONCE = 2;

    /** Join times in nanoseconds. */
    public record JoinTimes(Histogram http, Histogram keys) {}

    private final Colibri colibri;
    private final Load load;
    private final GeneratorLoops loops;
    private final List<Participant> participants = new ArrayList<>();
    private final List<String> meetings = new ArrayList<>();
    private final Joining joining;
    private @Nullable Traitor traitor;

    /** Calls that are generated on one thread. */
    public Calls(final Colibri colibri, final Load load, final SrtpProfile profile) throws IOException {
        this(colibri, load, profile, 1);
    }

    /** Calls whose participants are dealt out over so many threads. */
    public Calls(final Colibri colibri, final Load load, final SrtpProfile profile, final int threads)
            throws IOException {
        this(colibri, load, profile, threads, HANDSHAKES_AT_ONCE, 1);
    }

    /** As many at once as are said, for {@link #joinAtOnce}. */
    public Calls(
            final Colibri colibri,
            final Load load,
            final SrtpProfile profile,
            final int threads,
            final int handshakesAtOnce,
            final int requestsInFlight)
            throws IOException {
        this.colibri = colibri;
        this.load = load;
        this.loops = new GeneratorLoops(threads);
        final SecureRandom random = new SecureRandom();
        final ClientTransport.Parts parts = new ClientTransport.Parts(
                DtlsCertificate.generate(random, Instant.now()),
                SrtpCiphers.best(),
                profile,
                new HandshakeLimiter(handshakesAtOnce),
                random);
        this.joining = new Joining(colibri, parts, requestsInFlight);
    }

    /** The bridge's control interface that they joined by. */
    public Colibri colibri() {
        return colibri;
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
        return new JoinTimes(joining.times().http(), joining.times().keys());
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
            joining.createConference(meeting);
            meetings.add(meeting);
            for (int place = 0; place < load.participants(); place++) {
                participants.add(
                        joining.join(meeting, new Seat(load, conference, place), loops.of(participants.size())));
                progress.accept(participants.size());
            }
        }
    }

    /**
     * Brings all participants in at once, as far as requests may be in flight. What was joined must not be used as calls unless all
     * were: the tally goes by places.
     */
    public Burst joinAtOnce() throws InterruptedException {
        final List<String> failures = new CopyOnWriteArrayList<>();
        final @Nullable Participant[] joined = new @Nullable Participant[load.conferences() * load.participants()];
        final long start = System.nanoTime();
        try (ExecutorService everybody = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int conference = 0; conference < load.conferences(); conference++) {
                final String meeting = UUID.randomUUID().toString();
                meetings.add(meeting);
                final CompletableFuture<Void> created = new CompletableFuture<>();
                everybody.execute(() -> attempt(failures, () -> create(meeting, created)));
                for (int place = 0; place < load.participants(); place++) {
                    final Seat seat = new Seat(load, conference, place);
                    final int index = conference * load.participants() + place;
                    everybody.execute(() -> attempt(failures, () -> {
                        created.join();
                        joined[index] = joining.join(meeting, seat, loops.of(index));
                    }));
                }
            }
        }
        Stream.of(joined).filter(Objects::nonNull).forEach(participants::add);
        return Burst.of(joined.length, start, joining, failures);
    }

    private void create(final String meeting, final CompletableFuture<Void> created)
            throws IOException, InterruptedException {
        try {
            joining.createConference(meeting);
        } finally {
            created.complete(null);
        }
    }

    private interface Attempt {
        void make() throws IOException, InterruptedException;
    }

    private static void attempt(final List<String> failures, final Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Participants whose bridge channel is open; none where there is none. */
    public int openChannels() throws IOException, InterruptedException {
        return joining.channels().size()
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
     * Packets sent from now but for {@code leadNanos} are measured, and nothing of earlier windows, until {@link #endWindow}. All loops
     * begin it together, or one would count what another has not begun to.
     *
     * @return when it starts, by the monotonic clock
     */
    public long window(final long leadNanos) throws IOException, InterruptedException {
        return loops.still(() -> {
            final long start = System.nanoTime() + leadNanos;
            loops.window(start, Long.MAX_VALUE);
            return start;
        });
    }

    /** Packets sent from now on are not measured; returns when that is. */
    public long endWindow() throws IOException, InterruptedException {
        return loops.still(() -> {
            final long end = System.nanoTime();
            loops.endWindow(end);
            return end;
        });
    }

    /** Where the bridge takes media of the first participant. */
    public InetSocketAddress bridgeAddress() throws IOException, InterruptedException {
        return loops.still(() -> participants.getFirst().bridgeAddress());
    }

    /** See {@link Participant#username}. */
    public String username() throws IOException, InterruptedException {
        return loops.still(() -> participants.getFirst().username());
    }

    /** The first participant of these calls turns on the second: {@code pps} times a second, until the calls end. */
    public void betray(final Traitor.Act act, final int pps) throws IOException, InterruptedException {
        final Participant first = participants.getFirst();
        final Traitor turned = new Traitor(first, participants.get(1).seat());
        traitor = turned;
        first.loop().call(() -> {
            first.loop().schedule().add(System.nanoTime(), (due, now) -> {
                turned.act(act);
                return due + 1_000_000_000L / pps;
            });
            return null;
        });
    }

    /** Runs a task while nothing of these calls is sent. */
    public <T> T still(final Callable<T> task) throws IOException, InterruptedException {
        return loops.still(task);
    }

    /** Datagrams of any kind that they have sent so far. While they stand {@link #still}. */
    public long datagramsSent() {
        final long sent =
                participants.stream().mapToLong(one -> one.socket().sent()).sum();
        return sent + (traitor == null ? 0 : traitor.sentElsewhere());
    }

    /** What was delivered of what was sent in the window. Waits for the loops, not for what is under way. */
    public Tally tally() throws IOException, InterruptedException {
        return loops.still(() -> Tally.of(load, participants));
    }

    @Override
    public void close() throws IOException {
        joining.channels().forEach(WebSocket::abort);
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
