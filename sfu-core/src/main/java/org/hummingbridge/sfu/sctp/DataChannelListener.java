/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * What {@link DataChannels} does and finds out. Called on its loop, from within its methods; may call it back, except from
 * {@link #send}.
 */
public interface DataChannelListener {
    /**
     * Carries one SCTP packet to the peer, or loses it: the first {@code length} bytes, which are the receiver's to read until
     * the call returns.
     */
    void send(byte[] packet, int length);

    /** The channel is open and can be sent on. */
    void channelOpened(String label, String protocol);

    /** A text message came; whether it is well-formed UTF-8 is not checked. The array is the receiver's own. */
    void text(byte[] utf8);

    /** The channel that was open is not any more; another may be opened while the association lasts. */
    void channelClosed();

    /** The association is over, behind {@link #channelClosed} if a channel was open; told once, and not behind {@code close}. */
    void associationClosed(String reason);
}
