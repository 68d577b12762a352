/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private final Counters counters = new Counters();
    private final Errands home = new Errands(new Containment(0, counters));
    private final Errands other = new Errands(new Containment(1, counters));
    private final AtomicLong wakeUps = new AtomicLong();
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void join() {
        final Runnable[] wakers = {() -> {}, wakeUps::incrementAndGet};
        home.join(wakers);
        other.join(wakers);
        home.connect(1, other);
    }

    private final class Named implements Errand {
        private final String name;

        Named(final String name) {
            this.name = name;
        }

        @Override
        public void leave() {
            log.add(name + " leaves");
        }

        @Override
        public void carryOut(final Loop there, final long nowNanos) {
            log.add(name + " done");
            if ("bad".equals(name)) {
                throw new IllegalStateException("as a test wants it");
            }
        }

        @Override
        public void comeBack() {
            log.add(name + " back");
        }
    }

    @Test
    void anErrandWaitsForTheEndOfTheTurnUnlessAnotherOneFollows() {
        home.send(new Named("a"), 1);
        assertThat(log).isEmpty();
        home.send(new Named("b"), 1);
        assertThat(log).containsExactly("a leaves");

        home.handOver();

        assertThat(log).containsExactly("a leaves", "b leaves");
        assertThat(wakeUps.get()).isEqualTo(2);
        assertThat(other.carryOut(null, 0)).isEqualTo(2);
        home.takeBack();
        assertThat(home.allBack()).isFalse();
        other.giveBack();
        home.takeBack();
        assertThat(log.subList(2, 6)).containsExactly("a done", "b done", "a back", "b back");
        assertThat(home.allBack()).isTrue();
    }

    @Test
    void anErrandThatFailsComesBackAndTheNextOneIsDone() {
        home.send(new Named("bad"), 1);
        home.send(new Named("b"), 1);
        home.handOver();

        other.carryOut(null, 0);
        other.giveBack();
        home.takeBack();

        assertThat(log).contains("b done", "bad back", "b back");
        assertThat(counters.get(Counter.LOOP_FAILURES)).isEqualTo(1);
    }

    @Test
    void whatIsRefusedComesBackUndone() {
        home.send(new Named("a"), 1);
        home.handOver();

        other.refuse();
        home.takeBack();

        assertThat(log).containsExactly("a leaves", "a back");
    }

    @Test
    void whatDoesNotFitComesBackAtOnce() {
        for (int i = 0; i <= ErrandLane.MAX_UNDER_WAY; i++) {
            home.send(new Named("e" + i), 1);
            home.handOver();
        }

        assertThat(log.getLast()).isEqualTo("e" + ErrandLane.MAX_UNDER_WAY + " back");
        assertThat(other.carryOut(null, 0)).isEqualTo(ErrandLane.MAX_UNDER_WAY);
    }

    @Test
    void whatWasPreparedWhenTheLoopsEndedIsRecalled() {
        home.send(new Named("under way"), 1);
        home.handOver();
        home.send(new Named("prepared"), 1);

        other.refuse();
        home.recall();

        assertThat(log).contains("under way back", "prepared back");
        assertThat(home.allBack()).isTrue();
    }

    /** Numbers that one thread writes without any ceremony, and the other reads: only the queues publish them. */
    private static final class Numbers implements Errand {
        private static final int SIZE = 64;
        private final long[] numbers = new long[SIZE];
        private final List<Numbers> free;
        private final AtomicLong expected;
        private final AtomicLong wrong;
        private int count;
        private long seen;

        Numbers(final List<Numbers> free, final AtomicLong expected, final AtomicLong wrong) {
            this.free = free;
            this.expected = expected;
            this.wrong = wrong;
        }

        @Override
        public void leave() {}

        @Override
        public void carryOut(final Loop there, final long nowNanos) {
            long next = expected.getPlain();
            for (int i = 0; i < count; i++) {
                if (numbers[i] != next++) {
                    wrong.incrementAndGet();
                }
            }
            expected.setPlain(next);
            seen += count;
        }

        @Override
        public void comeBack() {
            count = 0;
            free.add(this);
        }
    }

    @Test
    void millionsOfNumbersCrossInOrderAndEveryErrandComesBack() throws InterruptedException {
        final int batches = 200_000;
        final AtomicLong expected = new AtomicLong();
        final AtomicLong wrong = new AtomicLong();
        final AtomicBoolean stop = new AtomicBoolean();
        final List<Numbers> free = new ArrayList<>();
        final List<Numbers> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            all.add(new Numbers(free, expected, wrong));
        }
        free.addAll(all);
        final Thread worker = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                if (other.carryOut(null, 0) == 0) {
                    Thread.onSpinWait();
                }
                other.giveBack();
            }
        });
        long next = 0;
        for (int batch = 0; batch < batches; batch++) {
            while (free.isEmpty()) {
                home.takeBack();
                Thread.yield();
            }
            final Numbers errand = free.removeLast();
            home.send(errand, 1);
            final int size = 1 + batch % Numbers.SIZE;
            for (int i = 0; i < size; i++) {
                errand.numbers[errand.count++] = next++;
            }
            if (batch % 3 == 0) {
                home.handOver();
            }
        }
        home.handOver();
        while (!home.allBack()) {
            home.takeBack();
            Thread.yield();
        }
        stop.set(true);
        worker.join();

        assertThat(wrong.get()).isZero();
        assertThat(free).hasSize(all.size());
        assertThat(all.stream().mapToLong(errand -> errand.seen).sum()).isEqualTo(next);
    }

    /** Counts on the sending loop only. */
    private static final class Counted implements Errand {
        private long left;
        private long back;
        private final AtomicLong done = new AtomicLong();

        @Override
        public void leave() {
            left++;
        }

        @Override
        public void carryOut(final Loop there, final long nowNanos) {
            done.incrementAndGet();
        }

        @Override
        public void comeBack() {
            back++;
        }
    }

    @Test
    void loopsThatCloseUnderLoadGiveEveryErrandBack() throws Exception {
        final UdpPorts ports = UdpPorts.open(
                UdpPortConfig.of(List.of(UdpPortsFixture.LOCALHOST), 0).withLoops(2), (bytes, at, length) -> null);
        assumeTrue(ports.loops().size() == 2, () -> "loops cannot share a port here: " + ports.transport());
        final Loop sending = ports.loops().getFirst();
        final Counted errand = new Counted();
        final AtomicBoolean closing = new AtomicBoolean();
        final Runnable busy = new Runnable() {
            @Override
            public void run() {
                sending.send(errand, 1);
                if (!closing.get()) {
                    sending.execute(this);
                }
            }
        };
        sending.execute(busy);
        UdpPortsFixture.await(() -> errand.done.get() > 10_000);

        // A loop does not end as long as it goes on giving itself tasks.
        final Thread end = Thread.ofPlatform().start(() -> closing.set(true));
        ports.close();
        end.join();

        assertThat(errand.back).isEqualTo(errand.left).isGreaterThanOrEqualTo(errand.done.get());
        assertThat(ports.loops().get(1).counters().get(Counter.BUSY_NANOS)).isPositive();
        assertThat(UdpPortsFixture.total(ports, Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void loopsOnPortsOfTheirOwnSendNothingForEachOther() throws Exception {
        try (UdpPorts ports = UdpPortsFixture.openRange(
                2,
                (first, last) -> UdpPorts.open(
                        UdpPortConfig.of(List.of(UdpPortsFixture.LOCALHOST), first)
                                .withPorts(first, last),
                        (bytes, at, length) -> null))) {
            assertThat(ports.loops().get(0).sharesPortsWith(1)).isFalse();
            assertThat(ports.loops().get(0).sharesPortsWith(0)).isTrue();
        }
    }
}
