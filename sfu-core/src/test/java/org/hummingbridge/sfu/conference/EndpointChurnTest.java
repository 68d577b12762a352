/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

class EndpointChurnTest {
    private static final int ENDPOINTS = 1000;
    private static final int AT_ONCE = 25;

    @Test
    void aThousandEndpointsLeaveNothingBehind() {
        final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(2)));
        wave(call, 0);
        final int threads = Thread.activeCount();
        final long files = openFiles();
        final long contexts = SimulatedCall.nativeContexts();

        for (int first = AT_ONCE; first < ENDPOINTS; first += AT_ONCE) {
            wave(call, first);
        }

        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
        assertThat(fewestOpenFiles()).isLessThanOrEqualTo(files);
        // Those that earlier tests of the same process let go of may go meanwhile.
        assertThat(SimulatedCall.nativeContexts()).isLessThanOrEqualTo(contexts);
        assertThat(call.handshakesRunning()).isZero();
        assertThat(call.conference().endpointIds()).isEmpty();
        assertThat(call.routes().size()).isZero();
        assertThat(call.loop().boundPaths()).isZero();
        assertThat(call.loop().arena().inUse()).isZero();
        call.bridge().close();
        assertThat(call.bridge().conferences()).isEmpty();
        assertThat(call.loop().tasks()).isZero();
    }

    /** File descriptors of this process; 0 where the system does not tell. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** The least of some looks: the JVM itself opens a file for a moment now and then, to see how much memory there is. */
    private static long fewestOpenFiles() {
        return LongStream.generate(EndpointChurnTest::openFiles)
                .limit(100)
                .min()
                .orElseThrow();
    }

    /** Some endpoints come, get keys, send a little and go. */
    private static void wave(final SimulatedCall call, final int first) {
        final List<SimulatedParticipant> participants = new ArrayList<>();
        for (int i = first; i < first + AT_ONCE; i++) {
            participants.add(call.join("%08x".formatted(i)));
        }
        assertThat(call.connect(Duration.ofSeconds(30)))
                .as("wave from %d: %s", first, call.network())
                .isTrue();
        participants.forEach(SimulatedParticipant::startSending);
        call.run(Duration.ofMillis(100));
        participants.forEach(call::leave);
        call.pacedUntil(() -> call.handshakesRunning() == 0, Duration.ofSeconds(30));
    }
}
