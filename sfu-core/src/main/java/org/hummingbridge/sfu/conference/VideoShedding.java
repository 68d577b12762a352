/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.sfu.allocation.SentVideos;
import org.hummingbridge.sfu.allocation.Shedding;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;

/**
 * Has the conferences of a loop give videos up while it has more to do than it can: at once, so that their sound survives. Gives them back
 * to one conference after the other, since the key frames of all at once would be the next flood.
 */
final class VideoShedding implements LoopTask {
    /** Ticks within which all conferences are given back what they may have again. */
    private static final int RAISING_TICKS = 100;

    private final Loop loop;
    private final Counters counters;
    private final List<Conference> conferences;
    private final boolean enabled;
    private final SentVideos sent = new SentVideos();
    private Shedding shedding = new Shedding();

    /** The first conference that does not know yet of the limit's last raise. */
    private int untold;

    private long countedNanos;

    /**
     * @param conferences of the loop, as they come and go
     * @param enabled whether it may give anything up
     */
    VideoShedding(final Loop loop, final List<Conference> conferences, final boolean enabled) {
        this.loop = loop;
        this.counters = loop.counters();
        this.conferences = conferences;
        this.enabled = enabled;
    }

    /** Most videos for anybody; negative for no limit. */
    int limit() {
        return shedding.lastN();
    }

    /** The last conference is over, and with it what it was limited by. */
    void end() {
        shedding = new Shedding();
        counters.videoLimit(LastNLimit.UNLIMITED);
    }

    @Override
    public void onTick(final long now) {
        if (!enabled) {
            return;
        }
        if (limit() >= 0) {
            counters.add(Counter.SHED_NANOS, now - countedNanos);
        }
        countedNanos = now;
        if (shedding.look(
                loop.backlog().isBehind(),
                counters.get(Counter.DATAGRAMS_RECEIVED),
                counters.get(Counter.KERNEL_DROPS),
                counters.get(Counter.BUSY_NANOS),
                now)) {
            step();
        }
        tell(1 + conferences.size() / RAISING_TICKS);
    }

    private void step() {
        final int before = limit();
        sent.clear();
        for (final Conference conference : conferences) {
            conference.count(sent, before);
        }
        if (!shedding.step(sent)) {
            return;
        }
        counters.videoLimit(limit());
        untold = 0;
        if (LastNLimit.lower(before, limit()) != before) {
            counters.add(Counter.TIMES_SHED, 1);
            tell(conferences.size());
        }
    }

    private void tell(final int most) {
        final int end = Math.min(conferences.size(), untold + most);
        while (untold < end) {
            conferences.get(untold).videoLimitChanged();
            untold++;
        }
    }
}
