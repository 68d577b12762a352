/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.bwe.BandwidthEstimator;
import org.hummingbridge.sfu.bwe.EstimatorSettings;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceSnapshot;
import org.hummingbridge.sfu.conference.EndpointSnapshot;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.sfu.ice.IceState;
import org.hummingbridge.sfu.media.MediaType;

/** Conferences and endpoints whose every figure a test knows. */
public final class KnownLoad {
    private KnownLoad() {}

    /** An endpoint that one method after the other makes what the test needs. */
    public static final class Guest {
        private final String id;
        private final List<EndpointSnapshot.SourceSnapshot> sources = new ArrayList<>();
        private boolean visitor;
        private long rttNanos;
        private long packetsSent;
        private long lost;
        private long expected;
        private double outgoingLoss;
        private List<String> forwarded = List.of();

        Guest(final String id) {
            this.id = id;
        }

        public static Guest guest(final String id) {
            return new Guest(id);
        }

        public Guest sends(final MediaType type) {
            sources.add(new EndpointSnapshot.SourceSnapshot(id + '-' + type, type, true, List.of(), List.of()));
            return this;
        }

        public Guest rests(final MediaType type) {
            sources.add(new EndpointSnapshot.SourceSnapshot(id + '-' + type, type, false, List.of(), List.of()));
            return this;
        }

        public Guest isGiven(final String... videos) {
            forwarded = List.of(videos);
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

        EndpointSnapshot snapshot() {
            return new EndpointSnapshot(
                    id,
                    null,
                    visitor,
                    IceState.CONNECTED,
                    true,
                    false,
                    true,
                    true,
                    0,
                    rttNanos,
                    0,
                    0,
                    packetsSent,
                    0,
                    lost,
                    expected,
                    outgoingLoss,
                    new ForceMute(false, false),
                    ReceiverConstraints.EVERYTHING,
                    forwarded,
                    new BandwidthEstimator(EstimatorSettings.defaults()).snapshot(),
                    List.of(),
                    List.copyOf(sources));
        }
    }

    public static ConferenceSnapshot conference(final String id, final Guest... guests) {
        return new ConferenceSnapshot(
                "meeting-" + id,
                id,
                "room@conference.example.org",
                0,
                0,
                new ConferenceControl.SpeakerOrder(null, List.of(), List.of(), false),
                List.of(guests).stream().map(Guest::snapshot).toList());
    }

    /** A conference that can be looked at, and nothing else. */
    public static ConferenceControl control(final Supplier<ConferenceSnapshot> snapshot) {
        return (ConferenceControl) Proxy.newProxyInstance(
                KnownLoad.class.getClassLoader(),
                new Class<?>[] {ConferenceControl.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "snapshot" -> snapshot.get();
                    case "id" -> snapshot.get().id();
                    case "meetingId" -> snapshot.get().meetingId();
                    case "endpointIds" ->
                        snapshot.get().endpoints().stream()
                                .map(EndpointSnapshot::id)
                                .collect(Collectors.toSet());
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
