/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import org.jspecify.annotations.Nullable;

/** A host as operators write it with its port: {@code name:port}, {@code 192.0.2.1:port} or {@code [2001:db8::1]:port}. */
record HostAndPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Null if there is no port or no host. */
    static @Nullable HostAndPort parse(final String text) {
        final int colon = text.lastIndexOf(':');
        final String digits = text.substring(colon + 1);
        if (colon < 1 || !digits.matches("\\d{1,5}")) {
            return null;
        }
        final String name = text.substring(0, colon);
        final boolean bracketed = name.startsWith("[") && name.endsWith("]");
        final String host = bracketed ? name.substring(1, name.length() - 1) : name;
        final int port = Integer.parseInt(digits);
        final boolean usable = !host.isBlank() && (bracketed || host.indexOf(':') < 0);
        return usable && port >= 1 && port <= MAX_PORT ? new HostAndPort(host, port) : null;
    }
}
