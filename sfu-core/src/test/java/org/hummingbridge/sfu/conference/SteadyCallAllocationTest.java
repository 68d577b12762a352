/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** A call with all that goes on beside its media: ticks, reports, feedback and estimates. */
class SteadyCallAllocationTest {
    private static final int RECEIVERS = 10;
    private static final int PACKETS_PER_TICK = 10;
    private static final int TICKS_PER_FEEDBACK = 20;
    private static final int PACKETS_PER_FEEDBACK = PACKETS_PER_TICK * TICKS_PER_FEEDBACK;
    private static final int WARM_UP = 75;

    /** Some rounds of 100 ms have the compiler at work, or checks of consent that nobody here answers. */
    private static final int MAX_ROUNDS = 80;

    /** A hundredth of a byte per packet: what remains is the compiler's, not the path's. */
    private static final long ALLOWED_BYTES = RECEIVERS * PACKETS_PER_FEEDBACK / 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long thread = Thread.currentThread().threadId();
    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(1)));
    private final List<SimulatedParticipant> receivers = new ArrayList<>();
    private long now;
    private long allocated;
    private int transportSequence;

    @Test
    void ticksAndFeedbackAllocateNothing() {
        assumeTrue(
                SimulatedCall.cipherDescription().contains("libcrypto ("), "the JDK's ciphers allocate by themselves");
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(call.join("%08x".formatted(i)));
        }
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
        call.run(Duration.ofMillis(20));
        call.loop().disconnect();
        now = call.loop().nowNanos();
        transportSequence = lastTransportSequence() + 1;

        for (int round = 0; round < WARM_UP; round++) {
            pass(sender);
        }
        final long forwardedBefore = call.loop().counters().get(Counter.RTP_FORWARDED);
        long lowest = Long.MAX_VALUE;
        int rounds = 0;
        while (rounds < MAX_ROUNDS && lowest > ALLOWED_BYTES) {
            rounds++;
            allocated = 0;
            pass(sender);
            lowest = Math.min(lowest, allocated);
        }

        assertThat(call.loop().counters().get(Counter.RTP_FORWARDED) - forwardedBefore)
                .isEqualTo((long) rounds * RECEIVERS * PACKETS_PER_FEEDBACK);
        assertThat(call.conferenceOnLoop()
                        .endpoint("00000000")
                        .receiver()
                        .link()
                        .snapshot()
                        .feedbacks())
                .isGreaterThanOrEqualTo(WARM_UP);
        assertThat(lowest)
                .as("bytes for %d forwarded packets", RECEIVERS * PACKETS_PER_FEEDBACK)
                .isLessThanOrEqualTo(ALLOWED_BYTES);
    }

    private int lastTransportSequence() {
        return call.conferenceOnLoop()
                .endpoint("00000000")
                .receiver()
                .downlink()
                .lastTransportSequence();
    }

    /** 100 ms: media, a tick every 5 ms, and feedback of every receiver at the end. */
    private void pass(final SimulatedParticipant sender) {
        final Conference conference = call.conferenceOnLoop();
        final HandMadeDatagrams media = sender.datagrams();
        for (int tick = 0; tick < TICKS_PER_FEEDBACK; tick++) {
            now += Loop.TICK_NANOS;
            for (int i = 0; i < PACKETS_PER_TICK; i++) {
                receive(sender, media.video(i == 0, i == PACKETS_PER_TICK - 1));
            }
            final long before = threads.getThreadAllocatedBytes(thread);
            conference.sendQueued(now);
            conference.onTick(now);
            allocated += threads.getThreadAllocatedBytes(thread) - before;
        }
        for (final SimulatedParticipant receiver : receivers) {
            receive(receiver, receiver.datagrams().feedback(transportSequence, PACKETS_PER_FEEDBACK, now / 250_000));
        }
        transportSequence += PACKETS_PER_FEEDBACK;
    }

    private void receive(final SimulatedParticipant from, final byte[] datagram) {
        final EndpointTransport ingress = call.bridgeTransport(from.id());
        final Path path = call.pathOf(from);
        final PacketBuffer packet = Objects.requireNonNull(call.loop().arena().acquire());
        System.arraycopy(datagram, 0, packet.bytes(), packet.offset(), datagram.length);
        packet.length(datagram.length);
        packet.path(path);
        packet.arrivalNanos(now);
        final long before = threads.getThreadAllocatedBytes(thread);
        ingress.onDatagram(packet, now);
        allocated += threads.getThreadAllocatedBytes(thread) - before;
    }
}
