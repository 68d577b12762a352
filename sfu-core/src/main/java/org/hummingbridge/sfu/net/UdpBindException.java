/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;

/** A UDP port that could not be bound; the message is one sentence that tells an operator what to do about it. */
public final class UdpBindException extends Exception {
    private final InetAddress address;
    private final int port;

    UdpBindException(final InetAddress address, final int port, final IOException cause) {
        super(sentence(address, port, cause), cause);
        this.address = address;
        this.port = port;
    }

    public InetAddress address() {
        return address;
    }

    public int port() {
        return port;
    }

    private static String sentence(final InetAddress address, final int port, final IOException cause) {
        final String where = "UDP port " + port + " on " + address.getHostAddress();
        final String reason = String.valueOf(cause.getMessage());
        final String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("in use")) {
            return where + " is taken by another process; \"ss -ulpn sport = :" + port
                    + "\" names it: stop it, or give this bridge another port.";
        }
        if (lower.contains("assign requested address") || lower.contains("not available")) {
            return where + " cannot be bound, because no interface of this machine has that address;"
                    + " take it out of the configuration, or bring its interface up first.";
        }
        if (lower.contains("permission")) {
            return where + " cannot be bound for lack of permission; choose a port above 1023,"
                    + " or grant CAP_NET_BIND_SERVICE.";
        }
        return where + " cannot be bound: " + reason + ".";
    }
}
