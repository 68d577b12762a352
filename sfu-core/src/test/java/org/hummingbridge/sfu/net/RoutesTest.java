/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Path PATH = new Path(1, 2, 3, 4);

    private final Counters counters = new Counters();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Routes home = new Routes(new PathTable(1), counters, wakeUps::incrementAndGet);
    private final Routes sibling = new Routes(new PathTable(2), counters, wakeUps::incrementAndGet);
    private final DatagramSink alice = RecordingSink.silent(null);
    private final DatagramSink bob = RecordingSink.silent(null);

    @BeforeEach
    void join() {
        home.siblings(List.of(sibling));
        sibling.siblings(List.of(home));
    }

    @Test
    void aSiblingFindsANewPathOnItsFirstLook() {
        home.bind(PATH, alice);

        assertThat(sinkOf(sibling)).isSameAs(alice);
    }

    @Test
    void aSiblingForgetsAPathBeforeItsNextBatch() {
        home.bind(PATH, alice);
        sibling.takeChanges();
        home.unbind(PATH, alice);

        sibling.takeChanges();

        assertThat(sinkOf(sibling)).isNull();
        assertThat(sinkOf(home)).isNull();
    }

    @Test
    void theSinkThatBoundLastOwnsThePathEverywhere() {
        home.bind(PATH, alice);
        sibling.bind(PATH, bob);
        home.unbind(PATH, alice);

        assertThat(sinkOf(home)).isSameAs(bob);
        assertThat(sinkOf(sibling)).isSameAs(bob);
    }

    @Test
    void bindingAgainWakesNobody() {
        home.bind(PATH, alice);
        home.bind(PATH, alice);

        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void aFullTableRefusesAndCounts() {
        final Routes small = new Routes(new PathTable(1, 0), counters, () -> {});

        small.bind(PATH, alice);

        assertThat(sinkOf(small)).isNull();
        assertThat(counters.get(DropReason.STUN_TOO_MANY_ADDRESSES)).isEqualTo(1);
    }

    private static DatagramSink sinkOf(final Routes routes) {
        final int slot = routes.find(PATH.localSocket(), PATH.high(), PATH.low(), PATH.port());
        return slot < 0 ? null : routes.sink(slot);
    }
}
