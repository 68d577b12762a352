/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceSnapshot;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.hummingbridge.sfu.conference.EndpointDescription;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.sfu.conference.LocalTransport;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/** A bridge that only remembers what it was told; serves the tests of the whole product, too. */
public final class FakeBridge implements BridgeControl {
    public final ConcurrentMap<String, FakeConference> conferences = new ConcurrentHashMap<>();

    /** Every call that changed something, in order. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    /** Name of the call that throws. */
    volatile String failing = "";

    /** Whether it throws an error, not an exception. */
    volatile boolean failsBadly;

    /** Of transports from now on. */
    volatile int iceGeneration;

    @Override
    public @Nullable ConferenceControl createConference(final String meetingId, final @Nullable String name) {
        final FakeConference created = new FakeConference(meetingId);
        return conferences.putIfAbsent(meetingId, created) == null ? created : null;
    }

    @Override
    public @Nullable ConferenceControl conference(final String meetingId) {
        return conferences.get(meetingId);
    }

    @Override
    public void expireConference(final String meetingId) {
        conferences.remove(meetingId);
    }

    @Override
    public void reduceLastN(final int lastN) {
        throw new AssertionError("nobody here is overloaded");
    }

    @Override
    public Collection<? extends ConferenceControl> conferences() {
        return List.copyOf(conferences.values());
    }

    @Override
    public EndpointTotals totals() {
        return new EndpointTotals(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static Fingerprint fingerprint() {
        return new Fingerprint("sha-256", "AB:".repeat(31) + "AB");
    }

    public final class FakeConference implements ConferenceControl {
        final Map<String, EndpointDescription> endpoints = new LinkedHashMap<>();
        final Map<String, List<SourceDescription>> sources = new LinkedHashMap<>();
        final Map<String, RemoteTransport> transports = new LinkedHashMap<>();
        final Map<String, ForceMute> mutes = new LinkedHashMap<>();
        final Map<String, Integer> lastN = new LinkedHashMap<>();
        private final String meetingId;
        private int transportsMade;

        FakeConference(final String meetingId) {
            this.meetingId = meetingId;
        }

        @Override
        public String meetingId() {
            return meetingId;
        }

        @Override
        public int feedbackAudioSsrc() {
            return (int) 2_185_902_118L;
        }

        @Override
        public int feedbackVideoSsrc() {
            return 957_742_634;
        }

        @Override
        public Set<String> endpointIds() {
            return Set.copyOf(endpoints.keySet());
        }

        @Override
        public boolean isVisitor(final String endpointId) {
            return endpoints.containsKey(endpointId)
                    && endpoints.get(endpointId).visitor();
        }

        @Override
        public LocalTransport createEndpoint(final EndpointDescription description) {
            record(description.id(), "createEndpoint");
            endpoints.put(description.id(), description);
            sources.put(description.id(), description.sources());
            return transport();
        }

        @Override
        public @Nullable LocalTransport localTransport(final String endpointId) {
            return endpoints.containsKey(endpointId) ? transport() : null;
        }

        @Override
        public void updateTransport(final String endpointId, final RemoteTransport update) {
            record(endpointId, "updateTransport");
            transports.put(endpointId, update);
        }

        @Override
        public void addMedia(final String endpointId, final List<MediaDescription> medias) {
            record(endpointId, "addMedia");
        }

        @Override
        public void replaceSources(final String endpointId, final List<SourceDescription> replacement) {
            record(endpointId, "replaceSources");
            sources.put(endpointId, replacement);
        }

        @Override
        public void forceMute(final String endpointId, final ForceMute mute) {
            record(endpointId, "forceMute");
            mutes.put(endpointId, mute);
        }

        @Override
        public void initialLastN(final String endpointId, final int value) {
            record(endpointId, "initialLastN");
            lastN.put(endpointId, value);
        }

        @Override
        public @Nullable LocalTransport restartIce(final String endpointId) {
            record(endpointId, "restartIce");
            return transport();
        }

        @Override
        public String id() {
            return "c0ffee";
        }

        @Override
        public void receiverConstraints(final String endpointId, final ReceiverConstraints constraints) {
            record(endpointId, "receiverConstraints");
        }

        @Override
        public void audioSubscription(final String endpointId, final AudioSubscription subscription) {
            record(endpointId, "audioSubscription");
        }

        @Override
        public void videoType(final String endpointId, final String sourceName, final VideoType type) {
            record(endpointId, "videoType");
        }

        @Override
        public void sendOnDataChannel(final String endpointId, final byte[] utf8) {
            record(endpointId, "sendOnDataChannel");
        }

        @Override
        public ConferenceSnapshot snapshot() {
            return new ConferenceSnapshot(meetingId, id(), null, 0, 0, speakers(), List.of());
        }

        @Override
        public ConferenceTally tally() {
            return new ConferenceTally(id(), List.of());
        }

        @Override
        public void expireEndpoint(final String endpointId) {
            record(endpointId, "expireEndpoint");
            endpoints.remove(endpointId);
            sources.remove(endpointId);
        }

        @Override
        public SpeakerOrder speakers() {
            return new SpeakerOrder(null, new ArrayList<>(endpoints.keySet()), List.of(), false);
        }

        private void record(final String endpointId, final String call) {
            if (call.equals(failing) && failsBadly) {
                throw new AssertionError("made to fail badly");
            }
            if (call.equals(failing)) {
                throw new IllegalStateException("made to fail");
            }
            calls.add(call + " " + endpointId);
        }

        private LocalTransport transport() {
            final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_000);
            final LocalCandidate candidate =
                    new LocalCandidate(0, CandidateType.HOST_CANDIDATE, address, null, "1", 2_130_706_431L, "test");
            return new LocalTransport(
                    new IceCredentials("ufrag" + transportsMade++, "password-of-22-characters"),
                    List.of(candidate),
                    fingerprint(),
                    DtlsSetup.ACTPASS,
                    iceGeneration);
        }
    }
}
