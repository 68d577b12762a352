/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.net.InetSocketAddress;
import java.util.List;
import org.hummingbridge.harvester.CandidateRanking;
import org.hummingbridge.harvester.HarvestResult;
import org.hummingbridge.harvester.OfferedAddress;
import org.hummingbridge.harvester.RankedAddress;
import org.hummingbridge.sfu.conference.LocalCandidates;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.net.UdpPorts;
import org.ice4j.ice.CandidateType;

/**
 * The harvested addresses as ICE candidates of each loop. The harvest knows the configured port; a loop's own (a port range, or
 * port 0) takes its place, except where a mapping names another public one.
 */
final class OfferedCandidates implements LocalCandidates {
    private final UdpPorts ports;

    /** Read by every loop when an endpoint comes, replaced as a whole by whoever finds out more. */
    private volatile List<List<LocalCandidate>> byLoop;

    OfferedCandidates(final HarvestResult harvest, final UdpPorts ports) {
        this.ports = ports;
        this.byLoop = candidates(harvest, ports);
    }

    /** Endpoints that come from now on are told these; those that are there keep what they were told. */
    void offer(final HarvestResult harvest) {
        byLoop = candidates(harvest, ports);
    }

    private static List<List<LocalCandidate>> candidates(final HarvestResult harvest, final UdpPorts ports) {
        final List<RankedAddress> ranked = CandidateRanking.rank(harvest.offered());
        return ports.loops().stream()
                .map(loop -> ranked.stream()
                        .map(each -> candidate(each, ports, loop.index()))
                        .toList())
                .toList();
    }

    @Override
    public List<LocalCandidate> of(final Loop loop) {
        return byLoop.get(loop.index());
    }

    private static LocalCandidate candidate(final RankedAddress ranked, final UdpPorts ports, final int loop) {
        final OfferedAddress offered = ranked.offered();
        final boolean host = offered.origin() == OfferedAddress.Origin.HOST;
        final InetSocketAddress base = ports.localAddress(loop, offered.socket());
        final int port = offered.port() == offered.basePort() ? base.getPort() : offered.port();
        return new LocalCandidate(
                offered.socket(),
                host ? CandidateType.HOST_CANDIDATE : CandidateType.SERVER_REFLEXIVE_CANDIDATE,
                new InetSocketAddress(offered.address(), port),
                host ? null : base,
                ranked.foundation(),
                ranked.priority(),
                offered.reason());
    }
}
