/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.Collection;

/** Says in one sentence, with the line to paste, that the kernel granted smaller socket buffers than asked for. */
final class SocketBufferWarning {
    private SocketBufferWarning() {}

    static void check(final UdpPort port, final UdpPortConfig config, final Collection<String> warnings) {
        if (port.receiveBufferBytes() < config.receiveBufferBytes()) {
            warnings.add(sentence(
                    "receive",
                    "received",
                    port.receiveBufferBytes(),
                    config.receiveBufferBytes(),
                    "net.core.rmem_max"));
        }
        if (port.sendBufferBytes() < config.sendBufferBytes()) {
            warnings.add(
                    sentence("send", "sent", port.sendBufferBytes(), config.sendBufferBytes(), "net.core.wmem_max"));
        }
    }

    private static String sentence(
            final String kind, final String verb, final int granted, final int asked, final String sysctl) {
        return "The kernel grants UDP " + kind + " buffers of " + granted + " bytes, not the " + asked
                + " asked for, so bursts may be lost before they are " + verb + "; allow it with: sysctl -w " + sysctl
                + "="
                + asked;
    }
}
