/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.spread.LoopWatch;
import org.hummingbridge.sfu.spread.SealingLane;
import org.hummingbridge.sfu.spread.SpreadPolicy;
import org.hummingbridge.sfu.spread.SpreadSettings;
import org.jspecify.annotations.Nullable;

/**
 * One loop as the home of conferences: knows them, and has other loops send to receivers of the largest when it becomes too much
 * for this one. Everything but {@link #recentLoads} is used on the loop only.
 */
final class HomeLoop implements LoopTask {
    private final Loop loop;
    private final List<? extends Loop> loops;
    private final LoopWatch watch;
    private final SpreadPolicy policy;
    private final boolean[] usable;

    /** By index of the loop that sends; made when they are used for the first time. */
    private final @Nullable SealingLane[] lanes;

    private final List<Conference> conferences = new ArrayList<>();

    private final VideoShedding shedding;

    /** What this loop had sent for others when they were last looked at. */
    private long sentForOthers;

    /** What is to be done as soon as the lane is idle. */
    private SpreadPolicy.@Nullable Return pending;

    private @Nullable Conference returning;

    /** @param sheds whether videos may be given up while the loop has more to do than it can */
    HomeLoop(final Loop loop, final List<? extends Loop> loops, final SpreadSettings settings, final boolean sheds) {
        this.loop = loop;
        this.loops = loops;
        this.watch = new LoopWatch(loops, loop.nowNanos());
        this.policy = new SpreadPolicy(settings, loop.index());
        this.usable = new boolean[loops.size()];
        this.lanes = new @Nullable SealingLane[loops.size()];
        this.shedding = new VideoShedding(loop, conferences, sheds);
        for (int i = 0; i < usable.length; i++) {
            usable[i] = loop.sharesPortsWith(i);
        }
    }

    Loop loop() {
        return loop;
    }

    void add(final Conference conference) {
        if (conferences.isEmpty()) {
            loop.add(shedding);
        }
        if (conferences.isEmpty() && loops.size() > 1) {
            watch.start(loop.nowNanos());
            loop.add(this);
        }
        conferences.add(conference);
    }

    void remove(final Conference conference) {
        if (conferences.remove(conference) && conferences.isEmpty()) {
            loop.remove(this);
            loop.remove(shedding);
            shedding.end();
        }
        if (returning == conference) {
            pending = null;
            returning = null;
        }
    }

    /** Most videos for anybody here while the loop has more to do than it can; negative for no limit. */
    int videoLimit() {
        return shedding.limit();
    }

    /** The way to another loop of the same port. */
    SealingLane laneTo(final int index) {
        final SealingLane known = lanes[index];
        if (known != null) {
            return known;
        }
        final SealingLane made = new SealingLane(loop, loops.get(index));
        lanes[index] = made;
        return made;
    }

    /** Puts into {@code loads} what every loop did lately; false if nobody has looked, for want of conferences. Any thread. */
    boolean recentLoads(final double[] loads, final long now) {
        return watch.recent(loads, now);
    }

    @Override
    public void onTick(final long now) {
        if (watch.isDue(now)) {
            final SpreadPolicy.Share[] shares = conferences.stream()
                    .map(conference -> conference.takeShare(loops.size()))
                    .toArray(SpreadPolicy.Share[]::new);
            final SpreadPolicy.Advice advice = policy.review(watch.look(now), usable, sendsForOthers(), shares);
            pending = null;
            switch (advice) {
                case SpreadPolicy.Stay _ -> {}
                case SpreadPolicy.Move move ->
                    conferences.get(move.conference()).spread(laneTo(move.loop()), move.packets(), move.receivers());
                case SpreadPolicy.Return back -> {
                    pending = back;
                    returning = conferences.get(back.conference());
                }
            }
        }
        takeBack();
    }

    private boolean sendsForOthers() {
        final long before = sentForOthers;
        sentForOthers = loop.counters().get(Counter.SENT_FOR_OTHERS);
        return sentForOthers > before;
    }

    private void takeBack() {
        final SpreadPolicy.Return back = pending;
        final Conference from = returning;
        if (back != null && from != null && laneTo(back.loop()).isIdle()) {
            pending = null;
            from.takeBack(laneTo(back.loop()), back.part());
        }
    }
}
