/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.harvester.BindAddress;
import org.hummingbridge.harvester.DroppedAddress;
import org.hummingbridge.harvester.HarvestResult;
import org.hummingbridge.sfu.conference.Bridge;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.BridgeSettings;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.hummingbridge.sfu.conference.Rehearsal;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.net.UdpBindException;
import org.hummingbridge.sfu.net.UdpPortConfig;
import org.hummingbridge.sfu.net.UdpPorts;
import org.hummingbridge.sfu.net.UdpTransport;
import org.hummingbridge.sfu.srtp.CipherProbe;

/** The media path on real UDP sockets. Closing it ends every conference first, then the sockets. */
final class UdpMediaPath implements MediaPath {
    private final Harvest harvest;
    private final CipherProbe ciphers;
    private final UdpPorts ports;
    private final OfferedCandidates candidates;
    private final PublicAddresses publicAddresses;
    private final Bridge bridge;

    private UdpMediaPath(
            final Settings settings,
            final Harvest harvest,
            final UdpPorts ports,
            final IceRoutes routes,
            final ConferenceListener.Factory listeners) {
        this.harvest = harvest;
        this.ciphers = CipherProbe.run(settings.srtp().ciphers().name().toLowerCase(Locale.ROOT));
        this.ports = ports;
        this.candidates = new OfferedCandidates(harvest.result(), ports);
        this.publicAddresses = PublicAddresses.ask(settings.harvest(), harvest, candidates);
        this.bridge = new Bridge(
                ports.loops(),
                terms(settings, ports),
                routes,
                candidates,
                ciphers.ciphers(),
                new SecureRandom(),
                listeners);
    }

    /** Padding serves runs that leave in one write; without GSO it would be bytes for nothing. */
    private static BridgeSettings terms(final Settings settings, final UdpPorts ports) {
        final BridgeSettings terms = BridgeTerms.of(settings);
        return ports.gso() ? terms : terms.withoutPadding();
    }

    /** The {@link MediaPath.Opening} of this path. */
    static MediaPath open(final Settings settings, final ConferenceListener.Factory listeners) throws StartupException {
        final Harvest harvest = Harvest.run(settings);
        final IceRoutes routes = new IceRoutes(new SecureRandom().nextInt());
        try {
            final UdpPorts ports = UdpPorts.open(portConfig(settings.media(), harvest.result()), routes);
            return new UdpMediaPath(settings, harvest, ports, routes, listeners);
        } catch (UdpBindException e) {
            throw new StartupException(portSetting(settings.media()) + ": " + e.getMessage(), e);
        }
    }

    private static String portSetting(final Settings.Media media) {
        return media.firstPort() == media.lastPort() ? "videobridge.ice.udp.port" : "hummingbridge.udp.ports";
    }

    private static UdpPortConfig portConfig(final Settings.Media media, final HarvestResult harvest) {
        final UdpPortConfig config = UdpPortConfig.of(
                        harvest.bind().stream().map(BindAddress::address).toList(), media.firstPort())
                .withPorts(media.firstPort(), media.lastPort())
                .withTransport(UdpTransport.valueOf(media.transport().name()));
        final UdpPortConfig buffered = config.withSocketBuffers(media.receiveBufferBytes(), config.sendBufferBytes());
        return media.loops() == 0 ? buffered : buffered.withLoops(media.loops());
    }

    @Override
    public BridgeControl control() {
        return bridge;
    }

    @Override
    public List<? extends Loop> loops() {
        return ports.loops();
    }

    @Override
    public List<InetSocketAddress> offered() {
        return candidates.of(ports.loops().getFirst()).stream()
                .map(LocalCandidate::address)
                .toList();
    }

    @Override
    public String transport() {
        return ports.transport();
    }

    @Override
    public String ciphers() {
        return ciphers.description();
    }

    @Override
    public Rehearsal.Account rehearse(final Rehearsal.Budget budget) {
        return Rehearsal.play(ciphers.ciphers(), new SecureRandom(), budget);
    }

    @Override
    public Reachability reachability() {
        return publicAddresses.reachability();
    }

    @Override
    public List<String> report() {
        final List<String> lines = new ArrayList<>();
        lines.add("  media      UDP " + mediaPorts() + ", " + ports.loops().size() + " event loops, " + transport()
                + (ports.gso() ? "" : ", no GSO"));
        lines.add("  ciphers    " + ciphers());
        for (final LocalCandidate candidate : candidates.of(ports.loops().getFirst())) {
            lines.add("  offered    " + text(candidate.address()) + ": " + candidate.reason());
        }
        for (final DroppedAddress dropped : harvest.result().dropped()) {
            lines.add("  not used   " + NetUtil.toAddressString(dropped.address()) + " (" + dropped.origin() + "): "
                    + dropped.reason());
        }
        harvest.result().warnings().forEach(warning -> lines.add("  warning    " + warning));
        ports.warnings().forEach(warning -> lines.add("  warning    " + warning));
        return lines;
    }

    private String mediaPorts() {
        final int first = ports.localAddress(0, 0).getPort();
        final int last = ports.localAddress(ports.loops().size() - 1, 0).getPort();
        return first == last ? "port " + first : "ports " + first + " to " + last;
    }

    private static String text(final InetSocketAddress address) {
        return NetUtil.toSocketAddressString(address);
    }

    @Override
    public void close() {
        publicAddresses.close();
        bridge.close();
        ports.close();
    }
}
