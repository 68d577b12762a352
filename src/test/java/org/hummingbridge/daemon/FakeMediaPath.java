/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
import org.hummingbridge.sfu.conference.Rehearsal;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopParts;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;

/** A media path without sockets: conferences without endpoints, and a loop that runs tasks at once, or never. */
public final class FakeMediaPath implements MediaPath, BridgeControl {
    final ConcurrentMap<String, ConferenceControl> conferences = new ConcurrentHashMap<>();
    final FakeLoop loop = new FakeLoop();
    volatile boolean closed;
    volatile int rehearsals;
    volatile Rehearsal.Account rehearsal = Rehearsal.Account.NOTHING;

    @Override
    public Rehearsal.Account rehearse(final Rehearsal.Budget budget) {
        rehearsals = rehearsals + 1;
        return rehearsal;
    }

    @Override
    public BridgeControl control() {
        return this;
    }

    @Override
    public List<? extends Loop> loops() {
        return List.of(loop);
    }

    @Override
    public List<InetSocketAddress> offered() {
        return List.of(new InetSocketAddress("192.0.2.1", 10_000));
    }

    @Override
    public String transport() {
        return "fake transport";
    }

    @Override
    public String ciphers() {
        return "fake ciphers";
    }

    @Override
    public List<String> report() {
        return List.of("  media      nowhere");
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public ConferenceControl createConference(final String meetingId, final String name) {
        final ConferenceControl created = new EmptyConference(meetingId);
        return conferences.putIfAbsent(meetingId, created) == null ? created : null;
    }

    @Override
    public ConferenceControl conference(final String meetingId) {
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

    private record EmptyConference(String meetingId) implements ConferenceControl {
        @Override
        public String id() {
            return "c0ffee";
        }

        @Override
        public void receiverConstraints(final String endpointId, final ReceiverConstraints constraints) {}

        @Override
        public void audioSubscription(final String endpointId, final AudioSubscription subscription) {}

        @Override
        public void videoType(final String endpointId, final String sourceName, final VideoType type) {}

        @Override
        public void sendOnDataChannel(final String endpointId, final byte[] utf8) {}

        @Override
        public ConferenceSnapshot snapshot() {
            return new ConferenceSnapshot(meetingId, id(), null, 0, 0, speakers(), List.of());
        }

        @Override
        public ConferenceTally tally() {
            return new ConferenceTally(id(), List.of());
        }

        @Override
        public boolean isVisitor(final String endpointId) {
            return false;
        }

        @Override
        public int feedbackAudioSsrc() {
            return 1;
        }

        @Override
        public int feedbackVideoSsrc() {
            return 2;
        }

        @Override
        public Set<String> endpointIds() {
            return Set.of();
        }

        @Override
        public LocalTransport createEndpoint(final EndpointDescription description) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LocalTransport localTransport(final String endpointId) {
            return null;
        }

        @Override
        public void updateTransport(final String endpointId, final RemoteTransport update) {}

        @Override
        public void addMedia(final String endpointId, final List<MediaDescription> medias) {}

        @Override
        public void replaceSources(final String endpointId, final List<SourceDescription> sources) {}

        @Override
        public void forceMute(final String endpointId, final ForceMute mute) {}

        @Override
        public void initialLastN(final String endpointId, final int lastN) {}

        @Override
        public LocalTransport restartIce(final String endpointId) {
            return null;
        }

        @Override
        public void expireEndpoint(final String endpointId) {}

        @Override
        public SpeakerOrder speakers() {
            return new SpeakerOrder(null, List.of(), List.of(), false);
        }
    }

    /** Counts, and nothing else of a loop: has no other parts. */
    public static final class FakeLoop implements Loop {
        private final Counters counters = new Counters();
        private final LoopParts parts = new LoopParts(0, null, null, counters, new Backlog(counters), null);
        public volatile boolean stuck;

        @Override
        public LoopParts parts() {
            return parts;
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public void execute(final Runnable task) {
            if (!stuck) {
                task.run();
            }
        }

        @Override
        public long nowNanos() {
            return 0;
        }

        @Override
        public void atBatchEnd(final BatchTask task) {}

        @Override
        public void add(final LoopTask task) {}

        @Override
        public void remove(final LoopTask task) {}
    }
}
