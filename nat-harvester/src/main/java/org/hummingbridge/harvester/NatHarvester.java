/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hummingbridge.harvester.OfferedAddress.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Works out what to bind and what to offer from the interfaces of a machine and what its operator says. A pure function: never
 * opens a socket, asks the network or throws for settings that make no sense.
 */
public final class NatHarvester {
    private static final String MAPPINGS = "ice4j.harvest.mapping.static-mappings";

    /** Interfaces that container engines, hypervisors and VPNs make. */
    private static final Pattern VIRTUAL =
            Pattern.compile("(docker|br-|veth|virbr|cni|flannel|cali|lxc|lxd|podman|tun|tap|wg|utun|vmnet|vboxnet).*");

    private final HarvestSettings settings;
    private final int port;
    private final List<BindAddress> bind = new ArrayList<>();
    private final List<OfferedAddress> offered = new ArrayList<>();
    private final List<DroppedAddress> dropped = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private NatHarvester(final HarvestSettings settings, final int port) {
        this.settings = settings;
        this.port = port;
    }

    public static HarvestResult harvest(
            final HarvestSettings settings, final List<NetworkInterfaceView> interfaces, final int port) {
        final NatHarvester harvester = new NatHarvester(settings, port);
        harvester.bindAll(interfaces);
        harvester.refuseUnknownInterfaces(interfaces);
        harvester.settings.mappings().forEach(harvester::checkMapping);
        harvester.offerAll();
        return new HarvestResult(
                harvester.bind,
                harvester.offered,
                harvester.dropped,
                harvester.errors,
                harvester.warnings,
                harvester.failure());
    }

    private void bindAll(final List<NetworkInterfaceView> interfaces) {
        final InterfaceFilter filter = new InterfaceFilter(settings);
        for (final NetworkInterfaceView owner : interfaces) {
            for (final InetAddress address : owner.addresses()) {
                final String whyNot = filter.whyNot(owner, address);
                final BindAddress same = boundAs(address);
                if (whyNot != null) {
                    dropped.add(new DroppedAddress(address, owner.name(), whyNot));
                } else if (same != null) {
                    dropped.add(new DroppedAddress(
                            address, owner.name(), "interface " + same.interfaceName() + " has the same address"));
                } else {
                    bind.add(new BindAddress(address, port, owner.name()));
                }
            }
        }
    }

    /** Link-local addresses differ by their interface, so scopes count here. */
    private @Nullable BindAddress boundAs(final InetAddress address) {
        for (final BindAddress bound : bind) {
            final boolean same = bound.address().getHostAddress().equals(address.getHostAddress());
            if (same) {
                return bound;
            }
        }
        return null;
    }

    private void refuseUnknownInterfaces(final List<NetworkInterfaceView> interfaces) {
        final List<String> names =
                interfaces.stream().map(NetworkInterfaceView::name).toList();
        for (final String allowed : settings.allowedInterfaces()) {
            if (!names.contains(allowed)) {
                errors.add("ice4j.harvest.allowed-interfaces names " + allowed + ", but this machine has only "
                        + String.join(", ", names) + ".");
            }
        }
    }

    private void checkMapping(final StaticMapping mapping) {
        final String unreachable = Addresses.whyUnreachable(mapping.publicAddress());
        if (unreachable != null) {
            errors.add(MAPPINGS + ": the public address of " + mapping + " is " + unreachable
                    + "; clients need the address at which they reach this bridge.");
        } else if (Addresses.isDocumentation(mapping.publicAddress())) {
            warnings.add(MAPPINGS + ": the public address of " + mapping
                    + " is reserved for documentation; replace the example by your own address.");
        }
        if (bind.stream().noneMatch(mapping::matches)) {
            // Without a local address the operator speaks of the outside alone, which may have more IP versions than
            // this machine.
            final boolean otherVersion = mapping.localAddress() == null
                    && bind.stream()
                            .noneMatch(each -> each.address().getClass()
                                    == mapping.publicAddress().getClass());
            (otherVersion ? warnings : errors)
                    .add(MAPPINGS + ": no local address matches " + mapping + "; this bridge binds "
                            + (bind.isEmpty() ? "nothing" : boundAddresses()) + ".");
        }
    }

