/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;

/**
 * An address that clients are told.
 *
 * @param socket place of the bind address that it leads to in {@link HarvestResult#bind}
 * @param base the bind address behind it; the address itself if it is the host's own
 * @param reason one clause for people: why it is offered
 */
public record OfferedAddress(
        int socket, Origin origin, InetAddress address, int port, InetAddress base, int basePort, String reason) {
    /** How clients' datagrams get from the address to the socket. */
    public enum Origin {
        /** The address is the socket's own: a host candidate. */
        HOST,
        /** Somebody in front of this machine translates it: a server-reflexive candidate. */
        MAPPED
    }
}
