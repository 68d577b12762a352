/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * How an association comes about (RFC 9260 §5.1, §5.2), as the side that is called and as the one that calls. Holds one offer
 * at most: inside DTLS nobody but the peer can send an INIT, so that the state cookie is but a random number.
 */
final class Handshake {
    private static final int COOKIE_BYTES = 16;

    /** Leaves a COOKIE ECHO room for the chunk header. */
    private static final int MAX_PEER_COOKIE_BYTES = PacketWriter.MAX_VALUE_BYTES;

    /** What an INIT ACK of ours has promised. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Offer(Peering peering, byte[] cookie) {
        private boolean isFor(final InitChunk init, final int localTag) {
            return peering.peerTag() == init.tag()
                    && peering.peerInitialTsn() == init.initialTsn()
                    && (localTag == 0 || peering.localTag() == localTag);
        }

        private boolean isTakenUpBy(final TlvCursor cookieEcho, final int tag) {
            return tag == peering.localTag()
                    && Arrays.equals(
                            cookie, 0, cookie.length, cookieEcho.bytes(), cookieEcho.value(), cookieEcho.end());
        }
    }

    private final RandomGenerator random;

    /** The tag in our own INIT; 0 if we have not sent one. */
    private int callTag;

    private int callTsn;
    private @Nullable Offer offer;
    private @Nullable Offer takenUp;
    private @Nullable Peering answered;
    private byte[] peerCookie = {};

    Handshake(final RandomGenerator random) {
        this.random = random;
    }

    int callTag() {
        return callTag;
    }

    /** Sends our INIT, the same each time. */
    void call(final PacketWriter packet) {
        if (callTag == 0) {
            callTag = newTag();
            callTsn = random.nextInt();
        }
        packet.flush();
        packet.tag(0);
        InitChunk.write(packet, ChunkType.INIT, callTag, callTsn, null, List.of());
        packet.flush();
    }

    /**
     * Answers an INIT with an INIT ACK. A repeated one gets the same answer, since the first may have been taken up already.
     *
     * @param calling whether our own INIT is under way, so that both mean one association (RFC 9260 §5.2.1)
     */
    @Nullable
    DropReason onInit(final TlvCursor chunk, final boolean calling, final PacketWriter packet) {
        final InitChunk init = InitChunk.read(chunk);
        if (init == null) {
            return DropReason.SCTP_MALFORMED;
        }
        Offer answer = offer;
        if (answer == null || !answer.isFor(init, calling ? callTag : 0)) {
            final Peering peering =
                    Peering.of(calling ? callTag : newTag(), calling ? callTsn : random.nextInt(), init);
            answer = new Offer(peering, newCookie());
            offer = answer;
        }
        packet.flush();
        packet.tag(answer.peering().peerTag());
        InitChunk.write(
                packet,
                ChunkType.INIT_ACK,
                answer.peering().localTag(),
                answer.peering().localInitialTsn(),
                answer.cookie(),
                init.unrecognized());
        packet.flush();
        return null;
    }

    /** What the peer agrees to with this COOKIE ECHO; null if its cookie is none of ours. The same again for a repeated one. */
    @Nullable
    Peering onCookieEcho(final TlvCursor chunk, final int tag) {
        if (offer != null && offer.isTakenUpBy(chunk, tag)) {
            takenUp = offer;
            offer = null;
        }
        return takenUp != null && takenUp.isTakenUpBy(chunk, tag) ? takenUp.peering() : null;
    }

    /** Takes the answer to our INIT. */
    @Nullable
    DropReason onInitAck(final TlvCursor chunk) {
        final InitChunk init = InitChunk.read(chunk);
        if (init == null || init.cookie() == null || init.cookie().length > MAX_PEER_COOKIE_BYTES) {
            return DropReason.SCTP_MALFORMED;
        }
        answered = Peering.of(callTag, callTsn, init);
        peerCookie = init.cookie();
        return null;
    }

    /** What the answer to our INIT has agreed to; null before there was one. */
    @Nullable
    Peering answered() {
        return answered;
    }

    /** Sends the peer's cookie back. */
    void echoCookie(final PacketWriter packet) {
        if (answered != null) {
            packet.tag(answered.peerTag());
            packet.chunk(ChunkType.COOKIE_ECHO, 0, peerCookie.length)
                    .bytes(peerCookie, 0, peerCookie.length)
                    .endChunk();
        }
    }

    private int newTag() {
        int tag = random.nextInt();
        while (tag == 0) {
            tag = random.nextInt();
        }
        return tag;
    }

    private byte[] newCookie() {
        final byte[] cookie = new byte[COOKIE_BYTES];
        random.nextBytes(cookie);
        return cookie;
    }
}
