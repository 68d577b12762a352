/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.hummingbridge.sfu.conference.ConferenceTally.EndpointTally;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.media.MediaType;

/** Conferences and endpoints whose every figure a test knows. */
public final class KnownLoad {
    private KnownLoad() {}

    /** An endpoint that one method after the other makes what the test needs. */
    public static final class Guest {
        private final String id;
        private final Set<MediaType> sending = EnumSet.noneOf(MediaType.class);
        private boolean visitor;
        private long rttNanos;
        private long packetsSent;
        private long lost;
        private long expected;
        private double outgoingLoss;
        private int forwarded;

        Guest(final String id) {
            this.id = id;
        }

        public static Guest guest(final String id) {
            return new Guest(id);
        }

        public Guest sends(final MediaType type) {
            sending.add(type);
            return this;
        }

        public Guest rests(final MediaType type) {
            sending.remove(type);
            return this;
        }

        public Guest isGiven(final String... videos) {
            forwarded = videos.length;
            return this;
        }

        public Guest visits() {
            visitor = true;
            return this;
        }

        public Guest rttMillis(final long millis) {
            rttNanos = millis * 1_000_000;
            return this;
        }

        public Guest lost(final long packets, final long ofExpected) {
            lost = packets;
            expected = ofExpected;
            return this;
        }

        public Guest wasSent(final long packets, final double lossFraction) {
            packetsSent = packets;
            outgoingLoss = lossFraction;
            return this;
        }

        EndpointTally tally() {
            return new EndpointTally(
                    id,
                    visitor,
                    sending.contains(MediaType.AUDIO),
                    sending.contains(MediaType.VIDEO),
                    packetsSent,
                    lost,
                    expected,
                    outgoingLoss,
                    forwarded,
                    false,
                    false,
                    rttNanos);
        }
    }

    public static ConferenceTally conference(final String id, final Guest... guests) {
        return new ConferenceTally(
                id, List.of(guests).stream().map(Guest::tally).toList());
    }

    /** A conference that can be looked at, and nothing else. */
    public static ConferenceControl control(final Supplier<ConferenceTally> tally) {
        return (ConferenceControl) Proxy.newProxyInstance(
                KnownLoad.class.getClassLoader(),
                new Class<?>[] {ConferenceControl.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "tally" -> tally.get();
                    case "id" -> tally.get().id();
                    case "meetingId" -> "meeting-" + tally.get().id();
                    case "endpointIds" ->
                        tally.get().endpoints().stream().map(EndpointTally::id).collect(Collectors.toSet());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A bridge that has these conferences and nothing else. */
    public record StillBridge(List<? extends ConferenceControl> conferences, EndpointTotals totals)
            implements BridgeControl {
        @Override
        public ConferenceControl createConference(final String meetingId, final String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConferenceControl conference(final String meetingId) {
            return null;
        }

        @Override
        public void reduceLastN(final int lastN) {
            throw new AssertionError("nobody here is overloaded");
        }

        @Override
        public void expireConference(final String meetingId) {
            throw new UnsupportedOperationException();
        }
    }
}
