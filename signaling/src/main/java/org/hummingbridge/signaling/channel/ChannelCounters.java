/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts what passes over all bridge channels, and what does not and why. Any thread reads and writes. */
public final class ChannelCounters {
    private final LongAdder[] counts = adders(ChannelCounter.values().length);
    private final LongAdder[] drops = adders(ChannelDrop.values().length);

    /** Since the start. */
    public long get(final ChannelCounter counter) {
        return counts[counter.ordinal()].sum();
    }

    /** Messages that went no further for this reason, since the start. */
    public long get(final ChannelDrop reason) {
        return drops[reason.ordinal()].sum();
    }

    void add(final ChannelCounter counter) {
        counts[counter.ordinal()].increment();
    }

    void add(final ChannelDrop reason) {
        drops[reason.ordinal()].increment();
    }

    private static LongAdder[] adders(final int count) {
        return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
    }
}
