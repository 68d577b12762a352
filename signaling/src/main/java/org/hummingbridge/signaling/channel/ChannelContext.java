/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What all conferences' channels share. Holds nothing of any of them. */
record ChannelContext(
        ChannelPolicy policy,
        WebSocketAddresses addresses,
        Executor executor,
        ChannelTimer timer,
        RandomGenerator random,
        LongSupplier nanoTime,
        ChannelCounters counters) {}
