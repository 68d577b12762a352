/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.Rehearsal;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopParts;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.signaling.colibri2.FakeBridge;

/** A media path without sockets: a bridge that only remembers, and a loop that runs tasks at once, or never. */
public final class FakeMediaPath implements MediaPath {
    private final FakeBridge bridge = new FakeBridge();
    final Map<String, ? extends ConferenceControl> conferences = bridge.conferences;
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
        return bridge;
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
