/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.PacketBuffer;

/** What an endpoint's transport delivers, always on the home loop. The listener owns the packets and releases them. */
interface TransportListener {
    /** One authenticated, decrypted RTP packet with a valid header. */
    void onRtp(PacketBuffer plain, long nowNanos);

    /** One authenticated, decrypted RTCP compound. */
    void onRtcp(PacketBuffer plain, long nowNanos);

    /** Something authentic came from the peer: media, a check, or data. */
    void onHeard(long nowNanos);

    /** One record of application data; an SCTP packet. The array is valid only during the call. */
    void onApplicationData(byte[] bytes, int offset, int length, long nowNanos);

    /** Path and keys are there: media can be sent from now on. Called once. */
    void onReady(long nowNanos);

    /** {@link EndpointTransport#onTick} is wanted by then. */
    void onDue(long nanos);
}
