/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.spread.SealingLane;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpKeys;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * What the packets to one peer are encrypted with, and where: here, or on another loop, which then has the keys to itself.
 * Nothing overtakes anything on its way out, whether media or RTCP.
 */
final class Sealing {
    /** The longest tag and the index word (RFC 3711 §3.4). */
    private static final int MAX_SRTCP_TRAILER = 20;

    private final Loop home;
    private final SrtpSender srtp;
    private final int tagBytes;
    private @Nullable SealingLane lane;

    Sealing(final Loop home, final SrtpKeys keys, final SrtpCiphers ciphers) {
        this.home = home;
        this.srtp = new SrtpSender(keys.profile(), keys.localKey(), keys.localSalt(), ciphers);
        this.tagBytes = keys.profile().rtpTagBytes();
    }

    /** For whom {@link #lane} says. */
    SrtpSender srtp() {
        return srtp;
    }

    /** What encryption adds to an RTP packet. */
    int tagBytes() {
        return tagBytes;
    }

    /** The way to the loop that encrypts and sends; null if that is this one. */
    @Nullable
    SealingLane lane() {
        return lane;
    }

    /** Lets another loop encrypt and send from now on. */
    void move(final SealingLane to) {
        if (lane != null) {
            throw new IllegalStateException("the keys are on loop " + lane.loop() + " already");
        }
        // What was encrypted here must not be overtaken.
        home.sends().flush();
        lane = to;
        home.counters().add(Counter.RECEIVERS_SPREAD, 1);
    }

    /** Encrypts and sends here again; only while the other loop has nothing of this one in its hands. */
    void moveBack() {
        if (lane == null || !lane.isIdle()) {
            throw new IllegalStateException("the keys are in use elsewhere, or nowhere");
        }
        lane = null;
    }

    /** Encrypts and queues a compound. */
    void sendRtcp(final Path path, final byte[] rtcp, final int offset, final int length) {
        if (lane != null) {
            lane.rtcp(srtp, path, rtcp, offset, length);
            return;
        }
        final SendBatch sends = home.sends();
        sends.begin(path, length + MAX_SRTCP_TRAILER);
        final int sent = srtp.protectRtcp(sends.array(), sends.position(), rtcp, offset, length);
        if (sent < 0) {
            sends.abort();
            home.counters().drop(DropReason.SRTP_INDEX_REUSED);
        } else {
            sends.commit(sent);
            home.counters().add(Counter.MEDIA_PACKETS_SENT, 1);
            home.counters().add(Counter.MEDIA_BYTES_SENT, sent);
        }
    }

    /** Gives up the keys, on the loop that uses them. */
    void close() {
        if (lane == null) {
            srtp.close();
        } else {
            lane.close(srtp);
        }
    }
}
