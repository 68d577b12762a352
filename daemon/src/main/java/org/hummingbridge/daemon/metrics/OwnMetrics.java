/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hummingbridge.daemon.lifecycle.HealthFinding;
import org.hummingbridge.daemon.metrics.Families.Point;
import org.hummingbridge.daemon.statistics.BridgeFacts;
import org.hummingbridge.daemon.statistics.BridgeStatistics;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.dtls.HandshakeLoad;
import org.hummingbridge.signaling.channel.ChannelCounter;
import org.hummingbridge.signaling.channel.ChannelDrop;
import org.hummingbridge.signaling.xmpp.XmppState;
import org.hummingbridge.signaling.xmpp.XmppStatus;

/** Metrics of this bridge alone whose labels come and go, or that are computed from several counts. */
final class OwnMetrics implements MultiCollector {
    private static final String PREFIX = "hummingbridge_";
    private static final double NANOS_PER_SECOND = 1e9;

    private final BridgeFacts facts;

    OwnMetrics(final BridgeFacts facts) {
        this.facts = facts;
    }

    @Override
    public MetricSnapshots collect() {
        final Families families = new Families(PREFIX);
        addLoops(families, facts.latest().get());
        addHandshakes(families, facts.bridge().handshakes());
        addXmpp(families, facts.xmpp().get());
        addHealth(families);
        addChannels(families);
        return families.result();
    }

    private void addLoops(final Families families, final BridgeStatistics sample) {
        final List<Point> busy = new ArrayList<>();
        for (int loop = 0; loop < sample.loopsBusy().size(); loop++) {
            busy.add(new Point(sample.loopsBusy().get(loop), "loop", Integer.toString(loop)));
        }
        families.gauge("loop_busy_ratio", "share of the last interval that the loop worked, 0 to 1", busy)
                .counter(
                        "loop_allocated_bytes",
                        "bytes of garbage that the event loops made",
                        LoopGarbage.allocatedBytes())
                .gauge(
                        "conferences_unanswered",
                        "conferences that did not answer the last sample in time",
                        sample.unanswered())
                .summary(
                        "ice_connect_seconds",
                        "time from the first check to the first path",
                        facts.counters().sum(Counter.ICE_CONNECTED),
                        facts.counters().sum(Counter.ICE_CONNECT_NANOS) / NANOS_PER_SECOND)
                .summary(
                        "dtls_handshake_seconds",
                        "time that completed DTLS handshakes took",
                        facts.counters().sum(Counter.DTLS_ESTABLISHED),
                        facts.counters().sum(Counter.DTLS_HANDSHAKE_NANOS) / NANOS_PER_SECOND);
    }

    private static void addHandshakes(final Families families, final HandshakeLoad load) {
        families.gauge(
                        "dtls_handshakes",
                        "DTLS handshakes that have begun and not ended, by what they wait for",
                        List.of(
                                new Point(load.computing(), "state", "computing"),
                                new Point(load.waiting(), "state", "waiting_for_turn"),
                                new Point(
                                        Math.max(0, load.running() - load.computing() - load.waiting()),
                                        "state",
                                        "waiting_for_peer")))
                .counter(
                        "dtls_handshake_waits",
                        "times that a DTLS handshake had to wait for another, by what for",
                        List.of(
                                new Point(load.waited(), "for", "turn"),
                                new Point(load.deferred(), "for", "beginning")));
    }

    private static void addXmpp(final Families families, final List<XmppStatus> statuses) {
        final List<Point> states = new ArrayList<>();
        final List<Point> failures = new ArrayList<>();
        final List<Point> connects = new ArrayList<>();
        final List<Point> disconnects = new ArrayList<>();
        final List<Point> rooms = new ArrayList<>();
        for (final XmppStatus status : statuses) {
            for (final XmppState state : XmppState.values()) {
                states.add(new Point(
                        state == status.state() ? 1 : 0,
                        "server",
                        status.id(),
                        "state",
                        state.name().toLowerCase(Locale.ROOT)));
            }
            status.failures()
                    .forEach((failure, count) ->
                            failures.add(new Point(count, "server", status.id(), "reason", failure.label())));
            connects.add(new Point(status.connects(), "server", status.id()));
            disconnects.add(new Point(status.disconnects(), "server", status.id()));
            rooms.add(new Point(status.mucsJoined(), "server", status.id()));
        }
        families.gauge("xmpp_state", "1 for the state that the login is in, 0 for the others", states)
                .counter("xmpp_failures", "steps on the way into the rooms that failed", failures)
                .counter("xmpp_connects", "logins that succeeded", connects)
                .counter("xmpp_disconnects", "streams lost after the login", disconnects)
                .gauge("xmpp_rooms_joined", "rooms that the login is in", rooms);
    }

    private void addHealth(final Families families) {
        final List<HealthFinding> readiness = facts.health().readiness();
        families.gauge(
                        "healthy",
                        "whether the last health check of the process passed",
                        facts.health().failures().isEmpty())
                .gauge(
                        "live",
                        "whether all event loops answer",
                        allPassed(facts.health().liveness()))
                .gauge("ready", "whether new participants get media here", allPassed(readiness))
                .gauge(
                        "health_check",
                        "whether the check passes now",
                        readiness.stream()
                                .map(finding -> new Point(finding.passed() ? 1 : 0, "check", finding.name()))
                                .toList());
    }

    private void addChannels(final Families families) {
        families.counter(
                        "channel_events",
                        "what happened on bridge channels",
                        Stream.of(ChannelCounter.values())
                                .map(counter ->
                                        new Point(facts.channels().get(counter), "event", label(counter.name())))
                                .toList())
                .counter(
                        "channel_dropped_messages",
                        "messages of bridge channels that were not passed on",
                        Stream.of(ChannelDrop.values())
                                .map(drop -> new Point(facts.channels().get(drop), "reason", label(drop.name())))
                                .toList());
    }

    private static boolean allPassed(final List<HealthFinding> findings) {
        return findings.stream().allMatch(HealthFinding::passed);
    }

    private static String label(final String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
