/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;
import java.util.List;

/** What the harvester needs to know of a network interface. */
public record NetworkInterfaceView(String name, boolean up, List<InetAddress> addresses) {
    public NetworkInterfaceView {
        addresses = List.copyOf(addresses);
    }
}
