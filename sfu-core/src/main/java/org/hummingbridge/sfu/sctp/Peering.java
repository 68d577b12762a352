/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * What two sides know of each other once INIT and INIT ACK have been exchanged.
 *
 * @param localTag stands in every packet that comes
 * @param peerTag stands in every packet that goes
 * @param peerWindowBytes the peer's receive window
 * @param maxStreams streams that we may send on
 * @param peerResetsStreams whether it knows RE-CONFIG (RFC 6525)
 */
record Peering(
        int localTag,
        int localInitialTsn,
        int peerTag,
        int peerInitialTsn,
        int peerWindowBytes,
        int maxStreams,
        boolean peerResetsStreams) {
    static Peering of(final int localTag, final int localInitialTsn, final InitChunk peer) {
        return new Peering(
                localTag,
                localInitialTsn,
                peer.tag(),
                peer.initialTsn(),
                peer.windowBytes(),
                peer.maxInboundStreams(),
                peer.resetsStreams());
    }

    boolean hasTagsOf(final Peering other) {
        return localTag == other.localTag && peerTag == other.peerTag;
    }
}