    private String boundAddresses() {
        return bind.stream()
                .map(bound -> Addresses.text(bound.address()) + "#" + bound.port() + " (" + bound.interfaceName() + ")")
                .collect(Collectors.joining(", "));
    }

    private void offerAll() {
        for (int socket = 0; socket < bind.size(); socket++) {
            offerHost(socket, bind.get(socket));
        }
        for (int socket = 0; socket < bind.size(); socket++) {
            for (final StaticMapping mapping : settings.mappings()) {
                offerMapped(socket, bind.get(socket), mapping);
            }
            for (final DiscoveredMapping mapping : settings.discovered()) {
                offerDiscovered(socket, bind.get(socket), mapping);
            }
        }
    }

    private void offerHost(final int socket, final BindAddress bound) {
        if (isMapped(bound) && !settings.advertisePrivate() && Addresses.isPrivate(bound.address())) {
            dropped.add(new DroppedAddress(
                    bound.address(),
                    bound.interfaceName(),
                    "private, a mapping gives its public address, and"
                            + " videobridge.ice.advertise-private-candidates is off"));
            return;
        }
        offered.add(new OfferedAddress(
                socket, Origin.HOST, bound.address(), bound.port(), bound.address(), bound.port(), hostReason(bound)));
    }

    private boolean isMapped(final BindAddress bound) {
        return settings.mappings().stream()
                        .anyMatch(each -> each.matches(bound) && Addresses.whyUnreachable(each.publicAddress()) == null)
                || settings.discovered().stream()
                        .anyMatch(
                                each -> each.matches(bound) && Addresses.whyUnreachable(each.publicAddress()) == null);
    }

    private static String hostReason(final BindAddress bound) {
        final String name = bound.interfaceName();
        if (VIRTUAL.matcher(name).matches()) {
            return "address of interface " + name
                    + ", which looks virtual; if clients cannot reach it, add " + name
                    + " to ice4j.harvest.blocked-interfaces";
        }
        return (Addresses.isPrivate(bound.address()) ? "private address" : "address") + " of interface " + name;
    }

    private void offerMapped(final int socket, final BindAddress bound, final StaticMapping mapping) {
        if (!mapping.matches(bound) || Addresses.whyUnreachable(mapping.publicAddress()) != null) {
            return;
        }
        final int publicPort = mapping.publicPort() == 0 ? bound.port() : mapping.publicPort();
        final InetAddress publicAddress = mapping.publicAddress();
        if (publicAddress.getClass() != bound.address().getClass()) {
            dropped.add(new DroppedAddress(publicAddress, mapping.toString(), "not of the local address's IP version"));
            return;
        }
        offerPublic(
                socket,
                bound,
                publicAddress,
                publicPort,
                mapping.toString(),
                "static mapping of " + Addresses.text(bound.address()) + "#" + bound.port());
    }

    private void offerDiscovered(final int socket, final BindAddress bound, final DiscoveredMapping mapping) {
        if (!mapping.matches(bound)) {
            return;
        }
        final String unreachable = Addresses.whyUnreachable(mapping.publicAddress());
        if (unreachable != null) {
            dropped.add(new DroppedAddress(mapping.publicAddress(), mapping.source(), unreachable));
            return;
        }
        offerPublic(socket, bound, mapping.publicAddress(), bound.port(), mapping.source(), mapping.source());
    }

    private void offerPublic(
            final int socket,
            final BindAddress bound,
            final InetAddress publicAddress,
            final int publicPort,
            final String origin,
            final String reason) {
        for (final OfferedAddress known : offered) {
            if (known.port() == publicPort && Addresses.same(known.address(), publicAddress)) {
                dropped.add(new DroppedAddress(publicAddress, origin, "offered already: " + known.reason()));
                return;
            }
        }
        offered.add(new OfferedAddress(
                socket, Origin.MAPPED, publicAddress, publicPort, bound.address(), bound.port(), reason));
    }

    private @Nullable String failure() {
        if (!offered.isEmpty()) {
            return null;
        }
        if (dropped.isEmpty()) {
            return "This machine has no network interface with an address, so there is nothing to offer to clients.";
        }
        return "No usable address to offer to clients: "
                + dropped.stream()
                        .map(each -> Addresses.text(each.address()) + " (" + each.origin() + "): " + each.reason())
                        .collect(Collectors.joining("; "))
                + ".";
    }
}
