/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * What an {@link SctpAssociation} does and finds out. Called on the association's loop, from within its methods; may call
 * it back, except from {@link #send}.
 */
public interface SctpListener {
    /** Stands for every stream in {@link #streamReset}. */
    int ALL_STREAMS = -1;

    /**
     * Carries one SCTP packet to the peer, or loses it: the first {@code length} bytes, which are the receiver's to read until
     * the call returns.
     */
    void send(byte[] packet, int length);

    /** Messages may flow. Told again if the peer starts anew: streams and whatever was on its way are gone then. */
    void established();

    /** A whole message came. Those of one stream come in order. The array is the receiver's own. */
    void message(int streamId, int ppid, byte[] message);

    /** The peer has reset its side of a stream, or of {@link #ALL_STREAMS}: what it sends there next begins anew. */
    void streamReset(int streamId);

    /** The association is over, by the peer's doing or because of it; told once, and not behind {@code close}. */
    void closed(String reason);
}
