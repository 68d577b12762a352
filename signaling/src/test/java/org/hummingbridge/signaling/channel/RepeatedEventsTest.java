/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelOpened;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointJoined;
import org.hummingbridge.sfu.conference.ConferenceEvent.EstimateReported;
import org.hummingbridge.sfu.conference.ConferenceEvent.SpeakersChanged;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.junit.jupiter.api.Test;

/** What a conference's loop tells every few seconds for as long as it lasts. */
class RepeatedEventsTest {
    private static final int EVENTS = 2_000;
    private static final int MAX_TRIES = 20;

    private final FakeConference conference = new FakeConference();
    private final ArrayDeque<Runnable> started = new ArrayDeque<>();
    private final BridgeChannels channels = new BridgeChannels(
            ChannelPolicy.of(ReceiverConstraints.EVERYTHING),
            WebSocketAddresses.NONE,
            started::add,
            (delay, task) -> {},
            new Random(1),
            () -> 0);
    private final ConferenceListener events = channels.listen(conference.control);
    private String dominant = "a";
    private long bandwidthBps = 1_000_000;
    private final SpeakersChanged speakers =
            new SpeakersChanged(() -> new SpeakerOrder(dominant, List.of(dominant), List.of(dominant), false));
    private final EstimateReported estimate = new EstimateReported("a", () -> bandwidthBps);

    @Test
    void tellingAgainMakesNoGarbageOnTheLoop() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        join();
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < MAX_TRIES && lowest > 0; i++) {
            long allocated = 0;
            for (int event = 0; event < EVENTS; event++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                events.on(speakers);
                events.on(estimate);
                allocated += threads.getCurrentThreadAllocatedBytes() - before;
                runStarted();
            }
            lowest = Math.min(lowest, allocated);
        }

        assertThat(lowest).isZero();
        assertThat(conference.sent).hasSizeGreaterThan(EVENTS);
    }

    @Test
    void theClientIsToldWhatHoldsWhenItsTurnComes() {
        join();

        events.on(speakers);
        events.on(estimate);
        dominant = "b";
        bandwidthBps = 2_000_000;
        events.on(speakers);
        runStarted();

        assertThat(conference.sent)
                .containsExactly(
                        "a {\"colibriClass\":\"DominantSpeakerEndpointChangeEvent\",\"dominantSpeakerEndpoint\":\"b\","
                                + "\"previousSpeakers\":[],\"silence\":false}",
                        "a {\"colibriClass\":\"ConnectionStats\",\"estimatedDownlinkBandwidth\":2000000}");
    }

    private void join() {
        events.on(new EndpointJoined("a", false));
        events.on(new ChannelOpened("a"));
        runStarted();
        conference.sent.clear();
    }

    private void runStarted() {
        for (Runnable task = started.poll(); task != null; task = started.poll()) {
            task.run();
        }
    }
}
