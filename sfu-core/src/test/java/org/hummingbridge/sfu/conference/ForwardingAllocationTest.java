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
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

class ForwardingAllocationTest {
    private static final int RECEIVERS = 10;
    private static final int WARM_UP = 30_000;
    private static final int MEASURED = 20_000;
    private static final int BATCH = 20;
    private static final long FORWARDED = (long) MEASURED * RECEIVERS;

    /** A hundredth of a byte per packet: what remains is the compiler's, not the path's. */
    private static final long ALLOWED_BYTES = FORWARDED / 100;

    /** On a busy machine the compiler may not be done after the warm-up. */
    private static final int MAX_ROUNDS = 5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long thread = Thread.currentThread().threadId();

    @Test
    void steadyForwardingAllocatesNothing() {
        assumeTrue(
                SimulatedCall.cipherDescription().contains("libcrypto ("), "the JDK's ciphers allocate by themselves");
        final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(1)));
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        for (int i = 0; i < RECEIVERS; i++) {
            call.join("%08x".formatted(i));
        }
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
        call.run(Duration.ofMillis(20));
        final EndpointTransport ingress = call.bridgeTransport("aaaaaaaa");
        final Path path = call.pathOf(sender);
        call.loop().disconnect();

        forward(call, ingress, path, datagrams(sender, WARM_UP));
        long lowest = Long.MAX_VALUE;
        for (int round = 0; round < MAX_ROUNDS && lowest > ALLOWED_BYTES; round++) {
            lowest = Math.min(lowest, allocatedFor(call, ingress, path, datagrams(sender, MEASURED)));
        }

        assertThat(lowest).as("bytes for %d forwarded packets", FORWARDED).isLessThanOrEqualTo(ALLOWED_BYTES);
    }

    private long allocatedFor(
            final SimulatedCall call, final EndpointTransport ingress, final Path path, final List<byte[]> datagrams) {
        final long forwardedBefore = call.loop().counters().get(Counter.RTP_FORWARDED);
        final long allocatedBefore = threads.getThreadAllocatedBytes(thread);
        forward(call, ingress, path, datagrams);
        final long allocated = threads.getThreadAllocatedBytes(thread) - allocatedBefore;
        assertThat(call.loop().counters().get(Counter.RTP_FORWARDED) - forwardedBefore)
                .isEqualTo(FORWARDED);
        return allocated;
    }

    private static List<byte[]> datagrams(final SimulatedParticipant sender, final int count) {
        final HandMadeDatagrams made = sender.datagrams();
        final List<byte[]> datagrams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            datagrams.add(made.video(i % BATCH == 0, i % BATCH == BATCH - 1));
        }
        return datagrams;
    }

    private static void forward(
            final SimulatedCall call, final EndpointTransport ingress, final Path path, final List<byte[]> datagrams) {
        final Conference conference = call.conferenceOnLoop();
        long now = call.loop().nowNanos();
        for (int i = 0; i < datagrams.size(); i++) {
            final byte[] datagram = datagrams.get(i);
            final PacketBuffer packet =
                    Objects.requireNonNull(call.loop().arena().acquire());
            System.arraycopy(datagram, 0, packet.bytes(), packet.offset(), datagram.length);
            packet.length(datagram.length);
            packet.path(path);
            packet.arrivalNanos(now);
            ingress.onDatagram(packet, now);
            if (i % BATCH == BATCH - 1) {
                conference.sendQueued(now);
            }
        }
    }
}
