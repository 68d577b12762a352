/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.forward.OutgoingStream;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Fills one receiver's link for a moment to learn what it carries: with packets that it may have lost, sent again, or with padding
 * where there are none. Takes its streams in turns.
 */
final class Prober {
    /** RFC 3550 §5.1: the last byte counts the padding. */
    private static final int MAX_PADDING_BYTES = 255;

    /** A send of less is not worth its header. */
    private static final int MIN_BYTES = 50;

    private final RtpOutlet outlet;
    private final Subscriptions subscriptions;
    private final Counters counters;
    private int turn;

    Prober(final RtpOutlet outlet, final Subscriptions subscriptions, final Counters counters) {
        this.outlet = outlet;
        this.subscriptions = subscriptions;
        this.counters = counters;
    }

    /** Sends about that many bytes. */
    void send(final int bytes, final long now) {
        final OutgoingStream stream = next();
        if (stream == null) {
            return;
        }
        int left = bytes;
        while (left >= MIN_BYTES) {
            final int sent = sendOne(stream, left, now);
            if (sent <= 0) {
                return;
            }
            left -= sent;
        }
    }

    /** The next stream that carries video, or failing that the next that has carried some. */
    private @Nullable OutgoingStream next() {
        final List<VideoSubscription> videos = subscriptions.videos();
        OutgoingStream idle = null;
        for (int i = 0; i < videos.size(); i++) {
            turn = (turn + 1) % videos.size();
            final VideoSubscription video = videos.get(turn);
            final SentStream stream = video.stream();
            if (stream == null || stream.outgoing().rtxSsrc() == null) {
                continue;
            }
            if (video.current() != LayerId.SUSPENDED) {
                return stream.outgoing();
            }
            idle = stream.outgoing();
        }
        return idle;
    }

    private int sendOne(final OutgoingStream stream, final int bytes, final long now) {
        if (!outlet.open(RtpOutlet.MAX_PACKET_BYTES)) {
            return 0;
        }
        int length = stream.probe(bytes, now, outlet.array(), outlet.position());
        if (length < 0) {
            length = stream.padding(Math.min(bytes, MAX_PADDING_BYTES), now, outlet.array(), outlet.position());
        }
        if (length < 0) {
            outlet.abort();
            return 0;
        }
        final int header = RtpHeader.headerLength(outlet.array(), outlet.position());
        final boolean sent = outlet.seal(header, null, outlet.position() + header, length - header, false, now);
        if (!sent) {
            return 0;
        }
        counters.add(Counter.PROBES_SENT, 1);
        return length;
    }
}
