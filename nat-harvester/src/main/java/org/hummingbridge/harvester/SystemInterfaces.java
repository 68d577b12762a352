/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the network interfaces of this machine, in the order of the kernel's index. */
public final class SystemInterfaces {
    private SystemInterfaces() {}

    /**
     * All interfaces, up or down.
     *
     * @throws SocketException if the system does not tell
     */
    public static List<NetworkInterfaceView> read() throws SocketException {
        final List<NetworkInterface> all = NetworkInterface.networkInterfaces()
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .toList();
        final List<NetworkInterfaceView> views = new ArrayList<>();
        for (final NetworkInterface each : all) {
            views.add(new NetworkInterfaceView(
                    each.getName(), each.isUp(), each.inetAddresses().toList()));
        }
        return views;
    }
}
