/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import org.hummingbridge.sfu.datagram.Path;

/**
 * Which addresses are ever sent to, so that signalling cannot make the bridge probe its own host, its cloud's metadata service
 * or a whole network.
 */
final class ReachableTargets {
    private static final int METADATA_IPV4 = 0xa9fe_a9fe;
    private static final long METADATA_IPV6_HIGH = 0xfd00_0ec2_0000_0000L;
    private static final long METADATA_IPV6_LOW = 0x254L;
    private static final int LOOPBACK_IPV4_NET = 127;
    private static final int MULTICAST_IPV4_FIRST_NET = 224;
    private static final int MULTICAST_IPV6_PREFIX = 0xff;

    private final boolean loopbackToo;

    /** @param loopbackToo whether one of our own candidates is a loopback address */
    ReachableTargets(final boolean loopbackToo) {
        this.loopbackToo = loopbackToo;
    }

    boolean allows(final Path path) {
        return path.port() > 0 && (path.isIpv4() ? allowsIpv4((int) path.low()) : allowsIpv6(path.high(), path.low()));
    }

    /** From 224 up there are only multicast, reserved addresses and broadcast; net 0 means "this host" (RFC 6890 §2.2.2). */
    private boolean allowsIpv4(final int ip) {
        final int net = ip >>> 24;
        return net != 0
                && net < MULTICAST_IPV4_FIRST_NET
                && ip != METADATA_IPV4
                && (net != LOOPBACK_IPV4_NET || loopbackToo);
    }

    private boolean allowsIpv6(final long high, final long low) {
        if ((high == 0 && low == 0) || high >>> 56 == MULTICAST_IPV6_PREFIX) {
            return false;
        }
        if (high == METADATA_IPV6_HIGH && low == METADATA_IPV6_LOW) {
            return false;
        }
        return high != 0 || low != 1 || loopbackToo;
    }
}
