/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.hummingbridge.sfu.conference.ConferenceTally.EndpointTally;
import org.hummingbridge.sfu.datagram.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Turns counts that only grow into rates, by differences between samples. Rates come from the loops, so that nobody who came
 * and went in between is missed; losses from the endpoints. Never looks at a clock itself. Not thread-safe.
 */
final class FlowMeter {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS = 8;

    private final LoopCounters counters;

    /** By the ids of conferences, then of endpoints. */
    private Map<String, Map<String, EndpointTally>> before = Map.of();

    private long sampledNanos;
    private final Growth bytesReceived = new Growth();
    private final Growth bytesSent = new Growth();
    private final Growth packetsReceived = new Growth();
    private final Growth packetsSent = new Growth();

    FlowMeter(final LoopCounters counters, final long nowNanos) {
        this.counters = counters;
        this.sampledNanos = nowNanos;
    }

    /**
     * What flowed since the last sample, or since the start.
     *
     * @param conferences ids of all that there are, with or without a tally: what is known of one that did not answer this time is
     *     what its next answer is compared with
     */
    Flow sample(final List<ConferenceTally> tallies, final Set<String> conferences, final long nowNanos) {
        final double seconds = (nowNanos - sampledNanos) / NANOS_PER_SECOND;
        sampledNanos = nowNanos;
        final Losses losses = losses(tallies, conferences);
        return new Flow(
                rate(BITS * bytesReceived.next(counters.sum(Counter.MEDIA_BYTES_RECEIVED)), seconds),
                rate(BITS * bytesSent.next(counters.sum(Counter.MEDIA_BYTES_SENT)), seconds),
                rate(packetsReceived.next(counters.mediaPackets()), seconds),
                rate(packetsSent.next(counters.sum(Counter.MEDIA_PACKETS_SENT)), seconds),
                Losses.fraction(losses.incomingLost, losses.incomingExpected),
                Losses.fraction(losses.outgoingLost, losses.outgoingSent),
                Losses.fraction(
                        losses.incomingLost + losses.outgoingLost, losses.incomingExpected + losses.outgoingSent));
    }

    private Losses losses(final List<ConferenceTally> tallies, final Set<String> conferences) {
        final Losses losses = new Losses();
        final Map<String, Map<String, EndpointTally>> now = new HashMap<>(before);
        now.keySet().retainAll(conferences);
        for (final ConferenceTally conference : tallies) {
            final Map<String, EndpointTally> known = before.getOrDefault(conference.id(), Map.of());
            final Map<String, EndpointTally> present = new HashMap<>();
            for (final EndpointTally endpoint : conference.endpoints()) {
                present.put(endpoint.id(), endpoint);
                losses.add(known.get(endpoint.id()), endpoint);
            }
            now.put(conference.id(), present);
        }
        before = now;
        return losses;
    }

    private static long rate(final long amount, final double seconds) {
        return seconds > 0 ? Math.round(amount / seconds) : 0;
    }

    /** By how much a count has grown. */
    private static final class Growth {
        private long before;

        long next(final long count) {
            final long growth = count - before;
            before = count;
            return growth;
        }
    }

    /** Adds up what was lost and of how much. */
    private static final class Losses {
        private double incomingLost;
        private double incomingExpected;
        private double outgoingLost;
        private double outgoingSent;

        void add(final @Nullable EndpointTally before, final EndpointTally now) {
            // Sources that ended take their counts with them, so a total may shrink; it counts from nothing then.
            final EndpointTally base = before != null && before.expected() <= now.expected() ? before : null;
            incomingLost += Math.max(0, now.lost() - (base == null ? 0 : base.lost()));
            incomingExpected += Math.max(0, now.expected() - (base == null ? 0 : base.expected()));
            final long sent = now.packetsSent() - (before == null ? 0 : before.packetsSent());
            outgoingLost += Math.max(0, sent) * now.outgoingLossFraction();
            outgoingSent += Math.max(0, sent);
        }

        static double fraction(final double part, final double whole) {
            return whole > 0 ? Math.min(1, part / whole) : 0;
        }
    }
}
