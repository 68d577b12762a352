/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the public addresses of local ones behind the back of everybody else: the bridge starts meanwhile. Answers are kept; as
 * long as no STUN server has answered for any address, they are asked again after ever longer pauses.
 *
 * <p>{@link #start}, once; the listener is called on a thread of this class after every round that brought something new; {@link
 * #close} ends it at any time.
 */
public final class MappingDiscovery implements AutoCloseable {
    private static final String STUN_KEY = "ice4j.harvest.mapping.stun.addresses";
    private static final String AWS_KEY = "ice4j.harvest.mapping.aws.enabled";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final List<InetAddress> locals;
    private final List<StunServer> servers;
    private final @Nullable AwsMetadata aws;
    private final StunQuestion question;
    private final Pause pause;
    private final Consumer<Discovered> listener;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("discovery-", 0).factory());

    /** Waits; given by tests, which do not. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    MappingDiscovery(
            final List<InetAddress> locals,
            final List<StunServer> servers,
            final @Nullable AwsMetadata aws,
            final StunQuestion question,
            final Pause pause,
            final Consumer<Discovered> listener) {
        this.locals = locals.stream().filter(Inet4Address.class::isInstance).toList();
        this.servers = List.copyOf(servers);
        this.aws = aws;
        this.question = question;
        this.pause = pause;
        this.listener = listener;
    }

    /**
     * A discovery with the patience that suits a start.
     *
     * @param locals addresses that media is received on; of them, those of IPv4 are asked for
     * @param aws null: not asked
     */
    public static MappingDiscovery of(
            final List<InetAddress> locals,
            final List<StunServer> servers,
            final @Nullable AwsMetadata aws,
            final RandomGenerator random,
            final Consumer<Discovered> listener) {
        return new MappingDiscovery(
                locals, servers, aws, new StunQuestion(random, StunQuestion.WAITS), Thread::sleep, listener);
    }

    public void start() {
        threads.execute(this::run);
    }

    private void run() {
        try {
            final List<DiscoveredMapping> fromAws = new ArrayList<>();
            final List<String> warnings = new ArrayList<>();
            askAws(fromAws, warnings);
            Discovered round = askServers(fromAws, warnings);
            listener.accept(round);
            Duration wait = FIRST_PAUSE;
            while (round.stunFailed()) {
                pause.sleep(wait);
                final Duration doubled = wait.multipliedBy(2);
                wait = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
                round = askServers(fromAws, warnings);
                if (!round.stunFailed()) {
                    listener.accept(round);
                }
            }
        } catch (InterruptedException | RejectedExecutionException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void askAws(final List<DiscoveredMapping> mappings, final List<String> warnings) {
        if (aws == null) {
            return;
        }
        try {
            mappings.add(aws.ask());
        } catch (IOException e) {
            warnings.add(AWS_KEY + " is on and this is a machine of Amazon's, but its metadata service did not tell the"
                    + " public address: " + e.getMessage() + ".");
        }
    }

    private Discovered askServers(final List<DiscoveredMapping> fromAws, final List<String> fromBefore)
            throws InterruptedException {
        final Map<StunServer, List<Future<StunQuestion.Answer>>> asked = new LinkedHashMap<>();
        for (final StunServer server : servers) {
            asked.put(
                    server,
                    locals.stream()
                            .map(local -> threads.submit(() -> question.ask(server, local)))
                            .toList());
        }
        final List<DiscoveredMapping> mappings = new ArrayList<>(fromAws);
        final List<String> warnings = new ArrayList<>(fromBefore);
        boolean answered = false;
        for (final Map.Entry<StunServer, List<Future<StunQuestion.Answer>>> each : asked.entrySet()) {
            for (int i = 0; i < locals.size(); i++) {
                final StunQuestion.Answer answer =
                        answer(each.getValue().get(i), each.getKey(), locals.get(i), warnings);
                if (answer != null) {
                    answered = true;
                    add(answer, each.getKey(), mappings, warnings);
                }
            }
        }
        return new Discovered(mappings, warnings, !servers.isEmpty() && !answered);
    }

    private static StunQuestion.@Nullable Answer answer(
            final Future<StunQuestion.Answer> future,
            final StunServer server,
            final InetAddress local,
            final List<String> warnings)
            throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            final Throwable cause = e.getCause() == null ? e : e.getCause();
            warnings.add(STUN_KEY + ": " + server + " asked from " + Addresses.text(local) + " "
                    + (cause instanceof IOException ? cause.getMessage() : "failed: " + cause)
                    + "; correct the setting, or let UDP to it through.");
            return null;
        }
    }

    private static void add(
            final StunQuestion.Answer answer,
            final StunServer server,
            final List<DiscoveredMapping> mappings,
            final List<String> warnings) {
        final boolean known = mappings.stream()
                .anyMatch(each -> each.localAddress().equals(answer.local())
                        && each.publicAddress().equals(answer.mapped()));
        if (known) {
            return;
        }
        final String local = Addresses.text(answer.local());
        mappings.add(new DiscoveredMapping(answer.local(), answer.mapped(), server + " sees " + local + " there"));
        if (!answer.portKept()) {
            warnings.add(
                    "The NAT before " + local + " gives other ports to outgoing datagrams, so clients reach this bridge"
                            + " at " + Addresses.text(answer.mapped()) + " only if the media port is forwarded there.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
