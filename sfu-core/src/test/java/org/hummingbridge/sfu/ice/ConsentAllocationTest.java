/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.AllocationMeter;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A connected agent whose peer and itself go on checking each other's consent. */
class ConsentAllocationTest {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PRIORITY = 126L << 24 | 65_535L << 8 | 255;
    private static final int WARM_UP_MINUTES = 20;
    private static final int MAX_MINUTES = 20;

    private final AllocationMeter meter = new AllocationMeter();
    private final End bridge = new End(IceRole.CONTROLLING, new InetSocketAddress("192.0.2.1", 10_000));
    private final End client = new End(IceRole.CONTROLLED, new InetSocketAddress("192.0.2.2", 20_000));
    private long now;

    @Test
    void aMinuteOfConsentChecksAllocatesNothing() {
        introduce(bridge, client);
        introduce(client, bridge);
        for (int i = 0; i < WARM_UP_MINUTES; i++) {
            minute();
        }
        assertThat(bridge.agent.isNominated()).isTrue();
        final int checksBefore = client.requests;
        final int answersBefore = client.responses;

        final long least = meter.least(MAX_MINUTES, this::minute);

        assertThat(least).as("bytes in the best minute").isZero();
        assertThat(client.requests - checksBefore).as("checks of the bridge").isGreaterThanOrEqualTo(9);
        assertThat(client.responses - answersBefore).as("answers of the bridge").isGreaterThanOrEqualTo(9);
        assertThat(bridge.agent.state()).isEqualTo(IceState.CONNECTED);
    }

    private void introduce(final End to, final End other) {
        to.agent.remoteCredentials(other.agent.localCredentials(), now);
        to.agent.addRemoteCandidate(
                new RemoteCandidate(CandidateType.HOST_CANDIDATE, other.address, "1", PRIORITY), now);
    }

    private void minute() {
        final long end = now + TimeUnit.MINUTES.toNanos(1);
        while (now < end) {
            now += STEP_NANOS;
            meter.start();
            bridge.agent.onTime(now);
            meter.stop();
            client.agent.onTime(now);
            while (client.take(bridge)) {
                meter.start();
                while (bridge.take(client)) {}
                meter.stop();
            }
            meter.start();
            while (bridge.take(client)) {}
            meter.stop();
            while (client.take(bridge)) {}
        }
    }

    /** An agent and what is on its way from it. */
    private final class End implements IceListener {
        private static final int SLOTS = 64;
        private static final int SLOT_BYTES = 512;

        private final InetSocketAddress address;
        private final byte[][] slots = new byte[SLOTS][SLOT_BYTES];
        private final int[] lengths = new int[SLOTS];
        private final IceAgent agent;
        private final Path path;
        private int sent;
        private int taken;
        private int requests;
        private int responses;

        End(final IceRole role, final InetSocketAddress address) {
            this.address = address;
            this.path = Path.of(0, address);
            this.agent = new IceAgent(
                    role,
                    List.of(new LocalCandidate(
                            0, CandidateType.HOST_CANDIDATE, address, null, "1", PRIORITY, "simulated")),
                    IceSettings.defaults(),
                    this,
                    new Random(role.ordinal()),
                    now);
        }

        /** Takes one message from the other end; false if there is none. */
        boolean take(final End from) {
            if (from.taken == from.sent) {
                return false;
            }
            final byte[] bytes = from.slots[from.taken % SLOTS];
            final int length = from.lengths[from.taken % SLOTS];
            from.taken++;
            requests += StunMessage.type(bytes, 0) == StunMessage.BINDING_REQUEST ? 1 : 0;
            responses += StunMessage.type(bytes, 0) == StunMessage.BINDING_SUCCESS ? 1 : 0;
            agent.onStun(bytes, 0, length, from.path, now);
            return true;
        }

        @Override
        public void send(final Path to, final byte[] bytes, final int offset, final int length) {
            System.arraycopy(bytes, offset, slots[sent % SLOTS], 0, length);
            lengths[sent % SLOTS] = length;
            sent++;
        }

        @Override
        public void bound(final Path bound) {}

        @Override
        public void unbound(final Path unbound) {}

        @Override
        public void pathChanged(final @Nullable Path newPath) {}

        @Override
        public void stateChanged(final IceState state) {}

        @Override
        public void credentialsAdded(final IceCredentials local, final int token) {}

        @Override
        public void credentialsRemoved(final IceCredentials local, final int token) {}
    }
}
