/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelClosed;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelOpened;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointJoined;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointLeft;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.junit.jupiter.api.Test;

/** Looks come when the test says that their time has come. */
class MissingChannelTest {
    private final FakeConference conference = new FakeConference();
    private final Queue<Runnable> looks = new ArrayDeque<>();
    private final BridgeChannels channels = new BridgeChannels(
            ChannelPolicy.of(ReceiverConstraints.EVERYTHING),
            WebSocketAddresses.NONE,
            Runnable::run,
            (delay, look) -> looks.add(look),
            new Random(1),
            () -> 0);
    private final ConferenceListener events = channels.listen(conference.control);

    private long counted() {
        return channels.counters().get(ChannelCounter.ENDPOINTS_WITHOUT_CHANNEL);
    }

    private void look() {
        looks.remove().run();
    }

    @Test
    void anEndpointWithMediaAndWithoutAChannelIsCountedOnceItHadTime() {
        conference.connected = Map.of("a", false);
        events.on(new EndpointJoined("a", false));

        look();
        conference.connected = Map.of("a", true);
        look();
        assertThat(counted()).isZero();
        look();

        assertThat(counted()).isEqualTo(1);
        assertThat(looks).isEmpty();
    }

    @Test
    void anEndpointThatHadAChannelIsNotLookedAtAgain() {
        conference.connected = Map.of("a", true);
        events.on(new EndpointJoined("a", false));
        events.on(new ChannelOpened("a"));
        events.on(new ChannelClosed("a"));

        look();

        assertThat(List.of(counted(), (long) looks.size())).containsOnly(0L);
    }

    @Test
    void anEndpointThatLeftIsForgotten() {
        conference.connected = Map.of("a", true);
        events.on(new EndpointJoined("a", false));
        look();
        events.on(new EndpointLeft("a"));

        look();

        assertThat(List.of(counted(), (long) looks.size())).containsOnly(0L);
    }
}
