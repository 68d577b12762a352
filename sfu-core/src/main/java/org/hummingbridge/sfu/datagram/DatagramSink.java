/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** Where the datagrams of one association (an endpoint's bundle of 5-tuples) go. */
public interface DatagramSink {
    /** The loop on which {@link #onDatagram} is called. Never changes. */
    Loop home();

    /**
     * Takes one datagram, with {@link PacketBuffer#path} and {@link PacketBuffer#arrivalNanos} set. Called on the home loop only.
     * The sink owns the packet's reference and releases it.
     */
    void onDatagram(PacketBuffer packet, long nowNanos);
}
