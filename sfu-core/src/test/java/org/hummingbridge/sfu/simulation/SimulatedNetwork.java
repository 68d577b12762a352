/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries datagrams between attached hosts in virtual time: the same seed gives the same run. Never uses threads or a real
 * clock, and never calls a host from within {@link #send}.
 *
 * <p>Usage: {@link #attach} hosts, set {@link #conditions}, then {@link #advance} or {@link #runUntil}; hosts and tasks call
 * {@link #send}. Name the seed in assertion messages: {@code as(network.toString())}.
 */
public final class SimulatedNetwork {
    /** The clock starts close to its wrap-around, so that code which compares instants without subtracting fails here. */
    private static final long START_NANOS =
            Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private final long seed;
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.<Event>comparingLong(event -> event.sinceStart).thenComparingLong(event -> event.order));
    private final Map<InetSocketAddress, SimulatedHost> hosts = new HashMap<>();
    private final Map<Direction, LinkConditions> conditions = new HashMap<>();
    private final Map<Direction, Long> lastArrival = new HashMap<>();
    private final List<SimulatedNat> nats = new ArrayList<>();
    private final List<Consumer<Datagram>> taps = new ArrayList<>();
    private LinkConditions defaultConditions = LinkConditions.delayed(Duration.ofMillis(10));
    private long elapsed;
    private long eventCount;

    private record Event(long sinceStart, long order, Runnable action) {}

    private record Direction(InetAddress from, InetAddress to) {}

    public SimulatedNetwork(final long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Monotonic; may be negative and wraps around two seconds after the start. */
    public long nowNanos() {
        return START_NANOS + elapsed;
    }

    /** Time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(elapsed);
    }

    /** A source of randomness for hosts, drawn from this network's seed. */
    public SplittableRandom randomForHost() {
        return random.split();
    }

    public void attach(final InetSocketAddress address, final SimulatedHost host) {
        hosts.put(address, host);
    }

    public void detach(final InetSocketAddress address) {
        hosts.remove(address);
    }

    public void add(final SimulatedNat nat) {
        nats.add(nat);
    }

    /** For all directions that have none of their own. */
    public void conditions(final LinkConditions newConditions) {
        defaultConditions = newConditions;
    }

    /** For datagrams from one public address to another; seen outside of NATs. */
    public void conditions(final InetAddress from, final InetAddress to, final LinkConditions newConditions) {
        conditions.put(new Direction(from, to), newConditions);
    }

    /** Shows every datagram to {@code tap} as it is sent, behind the sender's NAT, whether or not it is lost. */
    public void tap(final Consumer<Datagram> tap) {
        taps.add(tap);
    }

    public void send(final InetSocketAddress from, final InetSocketAddress to, final byte[] bytes) {
        send(from, to, bytes, 0, bytes.length);
    }

    /** Copies the bytes and puts them on the wire. */
    public void send(
            final InetSocketAddress from,
            final InetSocketAddress to,
            final byte[] bytes,
            final int offset,
            final int length) {
        final InetSocketAddress source = translatedSource(from, to);
        final byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        final Datagram datagram = new Datagram(source, to, copy);
        taps.forEach(tap -> tap.accept(datagram));
        final Direction direction = new Direction(source.getAddress(), to.getAddress());
        final LinkConditions link = conditions.getOrDefault(direction, defaultConditions);
        if (random.nextDouble() < link.loss()) {
            return;
        }
        transmit(datagram, direction, link);
        if (random.nextDouble() < link.duplication()) {
            transmit(new Datagram(source, to, copy.clone()), direction, link);
        }
    }

    private void transmit(final Datagram datagram, final Direction direction, final LinkConditions link) {
        final long usual =
                elapsed + link.delay().toNanos() + random.nextLong(link.jitter().toNanos() + 1);
        if (random.nextDouble() < link.reordering()) {
            final long spread = 4 * (link.delay().toNanos() + link.jitter().toNanos());
            schedule(usual + random.nextLong(spread + 1), () -> deliver(datagram));
            return;
        }
        final long arrival = Math.max(usual, lastArrival.getOrDefault(direction, 0L));
        lastArrival.put(direction, arrival);
        schedule(arrival, () -> deliver(datagram));
    }

    private void deliver(final Datagram datagram) {
        final InetSocketAddress to = translatedDestination(datagram);
        final SimulatedHost host = to == null ? null : hosts.get(to);
        if (host != null && to != null) {
            host.onDatagram(new Datagram(datagram.from(), to, datagram.bytes()), nowNanos());
        }
    }

    private InetSocketAddress translatedSource(final InetSocketAddress from, final InetSocketAddress to) {
        for (final SimulatedNat nat : nats) {
            if (nat.isInside(from.getAddress()) && !nat.isInside(to.getAddress())) {
                return nat.outbound(from, to);
            }
        }
        return from;
    }

    private @Nullable InetSocketAddress translatedDestination(final Datagram datagram) {
        final InetAddress to = datagram.to().getAddress();
        for (final SimulatedNat nat : nats) {
            if (nat.isPublic(to)) {
                return nat.inbound(datagram.from(), datagram.to());
            }
            if (nat.isInside(to) && !nat.isInside(datagram.from().getAddress())) {
                return null;
            }
        }
        return datagram.to();
    }

    /** Runs {@code task} once, {@code delay} from now. */
    public void after(final Duration delay, final Runnable task) {
        schedule(elapsed + delay.toNanos(), task);
    }

    /** Runs {@code task} again and again, first one {@code period} from now. */
    public void every(final Duration period, final Runnable task) {
        after(period, () -> {
            task.run();
            every(period, task);
        });
    }

    private void schedule(final long sinceStart, final Runnable action) {
        events.add(new Event(sinceStart, eventCount++, action));
    }

    /** Lets {@code time} pass. */
    public void advance(final Duration time) {
        final long end = elapsed + time.toNanos();
        while (runNext(end)) {}
        elapsed = end;
    }

    /** Lets time pass until {@code condition} holds, at most {@code limit}; says whether it held. */
    public boolean runUntil(final BooleanSupplier condition, final Duration limit) {
        final long end = elapsed + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!runNext(end)) {
                elapsed = end;
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Time goes by without anything happening, as when the process is stopped; what was due happens late, at the next advance. */
    public void stall(final Duration time) {
        elapsed += time.toNanos();
    }

    private boolean runNext(final long end) {
        final Event event = events.peek();
        if (event == null || event.sinceStart > end) {
            return false;
        }
        events.remove();
        elapsed = Math.max(elapsed, event.sinceStart);
        event.action.run();
        return true;
    }

    /** The seed and the time, for assertion messages. */
    @Override
    public String toString() {
        return "simulated network, seed " + seed + ", at " + elapsed();
    }
}
