/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpType;
import org.hummingbridge.sfu.srtp.SrtpReceiver;
import org.jspecify.annotations.Nullable;

/**
 * What one peer's packets are decrypted with. Only authentic ones reach the listener; what comes before there are keys is held
 * for a moment.
 */
final class Unsealing {
    private final Counters counters;
    private final Backlog backlog;
    private final TransportListener listener;
    private final EarlyMedia early = new EarlyMedia();
    private @Nullable SrtpReceiver srtp;

    Unsealing(final Counters counters, final Backlog backlog, final TransportListener listener) {
        this.counters = counters;
        this.backlog = backlog;
        this.listener = listener;
    }

    /** Takes the keys; what was held is to be had by {@link #replay}. */
    void keys(final SrtpReceiver agreed) {
        srtp = agreed;
    }

    void replay(final long now) {
        early.replay(packet -> onPacket(packet, now));
    }

    /** Takes a packet of SRTP or SRTCP, and with it its buffer. */
    void onPacket(final PacketBuffer packet, final long now) {
        final SrtpReceiver keys = srtp;
        if (keys == null) {
            early.hold(packet, now, counters);
            return;
        }
        final byte[] bytes = packet.bytes();
        final boolean rtcp = isRtcp(bytes, packet.offset(), packet.length());
        if (rtcp && backlog.isBehind() && beginsWithNack(bytes, packet.offset())) {
            drop(packet, DropReason.NACK_BEHIND);
            return;
        }
        final int length = rtcp
                ? keys.unprotectRtcp(bytes, packet.offset(), packet.length())
                : keys.unprotectRtp(bytes, packet.offset(), packet.length());
        if (length < 0) {
            drop(packet, SrtpReceiver.reason(length));
            return;
        }
        counters.add(Counter.MEDIA_BYTES_RECEIVED, packet.length());
        packet.length(length);
        listener.onHeard(now);
        if (rtcp) {
            counters.add(Counter.RTCP_RECEIVED, 1);
            listener.onRtcp(packet, now);
        } else if (RtpHeader.isValid(bytes, packet.offset(), length)) {
            counters.add(Counter.RTP_RECEIVED, 1);
            listener.onRtp(packet, now);
        } else {
            drop(packet, DropReason.RTP_MALFORMED);
        }
    }

    /** RFC 5761 §4: payload types 64..95 would collide with RTCP's and are not used for RTP. */
    private static boolean isRtcp(final byte[] bytes, final int offset, final int length) {
        final int second = length > 1 ? bytes[offset + 1] & 0xff : 0;
        return second >= 192 && second <= 223;
    }

    /**
     * Whether it was sent for the sake of a NACK, which nobody has time for. SRTCP leaves the first header readable (RFC 3711 §3.4), and
     * reports come before NACKs in a compound (RFC 3550 §6.1). What is dropped has an index of its own, so nothing is out of step.
     */
    private static boolean beginsWithNack(final byte[] bytes, final int offset) {
        return (bytes[offset + 1] & 0xff) == RtcpType.TRANSPORT_LAYER_FEEDBACK
                && (bytes[offset] & 0x1f) == RtcpType.FORMAT_NACK;
    }

    private void drop(final PacketBuffer packet, final DropReason reason) {
        packet.release();
        counters.drop(reason);
    }

    void onTick(final long now) {
        early.expire(now, counters);
    }

    /** Gives up the keys and what is held. */
    void close() {
        early.release();
        if (srtp != null) {
            srtp.close();
            srtp = null;
        }
    }
}
