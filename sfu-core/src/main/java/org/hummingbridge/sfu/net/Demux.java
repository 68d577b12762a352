/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.StunRouter;
import org.jspecify.annotations.Nullable;

/**
 * Says whose a datagram is: STUN by the ufrag it names, even from a known address, so that restarts and rebindings move at
 * once; everything else only by an address that ICE has proven. Looks no further than that into the datagram and trusts none of it.
 */
final class Demux {
    /** RFC 7983 section 7: what the first byte of a datagram stands for. */
    private static final int STUN_LAST = 3;

    private static final int DTLS_FIRST = 20;
    private static final int DTLS_LAST = 63;
    private static final int RTP_FIRST = 128;
    private static final int RTP_LAST = 191;

    /** RFC 8489 section 5. */
    private static final int STUN_HEADER_BYTES = 20;

    private static final int STUN_COOKIE_OFFSET = 4;
    private static final int STUN_MAGIC_COOKIE = 0x2112_A442;
    private static final int STUN_CLASS_MASK = 0x0110;
    private static final int STUN_CLASS_INDICATION = 0x0010;

    /** RFC 6347 section 4.1. */
    private static final int DTLS_HEADER_BYTES = 13;

    /** RFC 3550 section 5.1; an SRTCP packet is longer still (RFC 3711 section 3.4). */
    private static final int RTP_HEADER_BYTES = 12;

    private final StunRouter router;
    private final Routes routes;
    private final Counters counters;

    Demux(final StunRouter router, final Routes routes, final Counters counters) {
        this.router = router;
        this.routes = routes;
        this.counters = counters;
    }

    /**
     * The owner of the datagram, its path set unless it is media; or null after counting why there is none. The reference stays the
     * caller's.
     */
    @Nullable
    DatagramSink sinkFor(final PacketBuffer packet, final int socket, final long high, final long low, final int port) {
        if (packet.length() == 0) {
            return drop(DropReason.TOO_SHORT);
        }
        final int first = packet.bytes()[packet.offset()] & 0xff;
        if (first <= STUN_LAST) {
            return stun(packet, socket, high, low, port);
        }
        final boolean media = first >= RTP_FIRST && first <= RTP_LAST;
        if (!media && (first < DTLS_FIRST || first > DTLS_LAST)) {
            return drop(DropReason.UNKNOWN_KIND);
        }
        if (packet.length() < (media ? RTP_HEADER_BYTES : DTLS_HEADER_BYTES)) {
            return drop(DropReason.TOO_SHORT);
        }
        final int slot = routes.find(socket, high, low, port);
        if (slot < 0) {
            return drop(DropReason.UNKNOWN_SOURCE);
        }
        return media ? routes.sink(slot) : byPath(packet, slot);
    }

    private @Nullable DatagramSink stun(
            final PacketBuffer packet, final int socket, final long high, final long low, final int port) {
        if (packet.length() < STUN_HEADER_BYTES) {
            return drop(DropReason.TOO_SHORT);
        }
        final byte[] bytes = packet.bytes();
        final int offset = packet.offset();
        if (int32(bytes, offset + STUN_COOKIE_OFFSET) != STUN_MAGIC_COOKIE) {
            return drop(DropReason.STUN_MALFORMED);
        }
        final DatagramSink sink = router.sinkFor(bytes, offset, packet.length());
        final int slot = routes.find(socket, high, low, port);
        if (sink != null) {
            packet.path(slot < 0 ? new Path(socket, high, low, port) : routes.path(slot));
            return sink;
        }
        final int type = (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
        if (slot >= 0 && (type & STUN_CLASS_MASK) == STUN_CLASS_INDICATION) {
            return byPath(packet, slot);
        }
        return drop(DropReason.STUN_UNKNOWN_UFRAG);
    }

    private @Nullable DatagramSink byPath(final PacketBuffer packet, final int slot) {
        packet.path(routes.path(slot));
        return routes.sink(slot);
    }

    private @Nullable DatagramSink drop(final DropReason reason) {
        counters.drop(reason);
        return null;
    }

    private static int int32(final byte[] bytes, final int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
