/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.daemon.statistics.KnownLoad.Guest.guest;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.hummingbridge.daemon.settings.OperationSettings.Load;
import org.hummingbridge.daemon.settings.OperationSettings.Measurement;
import org.hummingbridge.daemon.settings.OperationSettings.Reducer;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatisticsSamplerTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Counters counters = new Counters();
    private final List<Integer> limits = new ArrayList<>();
    private final ConferenceControl conference = KnownLoad.control(() ->
            KnownLoad.conference("c", guest("a").isGiven("b-v0"), guest("b").isGiven("a-v0", "a-v1", "c-v0", "d-v0")));
    private long now;

    private StatisticsSampler sampler(final @Nullable Reducer reducer) {
        final Load load = new Load(
                Measurement.LOOPS,
                0.8,
                0.9,
                true,
                50_000,
                0.64,
                0.01,
                Collections.unmodifiableNavigableMap(new TreeMap<>()),
                reducer);
        return new StatisticsSampler(
                bridge(), new LoopCounters(List.of(counters)), load, Thread::startVirtualThread, () -> now);
    }

    private BridgeControl bridge() {
        return (BridgeControl) Proxy.newProxyInstance(
                BridgeControl.class.getClassLoader(),
                new Class<?>[] {BridgeControl.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "conferences" -> List.of(conference);
                    case "reduceLastN" -> {
                        limits.add((Integer) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private void minuteOf(final StatisticsSampler sampler, final double busy) {
        now += MINUTE;
        counters.add(Counter.BUSY_NANOS, (long) (busy * MINUTE));
        sampler.sample();
    }

    @Test
    void anOverloadLowersTheNumberOfVideosUntilItIsOver() {
        final StatisticsSampler sampler = sampler(new Reducer(0.75, 1.25, Duration.ofMinutes(1), 1, 5));

        minuteOf(sampler, 0.9);
        assertThat(limits).containsExactly(3);
        assertThat(sampler.latest().reducedLastN()).isEqualTo(3);
        minuteOf(sampler, 0.7);
        assertThat(limits).containsExactly(3);
        minuteOf(sampler, 0.5);
        minuteOf(sampler, 0.5);

        assertThat(limits).containsExactly(3, 4, -1);
    }

    @Test
    void withoutAReducerAnOverloadIsOnlyTold() {
        final StatisticsSampler sampler = sampler(null);

        minuteOf(sampler, 1);

        assertThat(limits).isEmpty();
        assertThat(sampler.latest().stress()).isGreaterThan(1);
        assertThat(sampler.latest().reducedLastN()).isNull();
    }
}
