/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.harvester.AwsMetadata;
import org.hummingbridge.harvester.BindAddress;
import org.hummingbridge.harvester.Discovered;
import org.hummingbridge.harvester.HarvestResult;
import org.hummingbridge.harvester.MappingDiscovery;
import org.hummingbridge.harvester.OfferedAddress;
import org.hummingbridge.harvester.StunServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers clients the public addresses that others tell of, as soon as they do. Delays nothing. */
final class PublicAddresses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublicAddresses.class);

    private final Harvest harvest;
    private final OfferedCandidates candidates;
    private final MappingDiscovery discovery;

    /** Written by the discovery's thread, read by health checks. */
    private volatile MediaPath.Reachability reachability;

    private PublicAddresses(
            final Settings.Harvest settings, final Harvest harvest, final OfferedCandidates candidates) {
        this.harvest = harvest;
        this.candidates = candidates;
        // A server that has not answered yet has not failed yet.
        this.reachability = new MediaPath.Reachability(harvest.result().hasPublicAddress(), false, List.of());
        this.discovery = MappingDiscovery.of(
                locals(harvest.result()),
                settings.stunServers().stream()
                        .map(each -> new StunServer(each.host(), each.port()))
                        .toList(),
                settings.aws() ? AwsMetadata.ofThisMachine() : null,
                new SecureRandom(),
                this::take);
    }

    static PublicAddresses ask(
            final Settings.Harvest settings, final Harvest harvest, final OfferedCandidates candidates) {
        final PublicAddresses addresses = new PublicAddresses(settings, harvest, candidates);
        addresses.discovery.start();
        return addresses;
    }

    /** Loopback addresses only where there is nothing else: no other machine can be asked from them. */
    private static List<InetAddress> locals(final HarvestResult result) {
        final List<InetAddress> all =
                result.bind().stream().map(BindAddress::address).toList();
        final List<InetAddress> outward =
                all.stream().filter(each -> !each.isLoopbackAddress()).toList();
        return outward.isEmpty() ? all : outward;
    }

    MediaPath.Reachability reachability() {
        return reachability;
    }

    private void take(final Discovered discovered) {
        final HarvestResult result = harvest.with(discovered.mappings());
        candidates.offer(result);
        reachability =
                new MediaPath.Reachability(result.hasPublicAddress(), discovered.stunFailed(), discovered.warnings());
        for (final OfferedAddress each : result.offered()) {
            if (!harvest.result().offered().contains(each)) {
                LOG.info(
                        "Offered from now on: {}:{}: {}",
                        NetUtil.toAddressString(each.address()),
                        each.port() == 0 ? "the media port" : each.port(),
                        each.reason());
            }
        }
        discovered.warnings().forEach(LOG::warn);
    }

    @Override
    public void close() {
        discovery.close();
    }
}
